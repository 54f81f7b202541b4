using Archon.Bots.Core.Costs;

namespace Archon.Bots.Core.Tests.Costs;

public sealed class CostTextTests
{
    [Fact]
    public void Tokens_from_the_cache_count_as_read_and_are_told_apart()
    {
        var text = CostText.Of(new UsageSum(1, 10, 20, 3000, 400, 0.0123m), Sum(0), Sum(0));

        Assert.StartsWith("- Last turn: 3,410 (3,000) in, 20 out, $0.0123\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_day_and_the_whole_count_their_turns()
    {
        var text = CostText.Of(Sum(1), Sum(1), Sum(1200) with { CostUsd = 12.5m });

        Assert.Contains("- Today (UTC): 1 turn, ", text, StringComparison.Ordinal);
        Assert.Contains("- In all: 1,200 turns, ", text, StringComparison.Ordinal);
        Assert.Contains("$12.50", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_price_that_nobody_told_is_not_made_up() =>
        Assert.Contains("no price told", CostText.Of(Sum(1), Sum(1), Sum(1)), StringComparison.Ordinal);

    private static UsageSum Sum(int turns) => new(turns, 1, 1, 0, 0, null);
}

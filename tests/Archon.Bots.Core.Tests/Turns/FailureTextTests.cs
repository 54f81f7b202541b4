using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Tests.Turns;

public sealed class FailureTextTests
{
    public static TheoryData<AgentFailureKind> Kinds => [.. Enum.GetValues<AgentFailureKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_failure_says_what_happened_and_a_way_out(AgentFailureKind kind)
    {
        var text = FailureText.Of(new AgentFailure(kind, "said the agent."));

        Assert.Matches("^The .+ \\(said the agent\\)\\. .+\\.$|^The .+ \\(said the agent\\)\\. .+continue\\.$", text);
        Assert.Matches("[Ss]end |owner|/reset", text);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_failure_without_detail_reads_well_too(AgentFailureKind kind) =>
        Assert.DoesNotContain("()", FailureText.Of(new AgentFailure(kind, "")), StringComparison.Ordinal);

    [Fact]
    public void A_rate_limit_says_when_it_ends()
    {
        var known = FailureText.Of(new AgentFailure(AgentFailureKind.RateLimited, "", TimeSpan.FromSeconds(61)));
        var unknown = FailureText.Of(new AgentFailure(AgentFailureKind.RateLimited, ""));

        Assert.EndsWith("in 2 min.", known, StringComparison.Ordinal);
        Assert.EndsWith("later.", unknown, StringComparison.Ordinal);
    }
}

using Archon.Bots.Core.Costs;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts;

public abstract class UsageStoreContract(IStoreRig rig) : StoreContract(rig)
{
    [Fact]
    public async Task Turns_add_up_from_the_given_time_on()
    {
        await UseAsync("yesterday", 10, 1m);
        Rig.Time.Advance(TimeSpan.FromDays(1));
        var today = Rig.Time.GetUtcNow();
        await UseAsync("today", 20, 0.5m);
        await UseAsync("today again", 30, 0.25m);

        Assert.Equal(new UsageSum(2, 50, 2, 4, 6, 0.75m), await Rig.Usage.SumAsync(Here, today, Token));
        Assert.Equal(new UsageSum(3, 60, 3, 6, 9, 1.75m), await Rig.Usage.SumAsync(Here, DateTimeOffset.UnixEpoch, Token));
        Assert.Equal(new UsageSum(1, 30, 1, 2, 3, 0.25m), await Rig.Usage.NewestAsync(Here, Token));
    }

    [Fact]
    public async Task A_price_that_nobody_told_is_none()
    {
        await UseAsync("one", 10, costUsd: null);

        Assert.Null((await Rig.Usage.SumAsync(Here, DateTimeOffset.UnixEpoch, Token)).CostUsd);
    }

    [Fact]
    public async Task Another_conversation_has_used_nothing()
    {
        await UseAsync("one", 10, 1m);

        Assert.Equal(new UsageSum(0, 0, 0, 0, 0, null), await Rig.Usage.SumAsync(There, DateTimeOffset.UnixEpoch, Token));
        Assert.Null(await Rig.Usage.NewestAsync(There, Token));
    }

    private async Task UseAsync(string text, long inputTokens, decimal? costUsd)
    {
        var turn = await SayAndBeginAsync(text);
        var usage = new TurnUsage("claude", inputTokens, 1, 2, 3, costUsd, TimeSpan.FromSeconds(1));
        await CommitAsync(turn.Fence, Answer("done") with { Usage = usage });
        Rig.Time.Advance(TimeSpan.FromSeconds(1));
    }
}

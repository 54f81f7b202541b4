using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>A platform that asks for pauses, seen from the whole path.</summary>
public sealed class ThrottlePathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ReplyMode.Stream)]
    [InlineData(ReplyMode.Batch)]
    public async Task A_long_pause_is_kept_across_a_restart_and_the_answer_comes_after_it(ReplyMode mode)
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Mode = mode });
        bot.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(90), CallFamily.Message));
        await bot.Platform.SayAsync("hi");
        await bot.LoggedAsync("outbox.delivery_parked");
        await bot.LoggedAsync("turn.run_completed");

        await bot.RestartAsync();
        await PassAsync(bot, seconds: 89);
        Assert.Empty(bot.Platform.Calls);
        await bot.DeliveredAsync();

        Assert.Equal(["echo: hi"], bot.Platform.Delivered);
    }

    [Fact]
    public async Task The_status_tells_until_when_an_answer_waits()
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Mode = ReplyMode.Batch });
        bot.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(90), CallFamily.Message));
        await bot.Platform.SayAsync("hi");
        await bot.LoggedAsync("outbox.delivery_parked");

        await bot.Platform.SayAsync("/status");
        await bot.DeliveredAsync();

        Assert.Contains("An answer waits: Fake asks to wait until 12:01 UTC.", bot.Platform.Delivered[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throttled_chat_holds_no_other_chat_back()
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Mode = ReplyMode.Batch });
        bot.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(90), CallFamily.Message));
        await bot.Platform.SayAsync("hi");
        await bot.LoggedAsync("outbox.delivery_parked");

        await bot.Platform.SayAsync("hello", chat: "c2");
        await bot.Platform.UntilAsync(platform => platform.Delivered is ["echo: hello"]);

        await bot.DeliveredAsync();
        Assert.Equal(["echo: hello", "echo: hi"], bot.Platform.Delivered);
    }

    /// <summary>Each second as the pump sweeps it.</summary>
    private static async Task PassAsync(BotHarness bot, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await bot.Time.WaitedForAsync(TimeSpan.FromSeconds(1), Token);
            bot.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}

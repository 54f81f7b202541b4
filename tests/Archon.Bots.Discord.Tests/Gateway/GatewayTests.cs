using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing.Contracts.Platforms;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Discord.Tests.Gateway;

/// <summary>The adapter before the gateway of the emulated Discord.</summary>
public sealed class GatewayTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(41.25);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_Discord_does_not_take_ends_the_reception_with_the_way_out()
    {
        await using var rig = await DiscordRig.StartAsync(settings: ("BotToken", "MTAwMDAwMDAwMDAw.synthetic.not-the-one-of-the-emulator"));

        var refused = await Assert.ThrowsAsync<PlatformRejectedException>(() =>
            rig.Get<IChatPlatform>().ReceiveAsync(new RecordedInbox(), Token)
        );

        Assert.Contains("DISCORD_BOT_TOKEN", refused.Message, StringComparison.Ordinal);
        Assert.False(rig.Health.Ready);
    }

    [Fact]
    public async Task Without_the_right_to_read_what_is_said_the_reception_ends_with_the_way_out()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ControlAsync("flags", new { messageContent = false });

        var refused = await Assert.ThrowsAsync<PlatformRejectedException>(() =>
            rig.Get<IChatPlatform>().ReceiveAsync(new RecordedInbox(), Token)
        );

        Assert.Contains("Message Content Intent", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("502")]
    public async Task A_gateway_that_cannot_be_reached_is_tried_again(string kind)
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ControlAsync("gateway-fault", new { kind, count = 2 });

        await using var reception = Reception.Begin(rig);

        await rig.LookAsync("wait?connections=1&timeoutMs=30000");
        await rig.SayAsync(new { text = "hello", mention = true });
        Assert.Equal("hello", (await reception.Inbox.NextAsync(Token)).Text);
    }

    [Fact]
    public async Task A_new_process_goes_on_with_the_session_of_the_last_one()
    {
        await using var rig = await DiscordRig.StartAsync();
        var first = Reception.Begin(rig);
        await rig.LookAsync("wait?connections=1");
        await rig.SayAsync(new { text = "before", mention = true });
        await first.Inbox.NextAsync(Token);
        await first.DisposeAsync();
        await rig.SayAsync(
            new
            {
                text = "meanwhile",
                mention = true,
                channel = "ops",
            }
        );
        await rig.RestartAsync();

        await using var second = Reception.Begin(rig);

        Assert.Equal("meanwhile", (await second.Inbox.NextAsync(Token)).Text);
        var frames = (await rig.LookAsync("gateway"))
            .GetProperty("frames")
            .EnumerateArray()
            .Select(frame => frame.GetProperty("op").GetInt32());
        Assert.Equal([2, 6], frames.Where(op => op is 2 or 6));
        Assert.Equal(0, (await rig.LookAsync("violations")).GetArrayLength());
    }

    [Fact]
    public async Task A_day_of_quiet_causes_no_new_connection()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var rig = await DiscordRig.StartAsync(time, _interval);
        await using var reception = Reception.Begin(rig);
        await rig.LookAsync("wait?connections=1");

        for (var beats = 1; beats <= TimeSpan.FromDays(1) / _interval; beats++)
        {
            time.Advance(_interval);
            await AnsweredAsync(rig, time, beats);
        }

        var gateway = await rig.LookAsync("gateway");
        Assert.Equal(
            ["open", "identified"],
            gateway.GetProperty("connections").EnumerateArray().Select(happening => happening.GetProperty("event").GetString())
        );
        Assert.Equal(0, (await rig.LookAsync("violations")).GetArrayLength());
        Assert.True(rig.Health.Ready);
    }

    /// <summary>Returns when so many heartbeats have come and the last is answered: only then may time go on.</summary>
    private static async Task AnsweredAsync(DiscordRig rig, TimeProvider time, int beats)
    {
        while (
            (await rig.LookAsync("state")).GetProperty("counters").GetProperty("heartbeats").GetInt32() < beats
            || rig.Health.LastInbound["discord"] < time.GetUtcNow()
        )
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}

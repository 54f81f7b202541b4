using Archon.Bots.Emulators.Telegram;

namespace Archon.Bots.Telegram.Tests.Updates;

public sealed class TelegramConnectionTests
{
    private const string Conflict = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Privacy_mode_is_noted_where_it_is_on(bool privacy)
    {
        await using var rig = await TelegramRig.StartAsync(new TelegramEmulatorOptions { Privacy = privacy });

        _ = rig.Receive();
        await rig.LookAsync("wait?polling=1");

        var part = Assert.Single(rig.Health.All);
        Assert.True(part.IsUp);
        Assert.Equal(privacy, part.Reason.Contains("/setprivacy", StringComparison.Ordinal));
        Assert.Equal(privacy, rig.Log.Events.Contains("telegram.privacy_found"));
    }

    [Fact]
    public async Task The_command_menu_is_published_once()
    {
        await using var rig = await TelegramRig.StartAsync();

        await ReceiveOnceAsync(rig);
        await ReceiveOnceAsync(rig);

        var call = Assert.Single(await rig.CallsAsync("setMyCommands"));
        Assert.Contains("what I understand", call.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2, (await rig.CallsAsync("getMyCommands")).Count);
    }

    [Fact]
    public async Task A_menu_that_cannot_be_published_holds_nothing_up()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.FaultAsync("setMyCommands", "Bad Request: BOT_COMMAND_INVALID");
        await rig.SayAsync("hello");

        await ReceiveOnceAsync(rig);

        Assert.Contains("telegram.menu_failed", rig.Log.Events);
    }

    [Fact]
    public async Task A_conflict_is_over_when_updates_flow_and_not_before()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.FaultAsync("getUpdates", Conflict);

        _ = rig.Receive();
        await rig.Time.PassAsync(TimeSpan.FromSeconds(10));
        await rig.LookAsync("wait?polling=1");
        var polling = Assert.Single(rig.Health.All);
        await rig.SayAsync("hello");
        await rig.Inbox.SeenAsync();

        Assert.Equal((false, "another process polls with the same token"), (polling.IsUp, polling.Reason));
        Assert.True(rig.Health.Ready);
    }

    [Fact]
    public async Task To_connect_again_ends_no_conflict()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "getUpdates",
                kind = "error",
                error = Conflict,
                count = 2,
            }
        );
        var first = rig.Receive();
        await rig.Time.PassAsync(TimeSpan.FromSeconds(10));
        await rig.FaultAsync("getUpdates", "Unauthorized");
        await rig.Time.PassAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAnyAsync<Exception>(() => first);

        _ = rig.Receive();
        await rig.LookAsync("wait?polling=1");

        Assert.False(rig.Health.Ready);
    }

    [Fact]
    public async Task A_webhook_that_somebody_set_is_deleted()
    {
        await using var rig = await TelegramRig.StartAsync();
        _ = rig.Receive();
        await rig.LookAsync("wait?polling=1");

        await rig.AsBotAsync("setWebhook", new { url = "http://127.0.0.1:9/none" });
        await rig.Time.PassFirstBackoffAsync();
        await rig.LookAsync("wait?polling=1");
        await rig.SayAsync("hello");

        Assert.Equal("hello", (await rig.Inbox.SeenAsync()).Text);
        Assert.Contains("telegram.webhook_found", rig.Log.Events);
        Assert.DoesNotContain("telegram.poll_conflicted", rig.Log.Events);
        Assert.Equal("", (string?)(await rig.LookAsync("state"))["webhook"]);
    }

    /// <summary>Receives until the menu is looked after.</summary>
    private static async Task ReceiveOnceAsync(TelegramRig rig)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var before = rig.Log.Events.Count(IsMenu);
        var receiving = rig.Platform.ReceiveAsync(rig.Inbox, stop.Token);
        await rig.SayAsync("hello");
        await rig.Inbox.SeenAsync();
        while (rig.Log.Events.Count(IsMenu) == before)
        {
            await rig.LookAsync("wait?polling=1");
        }

        await stop.CancelAsync();
        await receiving;
    }

    private static bool IsMenu(string? name) => name is "telegram.menu_completed" or "telegram.menu_failed";
}

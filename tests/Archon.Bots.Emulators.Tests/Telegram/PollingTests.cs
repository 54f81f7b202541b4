namespace Archon.Bots.Emulators.Tests.Telegram;

public sealed class PollingTests
{
    [Fact]
    public async Task An_open_poll_is_answered_by_what_arrives()
    {
        await using var rig = await TelegramRig.StartAsync();
        var poll = rig.UpdatesAsync(timeout: 20);
        await rig.LookAsync("wait?polling=1");

        await rig.SayAsync("hello");

        Assert.Equal("hello", (string?)Assert.Single(await poll)!["message"]!["text"]);
    }

    [Fact]
    public async Task Unconfirmed_updates_come_again_and_confirmed_ones_do_not()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.SayAsync("one");
        var first = (int)(await rig.UpdatesAsync())[0]!["update_id"]!;

        var again = await rig.UpdatesAsync();
        await rig.SayAsync("two");
        var next = await rig.UpdatesAsync(offset: first + 1);

        Assert.Equal(first, (int)again[0]!["update_id"]!);
        Assert.Equal("two", (string?)Assert.Single(next)!["message"]!["text"]);
    }

    [Fact]
    public async Task A_redelivered_update_comes_whatever_the_offset()
    {
        await using var rig = await TelegramRig.StartAsync();
        var said = await rig.SayAsync("twice");
        var first = (int)(await rig.UpdatesAsync())[0]!["update_id"]!;
        var poll = rig.UpdatesAsync(offset: first + 1, timeout: 20);
        await rig.LookAsync("wait?polling=1");

        await rig.ControlAsync("redeliver", new { id = (string)said["ids"]![0]! });

        Assert.Equal(first, (int)Assert.Single(await poll)!["update_id"]!);
    }

    [Fact]
    public async Task A_second_poller_ends_the_first()
    {
        await using var rig = await TelegramRig.StartAsync();
        var first = rig.AskAsync("getUpdates", new { timeout = 20 });
        await rig.LookAsync("wait?polling=1");

        var second = rig.AskAsync("getUpdates", new { offset = 1, timeout = 20 });

        var answer = await first;
        Assert.Equal(409, (int?)answer["error_code"]);
        await rig.SayAsync("for the second");
        Assert.Single((await second)["result"]!.AsArray());
    }

    [Fact]
    public async Task A_dropped_poll_loses_its_connection_and_no_update()
    {
        await using var rig = await TelegramRig.StartAsync();
        var poll = rig.UpdatesAsync(timeout: 20);
        await rig.LookAsync("wait?polling=1");

        await rig.ControlAsync("disconnect", new { mode = "drop" });

        await Assert.ThrowsAsync<HttpRequestException>(() => poll);
        await rig.SayAsync("still there");
        Assert.Single(await rig.UpdatesAsync());
    }

    [Fact]
    public async Task Only_wanted_types_are_queued()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.SendAsync("like me");
        await rig.DoAsync("getUpdates", new { allowed_updates = "[\"message_reaction\"]" });

        await rig.SayAsync("not wanted");
        await rig.ControlAsync(
            "reaction",
            new
            {
                message = $"1001:{id}",
                name = "👍",
                user = "alice",
            }
        );

        var update = Assert.Single(await rig.UpdatesAsync(offset: 1));
        Assert.Equal("👍", (string?)update!["message_reaction"]!["new_reaction"]![0]!["emoji"]);
    }

    [Fact]
    public async Task Two_hundred_chats_at_once_lose_nothing()
    {
        await using var rig = await TelegramRig.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => rig.ControlAsync("message", Burst(i))));
        var seen = new HashSet<string>();
        for (var offset = 0; seen.Count < 1000; )
        {
            var batch = await rig.UpdatesAsync(offset, timeout: 5);
            Assert.NotEmpty(batch);
            seen.UnionWith(batch.Select(update => $"{update!["message"]!["chat"]!["id"]} {update["message"]!["text"]}"));
            offset = (int)batch[^1]!["update_id"]! + 1;
        }

        Assert.Equal(1000, seen.Count);

        static object Burst(int i) =>
            new
            {
                dm = true,
                user = $"user_{i}",
                text = "m{i}",
                count = 5,
            };
    }
}

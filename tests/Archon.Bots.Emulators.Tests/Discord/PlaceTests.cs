namespace Archon.Bots.Emulators.Tests.Discord;

public sealed class PlaceTests
{
    [Fact]
    public async Task A_message_opens_one_thread_that_bears_its_id()
    {
        await using var rig = await DiscordRig.StartAsync();
        var id = await rig.SayAsync("hello");
        var path = $"channels/{rig.General}/messages/{id}/threads";

        var thread = await rig.DoAsync(HttpMethod.Post, path, new { name = "hello" });

        Assert.Equal((id, 11, rig.General), ((string?)thread["id"], (int)thread["type"]!, (string?)thread["parent_id"]));
        Assert.Equal((400, 160004), await rig.RefusalAsync(HttpMethod.Post, path, new { name = "again" }));
        Assert.Equal((400, 50035), await rig.RefusalAsync(HttpMethod.Post, path, new { name = new string('x', 101) }));
    }

    [Fact]
    public async Task A_thread_that_is_archived_wakes_by_a_post_and_refuses_an_edit()
    {
        await using var rig = await DiscordRig.StartAsync();
        var thread = await OpenAsync(rig);
        var post = await rig.PostAsync("before", thread);
        await rig.ControlAsync("thread", new { thread, archived = true });

        var refused = await rig.RefusalAsync(HttpMethod.Patch, $"channels/{thread}/messages/{post}", new { content = "x" });
        await rig.PostAsync("after", thread);

        Assert.Equal((400, 50083), refused);
        Assert.False((bool)(await rig.DoAsync(HttpMethod.Get, $"channels/{thread}"))["thread_metadata"]!["archived"]!);
    }

    [Fact]
    public async Task A_thread_that_is_locked_takes_nothing()
    {
        await using var rig = await DiscordRig.StartAsync();
        var thread = await OpenAsync(rig);
        await rig.ControlAsync(
            "thread",
            new
            {
                thread,
                archived = true,
                locked = true,
            }
        );

        Assert.Equal((400, 160005), await rig.RefusalAsync(HttpMethod.Post, $"channels/{thread}/messages", new { content = "x" }));
    }

    [Fact]
    public async Task A_channel_that_was_deleted_is_unknown_and_told()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = socket;

        await rig.ControlAsync("channel", new { delete = "dev" });

        Assert.Equal("dev", (string?)(await socket.EventAsync("CHANNEL_DELETE"))["d"]!["name"]);
        Assert.Equal(
            (404, 10003),
            await rig.RefusalAsync(HttpMethod.Post, $"channels/{rig.Channel("dev")}/messages", new { content = "x" })
        );
    }

    [Fact]
    public async Task A_channel_that_the_bot_may_not_see_is_not_told_of()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = socket;

        await rig.SayAsync("secret", channel: "private");
        await rig.SayAsync("open");

        Assert.Equal("open", (string?)(await socket.EventAsync("MESSAGE_CREATE"))["d"]!["content"]);
    }

    [Fact]
    public async Task A_direct_message_is_a_place_of_its_own_unless_it_is_closed()
    {
        await using var rig = await DiscordRig.StartAsync();
        var alice = (string?)(await rig.MessageAsync(await rig.SayAsync("hello")))["fromId"];
        var room = await rig.DoAsync(HttpMethod.Post, "users/@me/channels", new { recipient_id = alice });
        await rig.PostAsync("psst", $"{room["id"]}");

        await rig.ControlAsync("dms", new { user = "alice", closed = true });

        Assert.Equal("alice", (string?)(await rig.LookAsync("transcript?dm=alice"))[0]!["dm"]);
        Assert.Equal((403, 50007), await rig.RefusalAsync(HttpMethod.Post, $"channels/{room["id"]}/messages", new { content = "x" }));
    }

    private static async Task<string> OpenAsync(DiscordRig rig)
    {
        var id = await rig.SayAsync("hello");
        await rig.DoAsync(HttpMethod.Post, $"channels/{rig.General}/messages/{id}/threads", new { name = "hello" });
        return id;
    }
}

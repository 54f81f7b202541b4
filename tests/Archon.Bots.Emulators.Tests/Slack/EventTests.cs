using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class EventTests
{
    private static readonly string[] PrivateAlone = ["message.im"];

    [Fact]
    public async Task A_mention_in_a_channel_is_two_events_of_one_message()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);

        var ts = await rig.SayAsync("@bot hello");

        var events = new[] { await socket.TakeAsync(), await socket.TakeAsync() };
        Assert.Equal(["app_mention", "message"], events.Select(one => (string?)one["payload"]!["event"]!["type"]));
        Assert.All(events, one => Assert.Equal(ts, (string?)one["payload"]!["event"]!["ts"]));
        Assert.Equal(2, events.Select(one => (string?)one["payload"]!["event_id"]).Distinct().Count());
    }

    [Fact]
    public async Task A_mention_in_a_private_chat_is_one_event()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);

        await SayInPrivateAsync(rig, "@bot one");
        await SayInPrivateAsync(rig, "two");

        Assert.Equal("<@U0BOT00001> one", (string?)(await socket.EventAsync())["text"]);
        var next = await socket.EventAsync();
        Assert.Equal(("two", "im"), ((string?)next["text"], (string?)next["channel_type"]));
    }

    [Theory]
    [InlineData("a & <b>", "a &amp; &lt;b&gt;")]
    [InlineData("see https://example.org/x", "see <https://example.org/x>")]
    public async Task What_people_type_comes_escaped_and_linked(string typed, string text)
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);

        await rig.SayAsync(typed);

        Assert.Equal(text, (string?)(await socket.EventAsync())["text"]);
    }

    [Fact]
    public async Task The_bots_own_messages_come_back_with_its_bot_id()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);

        var ts = await rig.PostAsync("mine");

        var own = await socket.EventAsync();
        Assert.Equal((ts, "B0BOT00001"), ((string?)own["ts"], (string?)own["bot_id"]));
    }

    [Fact]
    public async Task The_bots_own_messages_stay_away_where_it_is_set_so()
    {
        await using var rig = await SlackRig.StartAsync(new SlackEmulatorOptions { EchoesBot = false });
        using var socket = await SlackSocket.OpenAsync(rig);

        await rig.PostAsync("mine");
        await rig.SayAsync("theirs");

        Assert.Equal("theirs", (string?)(await socket.EventAsync())["text"]);
    }

    [Fact]
    public async Task An_event_that_the_app_has_not_asked_for_is_not_told()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        await rig.ControlAsync("config", new { events = PrivateAlone });

        await rig.SayAsync("in a channel");
        await SayInPrivateAsync(rig, "in private");

        Assert.Equal("in private", (string?)(await socket.EventAsync())["text"]);
    }

    [Fact]
    public async Task An_edit_shows_before_and_after_and_who_made_it()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var ts = await rig.SayAsync("before");
        await socket.EventAsync();

        await rig.ControlAsync("edit", new { message = ts, text = "after" });

        var changed = await socket.EventAsync();
        Assert.Equal("message_changed", (string?)changed["subtype"]);
        Assert.Equal("after", (string?)changed["message"]!["text"]);
        Assert.Equal(SlackRig.Alice, (string?)changed["message"]!["edited"]!["user"]);
        Assert.Equal("before", (string?)changed["previous_message"]!["text"]);
    }

    [Fact]
    public async Task A_preview_of_a_link_is_a_change_that_nobody_made()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var ts = await rig.SayAsync("https://example.org");
        await socket.EventAsync();

        await rig.ControlAsync("unfurl", new { message = ts });

        var changed = await socket.EventAsync();
        Assert.Equal((string?)changed["previous_message"]!["text"], (string?)changed["message"]!["text"]);
        Assert.Null(changed["message"]!["edited"]);
    }

    [Fact]
    public async Task A_message_is_deleted_and_a_root_with_replies_becomes_a_tombstone()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var root = await rig.SayAsync("root");
        await socket.EventAsync();
        var reply = await ReplyAsync(rig, root, "reply");
        await socket.EventAsync();

        await rig.ControlAsync("delete", new { message = root });
        var stone = await socket.EventAsync();
        await rig.ControlAsync("delete", new { message = reply });
        var gone = await socket.EventAsync();

        Assert.Equal(("message_changed", "tombstone"), ((string?)stone["subtype"], (string?)stone["message"]!["subtype"]));
        Assert.Equal(("message_deleted", reply), ((string?)gone["subtype"], (string?)gone["deleted_ts"]));
    }

    [Fact]
    public async Task A_reaction_names_the_message_and_who_wrote_it()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var ts = await rig.SayAsync("hi");
        await socket.EventAsync();

        await rig.ControlAsync(
            "reaction",
            new
            {
                message = ts,
                name = "eyes",
                user = "bob",
            }
        );

        var added = await socket.EventAsync();
        Assert.Equal(("reaction_added", "U0BOBBY001"), ((string?)added["type"], (string?)added["user"]));
        Assert.Equal((ts, SlackRig.Alice), ((string?)added["item"]!["ts"], (string?)added["item_user"]));
    }

    private static Task<JsonNode> SayInPrivateAsync(SlackRig rig, string text) =>
        rig.ControlAsync(
            "message",
            new
            {
                dm = true,
                user = "alice",
                text,
            }
        );

    private static async Task<string> ReplyAsync(SlackRig rig, string thread, string text)
    {
        var reply = new
        {
            channel = SlackRig.General,
            user = "alice",
            thread,
            text,
        };
        return (string)(await rig.ControlAsync("message", reply))["ids"]![0]!;
    }
}

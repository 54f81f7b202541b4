using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class HistoryTests
{
    [Fact]
    public async Task History_is_newest_first_and_comes_in_pages()
    {
        await using var rig = await SlackRig.StartAsync();
        foreach (var text in (string[])["one", "two", "three"])
        {
            await rig.SayAsync(text);
        }

        var first = await ReadAsync(rig, "conversations.history", ("limit", "2"));
        var cursor = (string)first["response_metadata"]!["next_cursor"]!;
        var second = await ReadAsync(rig, "conversations.history", ("limit", "2"), ("cursor", cursor));

        Assert.Equal(["three", "two"], Texts(first));
        Assert.True((bool)first["has_more"]!);
        Assert.Equal(["one"], Texts(second));
        Assert.Equal("", (string?)second["response_metadata"]!["next_cursor"]);
    }

    [Theory]
    [InlineData("false", new[] { "three" })]
    [InlineData("true", new[] { "three", "two" })]
    public async Task History_after_a_message_has_the_message_itself_only_if_asked(string inclusive, string[] texts)
    {
        await using var rig = await SlackRig.StartAsync();
        await rig.SayAsync("one");
        var oldest = await rig.SayAsync("two");
        await rig.SayAsync("three");

        var history = await ReadAsync(rig, "conversations.history", ("oldest", oldest), ("inclusive", inclusive));

        Assert.Equal(texts, Texts(history));
    }

    [Fact]
    public async Task Replies_are_oldest_first_after_their_root_and_not_in_the_history()
    {
        await using var rig = await SlackRig.StartAsync();
        var root = await rig.SayAsync("root");
        var first = await ReplyAsync(rig, root, "one");
        await ReplyAsync(rig, root, "two");

        var all = await ReadAsync(rig, "conversations.replies", ("ts", root));
        var later = await ReadAsync(rig, "conversations.replies", ("ts", root), ("oldest", first));
        var history = await ReadAsync(rig, "conversations.history");

        Assert.Equal(["root", "one", "two"], Texts(all));
        Assert.Equal(["root", "two"], Texts(later));
        Assert.Equal(["root"], Texts(history));
        Assert.Equal(2, (int?)history["messages"]![0]!["reply_count"]);
    }

    [Fact]
    public async Task A_tombstone_stands_for_a_root_that_is_gone_and_takes_replies()
    {
        await using var rig = await SlackRig.StartAsync();
        var root = await rig.SayAsync("root");
        var reply = await ReplyAsync(rig, root, "one");

        await rig.ControlAsync("delete", new { message = root });
        await ReplyAsync(rig, root, "two");
        await rig.ControlAsync("delete", new { message = reply });

        var replies = await ReadAsync(rig, "conversations.replies", ("ts", root));
        Assert.Equal(["This message was deleted.", "two"], Texts(replies));
        Assert.Equal("tombstone", (string?)replies["messages"]![0]!["subtype"]);
        Assert.NotNull((await rig.MessageAsync(root))["deletedAt"]);
    }

    [Fact]
    public async Task A_thread_whose_root_had_no_replies_is_gone_with_it()
    {
        await using var rig = await SlackRig.StartAsync();
        var root = await rig.SayAsync("root");

        await rig.ControlAsync("delete", new { message = root });

        var reply = new
        {
            channel = SlackRig.General,
            thread_ts = root,
            text = "late",
        };
        Assert.Equal("thread_not_found", await rig.RefusalAsync("chat.postMessage", reply));
    }

    [Fact]
    public async Task Metadata_is_shown_to_who_asks_for_it()
    {
        await using var rig = await SlackRig.StartAsync();
        var post = new
        {
            channel = SlackRig.General,
            text = "x",
            metadata = new { event_type = "post", event_payload = new { id = "row-1" } },
        };
        await rig.DoAsync("chat.postMessage", post);

        var without = await ReadAsync(rig, "conversations.history");
        var with = await ReadAsync(rig, "conversations.history", ("include_all_metadata", "true"));

        Assert.Null(without["messages"]![0]!["metadata"]);
        Assert.Equal("row-1", (string?)with["messages"]![0]!["metadata"]!["event_payload"]!["id"]);
    }

    [Fact]
    public async Task Reactions_are_counted_under_the_message()
    {
        await using var rig = await SlackRig.StartAsync();
        var ts = await rig.SayAsync("hi");

        await rig.DoAsync(
            "reactions.add",
            new
            {
                channel = SlackRig.General,
                timestamp = ts,
                name = "eyes",
            }
        );
        await rig.ControlAsync("reaction", new { message = ts, name = "eyes" });

        var eyes = Assert.Single((await ReadAsync(rig, "conversations.history"))["messages"]![0]!["reactions"]!.AsArray())!;
        Assert.Equal(("eyes", 2), ((string?)eyes["name"], (int?)eyes["count"]));
    }

    [Fact]
    public async Task A_method_that_reads_forms_does_not_look_at_JSON()
    {
        await using var rig = await SlackRig.StartAsync();
        var ts = await rig.SayAsync("hi");

        Assert.Equal("invalid_arguments", await rig.RefusalAsync("conversations.replies", new { channel = SlackRig.General, ts }));
    }

    private static Task<JsonNode> ReadAsync(SlackRig rig, string method, params (string, string)[] more) =>
        rig.ReadAsync(method, [("channel", SlackRig.General), .. more]);

    private static IEnumerable<string?> Texts(JsonNode answer) =>
        answer["messages"]!.AsArray().Select(message => (string?)message!["text"]);

    private static async Task<string> ReplyAsync(SlackRig rig, string thread_ts, string text)
    {
        var reply = new
        {
            channel = SlackRig.General,
            thread_ts,
            text,
        };
        return (string)(await rig.DoAsync("chat.postMessage", reply))["ts"]!;
    }
}

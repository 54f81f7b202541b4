using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class ChatTests
{
    [Theory]
    [InlineData("C0NOPE0000", "x", "channel_not_found")]
    [InlineData("C0NOTMEMB1", "x", "not_in_channel")]
    [InlineData("C0ARCHIVE1", "x", "is_archived")]
    [InlineData(SlackRig.General, "", "no_text")]
    public async Task A_post_is_refused_with_Slacks_word(string channel, string text, string error)
    {
        await using var rig = await SlackRig.StartAsync();

        Assert.Equal(error, await rig.RefusalAsync("chat.postMessage", new { channel, text }));
    }

    [Fact]
    public async Task A_post_to_a_person_stands_in_the_private_chat()
    {
        await using var rig = await SlackRig.StartAsync();

        var posted = await rig.DoAsync("chat.postMessage", new { channel = SlackRig.Alice, text = "x" });

        Assert.StartsWith("D", (string?)posted["channel"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_keeps_what_was_there_as_an_edit()
    {
        await using var rig = await SlackRig.StartAsync();
        var ts = await rig.PostAsync("first");

        await UpdateAsync(rig, ts, "second");

        var message = await rig.MessageAsync(ts);
        Assert.Equal(("second", "first"), ((string?)message["text"], (string?)message["originalText"]));
        Assert.Single(message["edits"]!.AsArray());
    }

    [Fact]
    public async Task Only_the_bots_own_messages_can_be_updated_and_deleted()
    {
        await using var rig = await SlackRig.StartAsync();
        var ts = await rig.SayAsync("theirs");

        var update = await rig.RefusalAsync(
            "chat.update",
            new
            {
                channel = SlackRig.General,
                ts,
                text = "x",
            }
        );
        var delete = await rig.RefusalAsync("chat.delete", new { channel = SlackRig.General, ts });

        Assert.Equal(("cant_update_message", "cant_delete_message"), (update, delete));
    }

    [Fact]
    public async Task An_update_may_have_4000_characters()
    {
        await using var rig = await SlackRig.StartAsync();
        var ts = await rig.PostAsync("first");
        var update = new
        {
            channel = SlackRig.General,
            ts,
            text = new string('x', 4_001),
        };

        Assert.Equal("msg_too_long", await rig.RefusalAsync("chat.update", update));
        await UpdateAsync(rig, ts, new string('x', 4_000));
    }

    [Fact]
    public async Task A_long_post_is_cut_and_noticed()
    {
        await using var rig = await SlackRig.StartAsync();

        var ts = await rig.PostAsync(new string('x', 40_001));

        Assert.Equal(40_000, ((string)(await rig.MessageAsync(ts))["text"]!).Length);
        Assert.Contains((await rig.LookAsync("violations"))["violations"]!.AsArray(), one => (string?)one!["code"] == "text_over_4000");
    }

    [Theory]
    [InlineData("markdown", 12_000, true)]
    [InlineData("markdown", 12_001, false)]
    [InlineData("section", 3_000, true)]
    [InlineData("section", 3_001, false)]
    public async Task A_block_has_a_limit(string type, int length, bool fits)
    {
        await using var rig = await SlackRig.StartAsync();
        var words = new string('x', length);
        object text = type == "section" ? new { type = "mrkdwn", text = words } : words;
        var post = new { channel = SlackRig.General, blocks = new[] { new { type, text } } };

        var answer = await rig.AskAsync("chat.postMessage", post);

        Assert.Equal(fits ? null : "invalid_blocks", (string?)answer["error"]);
    }

    [Fact]
    public async Task Markdown_excludes_text()
    {
        await using var rig = await SlackRig.StartAsync();
        var post = new
        {
            channel = SlackRig.General,
            text = "x",
            markdown_text = "**x**",
        };

        Assert.Equal("markdown_text_conflict", await rig.RefusalAsync("chat.postMessage", post));
    }

    [Fact]
    public async Task A_token_is_looked_at_before_all_else()
    {
        await using var rig = await SlackRig.StartAsync();

        var without = await rig.AskAsync("auth.test", new { }, token: "");
        var wrong = await rig.AskAsync("auth.test", new { }, token: SlackRig.BotToken + "-invalid");
        var other = await rig.AskAsync("apps.connections.open", new { });

        Assert.Equal("not_authed", (string?)without["error"]);
        Assert.Equal("invalid_auth", (string?)wrong["error"]);
        Assert.Equal("not_allowed_token_type", (string?)other["error"]);
    }

    private static Task<JsonNode> UpdateAsync(SlackRig rig, string ts, string text) =>
        rig.DoAsync(
            "chat.update",
            new
            {
                channel = SlackRig.General,
                ts,
                text,
            }
        );
}

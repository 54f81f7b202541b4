using System.Text.Json;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Replies;
using Archon.Bots.Slack.Rendering;
using CsCheck;

namespace Archon.Bots.Slack.Tests.Rendering;

public sealed class SlackBlocksTests
{
    [Fact]
    public void A_reply_is_a_markdown_block_and_its_buttons_a_row()
    {
        var body = new ReplyBody("**Plan** & <b>") { Buttons = [new ReplyButton("Stop", "stop:1"), new ReplyButton("Allow", "ok:2")] };

        var rendered = SlackBlocks.Of(body);

        Assert.Equal("Plan &amp; &lt;b&gt;", rendered.Text);
        Assert.True(
            JsonElement.DeepEquals(
                JsonDocument
                    .Parse(
                        """
                        [{"type":"markdown","text":"**Plan** & <b>"},{"type":"actions","elements":[
                        {"type":"button","action_id":"button-0","text":{"type":"plain_text","text":"Stop"},"value":"stop:1"},
                        {"type":"button","action_id":"button-1","text":{"type":"plain_text","text":"Allow"},"value":"ok:2"}]}]
                        """
                    )
                    .RootElement,
                rendered.Blocks
            ),
            rendered.Blocks.GetRawText()
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("[ref]: https://a.b")]
    public void A_reply_of_nothing_is_shown_as_such(string markdown)
    {
        var rendered = SlackBlocks.Of(new ReplyBody(markdown));

        Assert.Equal(("…", "…"), (rendered.Text, rendered.Blocks[0].GetProperty("text").GetString()));
        Assert.Equal(1, rendered.Blocks.GetArrayLength());
    }

    [Fact]
    public void Buttons_keep_to_what_Slack_takes()
    {
        var label = new string('x', 73) + "👍👍";
        var rendered = SlackBlocks.Of(
            new ReplyBody("q") { Buttons = [.. Enumerable.Range(0, 30).Select(number => new ReplyButton(label, $"a:{number}"))] }
        );

        var buttons = rendered.Blocks[1].GetProperty("elements").EnumerateArray().ToList();

        Assert.Equal(25, buttons.Count);
        Assert.All(buttons, button => Assert.Equal(new string('x', 73) + "…", button.GetProperty("text").GetProperty("text").GetString()));
        Assert.Equal(25, buttons.Select(button => button.GetProperty("action_id").GetString()).Distinct().Count());
    }

    [Theory]
    [InlineData("&", "&amp;")]
    [InlineData("👍", "👍")]
    [InlineData("x", "x")]
    public void The_fallback_is_short_and_cut_between_characters(string piece, string escaped)
    {
        var text = SlackBlocks.Of(new ReplyBody(string.Concat(Enumerable.Repeat(piece, 4000)))).Text;

        Assert.InRange(text.Length, 2990, SlackBlocks.LongestText);
        Assert.Equal("…", text.Replace(escaped, "", StringComparison.Ordinal));
    }

    [Fact]
    public void The_fallback_of_a_short_reply_is_its_plain_text()
    {
        Gen.String[Gen.Char["ab <>&!@#U1`*\n"], 0, 200]
            .Sample(markdown =>
            {
                var text = SlackBlocks.Of(new ReplyBody(markdown)).Text;

                Assert.DoesNotContain('<', text);
                Assert.Equal(
                    PlainText.Of(markdown) is { Length: > 0 } plain ? plain : "…",
                    text.Replace("&lt;", "<", StringComparison.Ordinal)
                        .Replace("&gt;", ">", StringComparison.Ordinal)
                        .Replace("&amp;", "&", StringComparison.Ordinal)
                );
            });
    }
}

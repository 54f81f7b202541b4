namespace Archon.Bots.Emulators.Tests.Telegram;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("<b>bold</b> <i>it</i>", "bold it", "bold 0+4, italic 5+2")]
    [InlineData("a &lt;b&gt; &amp; &quot;c&quot; &nbsp; &#65;&#x42;", "a <b> & \"c\" &nbsp; AB", "")]
    [InlineData("😀<b>é</b>", "😀é", "bold 2+1")]
    [InlineData("<pre><code class=\"language-js\">x = 1</code></pre>", "x = 1", "pre 0+5")]
    [InlineData("<pre>x</pre>", "x", "pre 0+1")]
    [InlineData("<b><i>x</i></b>", "x", "bold 0+1, italic 0+1")]
    [InlineData("<b>a</b><b>b</b>", "ab", "bold 0+2")]
    [InlineData("<blockquote expandable>q</blockquote>", "q", "expandable_blockquote 0+1")]
    [InlineData("<span class='tg-spoiler'>s</span>", "s", "spoiler 0+1")]
    [InlineData("<a href=\"https://example.com/a?b=1&amp;c=2\">l</a>", "l", "text_link 0+1")]
    [InlineData("<a href=\"foo\">l</a>", "l", "")]
    [InlineData("<code>/start @x_yz</code>", "/start @x_yz", "code 0+12")]
    [InlineData("  <b> x </b>  ", " x", "bold 0+2")]
    [InlineData("<B>x</b >", "x", "bold 0+1")]
    public async Task Markup_becomes_entities(string html, string text, string entities)
    {
        await using var rig = await TelegramRig.StartAsync();

        var sent = await rig.DoAsync(
            "sendMessage",
            new
            {
                chat_id = 1001,
                text = html,
                parse_mode = "HTML",
            }
        );

        Assert.Equal(text, (string?)sent["text"]);
        var found = (sent["entities"]?.AsArray() ?? []).Select(entity => $"{entity!["type"]} {entity["offset"]}+{entity["length"]}");
        Assert.Equal(entities, string.Join(", ", found));
    }

    [Theory]
    [InlineData("é<p>x</p>", "Unsupported start tag \"p\" at byte offset 2")]
    [InlineData("a <b>x", "Can't find end tag corresponding to start tag \"b\"")]
    [InlineData("a <b", "Unclosed start tag at byte offset 2")]
    [InlineData("x</b>", "Unexpected end tag at byte offset 1")]
    [InlineData("<b>x</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\"")]
    [InlineData("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0")]
    [InlineData("<a href=\"x", "Unclosed start tag at byte offset 0")]
    [InlineData("1 < 2", "Unsupported start tag \"\" at byte offset 2")]
    public async Task Wrong_markup_is_refused_with_its_place(string html, string why)
    {
        await using var rig = await TelegramRig.StartAsync();

        var refusal = await rig.RefusalAsync(
            "sendMessage",
            new
            {
                chat_id = 1001,
                text = html,
                parse_mode = "HTML",
            }
        );

        Assert.Equal($"Bad Request: can't parse entities: {why}", refusal);
    }
}

using Archon.Bots.Core.Replies;
using Archon.Bots.Telegram.Rendering;
using Archon.Bots.Testing.Markdown;
using CsCheck;

namespace Archon.Bots.Telegram.Tests.Rendering;

public sealed class TelegramHtmlTests
{
    [Theory]
    [InlineData("a < b & \"c\" > d", "a &lt; b &amp; &quot;c&quot; &gt; d")]
    [InlineData("**b** *i* ~~s~~ `c<d`", "<b>b</b> <i>i</i> <s>s</s> <code>c&lt;d</code>")]
    [InlineData("***both***", "<i><b>both</b></i>")]
    [InlineData("**a `b` c**", "<b>a </b><code>b</code><b> c</b>")]
    [InlineData("# The `foo`\ntext", "<b>The </b><code>foo</code>\ntext")]
    [InlineData("```cs\nx < y\n```", "<pre><code class=\"language-cs\">x &lt; y</code></pre>")]
    [InlineData("```\nx\n```", "<pre>x</pre>")]
    [InlineData("[t](https://a.b/?x=1&y=\"2\")", "<a href=\"https://a.b/?x=1&amp;y=&quot;2&quot;\">t</a>")]
    [InlineData("[`c`](https://a.b)", "<a href=\"https://a.b\">c</a>")]
    [InlineData(
        "[t](src/a.cs) [u](javascript:x) [m](mailto:a@b.c) [g](tg://user?id=1)",
        "t u <a href=\"mailto:a@b.c\">m</a> <a href=\"tg://user?id=1\">g</a>"
    )]
    [InlineData("https://a.b/__init__.py", "https://a.b/__init__.py")]
    [InlineData("![alt](https://a.b/i.png)", "<a href=\"https://a.b/i.png\">alt</a>")]
    [InlineData("[![alt](https://a.b/i.png)](https://a.b)", "<a href=\"https://a.b\">alt</a>")]
    [InlineData("> a\n> > **b**", "<blockquote>a\n<b>b</b></blockquote>")]
    [InlineData("> ```\n> x\n> ```", "<blockquote><pre>x</pre></blockquote>")]
    [InlineData("- a\n  1. b\n- [x] c", "• a\n  1. b\n☑ c")]
    [InlineData("| a | b |\n|---|---|\n| `1` | 2 |", "<pre>a | b\n--+--\n1 | 2</pre>")]
    [InlineData("<script>x</script> &lt;", "&lt;script&gt;x&lt;/script&gt; &lt;")]
    [InlineData("", "")]
    public void Markdown_is_rendered(string markdown, string expected)
    {
        Assert.Equal(expected, TelegramHtml.Render(markdown));
    }

    [Fact]
    public void The_visible_text_is_what_counts()
    {
        Assert.Equal(3, TelegramHtml.Measure("**a<b**"));
        Assert.Equal(2, TelegramHtml.Measure("*👍*"));
    }

    [Fact]
    public void Style_beyond_what_Telegram_keeps_is_left_out()
    {
        var html = TelegramHtml.Render(string.Join(' ', Enumerable.Repeat("**b**", 150)));

        Assert.Equal(100, html.Split("<b>").Length - 1);
        Assert.Equal(100, html.Split("</b>").Length - 1);
    }

    [Fact]
    public void Whatever_is_rendered_is_HTML_that_Telegram_takes_and_reads_as_the_text()
    {
        Gen.String[Gen.Char["ab \n\n`~*_[]()<>#-+=|!\\013.:/&\"x"], 0, 200].Sample(AssertRendered, iter: 2000);
    }

    [Fact]
    public void Structured_documents_too()
    {
        var piece = Gen.OneOf(
            "**a `b` *c***",
            "> quote **b**\n> > inner `c`\n> ```\n> code\n> ```",
            "- one\n  ```cs\n  x\n  ```\n- [x] two [l](https://a.b)",
            "| `a` | **b** |\n|---|---|\n| <i> | & |",
            "# T `c` [l](https://a.b) ~~s~~",
            "[**b** `c` ![i](https://x.y)](https://a.b)",
            "```x\"y>\nz\n```"
        );
        piece.Array[1, 12].Select(pieces => string.Join("\n\n", pieces)).Sample(AssertRendered, iter: 500);
    }

    [Fact]
    public void The_parts_of_a_short_answer_keep_to_any_limit_as_Telegram_counts()
    {
        Gen.Select(RandomMarkdown.Document, Gen.Int[40, 600]).Sample(AssertParts, iter: 1000);
    }

    [Fact]
    public void The_parts_of_a_long_answer_are_messages_that_Telegram_takes()
    {
        Gen.Select(RandomMarkdown.LongDocument, Gen.Const(4096)).Sample(AssertParts, iter: 50);
    }

    private static void AssertParts(string markdown, int limit)
    {
        var parts = ReplySplitter.Split(markdown, limit, TelegramHtml.Measure);

        Assert.All(parts, part => Assert.InRange(TelegramHtmlChecker.Read(TelegramHtml.Render(part)).Length, 1, limit));
        Assert.All(parts, SplitText.AssertFencesClosed);
        SplitText.AssertNothingLost(markdown, parts);
    }

    private static void AssertRendered(string markdown)
    {
        var visible = TelegramHtmlChecker.Read(TelegramHtml.Render(markdown));

        Assert.Equal(FlatText.Of(markdown, TableLayout.Aligned).Text, visible);
        Assert.Equal(visible.Length, TelegramHtml.Measure(markdown));
        Assert.Equal(Words(PlainText.Of(markdown)), Words(visible));
    }

    private static string Words(string text) =>
        string.Concat(
            text.Split('\n')
                .Where(line => !line.All(character => character is '-' or '+'))
                .SelectMany(line => line)
                .Where(character => character is not (' ' or '|'))
        );
}

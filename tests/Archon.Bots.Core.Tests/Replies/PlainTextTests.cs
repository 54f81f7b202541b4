using Archon.Bots.Core.Replies;

namespace Archon.Bots.Core.Tests.Replies;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("**bold** *italic* ~~gone~~ `code`", "bold italic gone code")]
    [InlineData("# Title\ntext", "Title\ntext")]
    [InlineData("one\ntwo  \nthree", "one\ntwo\nthree")]
    [InlineData("one\n\ntwo", "one\n\ntwo")]
    [InlineData("- a\n- b\n  - c\n\n    d", "• a\n• b\n  • c\n\n    d")]
    [InlineData("3. a\n3. b", "3. a\n4. b")]
    [InlineData("- [x] done\n- [ ] open", "☑ done\n☐ open")]
    [InlineData("> a\n> > b", "a\nb")]
    [InlineData("```cs\nvar x;\n\n  y\n```", "var x;\n\n  y")]
    [InlineData("a\n\n---\n\nb", "a\n\n———\n\nb")]
    [InlineData("[text](https://example.com) <https://example.com> www.example.com", "text https://example.com www.example.com")]
    [InlineData("![alt](https://example.com/i.png) ![](https://example.com/i.png)", "alt https://example.com/i.png")]
    [InlineData("<b>no tag</b> &lt; &amp; $& $$", "<b>no tag</b> < & $& $$")]
    [InlineData("<div>\nx\n</div>", "<div>\nx\n</div>")]
    [InlineData("https://example.com/__init__.py", "https://example.com/__init__.py")]
    [InlineData("| a | b |\n|---|---|\n| 1 | **2** |\n| 3 | |", "a | b\n1 | 2\n3")]
    [InlineData("[a **b", "[a **b")]
    [InlineData("", "")]
    public void Markdown_reads_as_plain_text(string markdown, string expected)
    {
        Assert.Equal(expected, PlainText.Of(markdown));
    }

    [Fact]
    public void Columns_are_aligned_by_what_a_font_draws()
    {
        var flat = FlatText.Of("| name | n |\n|---|---|\n| 日本 | 1 |\n| e\u0301x | 22 |", TableLayout.Aligned);

        Assert.Equal(
            "name | n\n-----+---\n日本 | 1\ne\u0301x   | 22".Replace("-----+---", "-----+---", StringComparison.Ordinal),
            flat.Text
        );
    }
}

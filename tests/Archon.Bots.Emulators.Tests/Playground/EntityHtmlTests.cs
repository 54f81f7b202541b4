using Archon.Bots.Emulators.Playground.Telegram;
using Archon.Bots.Emulators.Telegram.Formatting;

namespace Archon.Bots.Emulators.Tests.Playground;

public sealed class EntityHtmlTests
{
    [Fact]
    public void A_text_stays_a_text() =>
        Assert.Equal("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;", Show("<script>alert(\"x\")</script> & 'y'"));

    [Fact]
    public void Entities_nest() =>
        Assert.Equal("<b>bold <i>and</i></b> plain", Show("bold and plain", new("bold", 0, 8), new("italic", 5, 3)));

    [Fact]
    public void Entities_that_overlap_are_closed_and_opened_again() =>
        Assert.Equal("<b>abc<i>de</i></b><i>fgh</i>", Show("abcdefgh", new("bold", 0, 5), new("italic", 3, 5)));

    [Fact]
    public void Offsets_count_utf_16_code_units() => Assert.Equal("😀 <b>two 😀</b>!", Show("😀 two 😀!", new TextEntity("bold", 3, 6)));

    [Fact]
    public void What_is_marked_up_is_escaped_all_the_same() =>
        Assert.Equal("<code>&lt;b&gt;</code>", Show("<b>", new TextEntity("code", 0, 3)));

    [Fact]
    public void A_language_cannot_leave_its_attribute() =>
        Assert.Equal(
            "<pre data-language=\"c&quot; onload=&quot;x\"><code>a</code></pre>",
            Show("a", new TextEntity("pre", 0, 1, "c\" onload=\"x"))
        );

    [Theory]
    [InlineData("https://example.org/?a=1&b=\"2\"", "href=\"https://example.org/?a=1&amp;b=%222%22\"")]
    [InlineData("http://example.org", "href=\"http://example.org/\"")]
    public void A_link_leads_to_the_web(string address, string expected) =>
        Assert.Contains(expected, Show("here", new TextEntity("text_link", 0, 4, address)), StringComparison.Ordinal);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("no address")]
    public void A_link_that_leads_elsewhere_is_none(string address) =>
        Assert.Equal("<span class=\"text_link\">here</span>", Show("here", new TextEntity("text_link", 0, 4, address)));

    [Fact]
    public void An_address_in_the_text_is_a_link_to_itself() =>
        Assert.Contains("href=\"http://example.org/a\"", Show("see example.org/a", new TextEntity("url", 4, 13)), StringComparison.Ordinal);

    [Fact]
    public void The_line_end_behind_a_block_is_the_blocks_own() =>
        Assert.Equal("<blockquote>a</blockquote>b\nc", Show("a\nb\nc", new TextEntity("blockquote", 0, 1)));

    [Theory]
    [InlineData(-2, 4, "<b>ab</b>c")]
    [InlineData(1, int.MaxValue, "a<b>bc</b>")]
    [InlineData(3, 4, "abc")]
    [InlineData(1, 0, "abc")]
    public void What_reaches_beyond_the_text_is_cut(int offset, int length, string expected) =>
        Assert.Equal(expected, Show("abc", new TextEntity("bold", offset, length)));

    private static string Show(string text, params TextEntity[] entities) => EntityHtml.Of(new FormattedText(text, entities)).ToString();
}

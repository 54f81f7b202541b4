using Archon.Bots.Emulators.Playground.Markup;
using Archon.Bots.Emulators.Playground.Slack;

namespace Archon.Bots.Emulators.Tests.Playground;

public sealed class ChannelTextTests
{
    [Theory]
    [InlineData("**bold** and `code`", "<p><strong>bold</strong> and <code>code</code></p>")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "<table>")]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;")]
    [InlineData("[click](https://example.com)", "href=\"https://example.com\"")]
    [InlineData("[click](javascript:alert(1))", "href=\"#\"")]
    [InlineData("<javascript:alert(1)>", "href=\"#\"")]
    [InlineData("![picture](https://example.com/x.png)", "<a href=\"#\"")]
    public void What_the_bot_says_is_shown_and_runs_nothing(string markdown, string expected) =>
        Assert.Contains(expected, MarkdownHtml.Of(markdown).ToString(), StringComparison.Ordinal);

    [Fact]
    public void What_people_say_is_shown_as_they_typed_it() =>
        Assert.Equal("@archon a < b & c", SlackText.AsTyped("<@U0BOT00001> a &lt; b &amp; c"));
}

using Archon.Bots.Core.Inbox;

namespace Archon.Bots.Core.Tests.Inbox;

public sealed class TextHygieneTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain text", "plain text")]
    [InlineData("a\0b\0", "ab")]
    [InlineData("\0", "")]
    [InlineData("\uD83D\uDE00", "\uD83D\uDE00")]
    [InlineData("a\0\uD83D\uDE00b", "a\uD83D\uDE00b")]
    [InlineData("tab\tand\r\nline", "tab\tand\r\nline")]
    [InlineData("$& $$ <b>", "$& $$ <b>")]
    public void Text_loses_its_NULs_and_nothing_else(string text, string expected) => Assert.Equal(expected, TextHygiene.Clean(text));

    [Fact]
    public void A_surrogate_without_its_other_half_becomes_a_replacement_character()
    {
        const char high = '\uD83D';
        const char low = '\uDE00';

        Assert.Equal("\uFFFD", TextHygiene.Clean(new string([high])));
        Assert.Equal("\uFFFD", TextHygiene.Clean(new string([low])));
        Assert.Equal("\uFFFD\uFFFD", TextHygiene.Clean(new string([low, high])));
        Assert.Equal(new string(['\uFFFD', high, low]), TextHygiene.Clean(new string([high, high, low])));
        Assert.Equal("\uFFFD\uFFFD", TextHygiene.Clean(new string([high, '\0', low])));
        Assert.Equal("a\uFFFDb", TextHygiene.Clean(new string(['a', high, 'b'])));
    }

    [Fact]
    public void Clean_text_is_handed_on_as_it_is()
    {
        var text = new string('x', 4096);

        Assert.Same(text, TextHygiene.Clean(text));
    }
}

using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Tests.Messages;

public sealed class TextCutTests
{
    [Theory]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcde", 4, "abc…")]
    [InlineData("ab😀de", 4, "ab…")]
    [InlineData("a😀bcd", 4, "a😀…")]
    public void A_text_that_is_too_long_shows_that_something_is_missing(string text, int longest, string shown) =>
        Assert.Equal(shown, TextCut.Shorten(text, longest));

    [Theory]
    [InlineData("abc", 3, "abc", "abc")]
    [InlineData("abcdef", 3, "abc", "def")]
    [InlineData("ab😀cd", 3, "ab", "cd")]
    public void No_character_is_cut_in_two(string text, int longest, string start, string end)
    {
        Assert.Equal(start, TextCut.Start(text, longest));
        Assert.Equal(end, TextCut.End(text, longest));
    }
}

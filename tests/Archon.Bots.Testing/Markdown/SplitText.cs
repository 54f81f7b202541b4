using System.Text.RegularExpressions;
using Archon.Bots.Core.Replies;
using Markdig.Syntax;

namespace Archon.Bots.Testing.Markdown;

/// <summary>What holds of every answer that was cut into parts.</summary>
public static partial class SplitText
{
    /// <summary>What a part opens it closes: the next one would else stand within it.</summary>
    public static void AssertFencesClosed(string part) =>
        Assert.All(
            ReplyMarkdown.Parse(part).Document.Descendants<FencedCodeBlock>(),
            fence => Assert.NotEqual(0, fence.ClosingFencedCharCount)
        );

    /// <summary>The parts' plain text joined is that of the whole, word by word; where it was cut, white space may be gone.</summary>
    public static void AssertNothingLost(string whole, IEnumerable<string> parts)
    {
        var text = Words(whole);
        var position = 0;
        foreach (var shown in parts.Select(Words))
        {
            position += position < text.Length && text[position] == ' ' ? 1 : 0;
            Assert.True(
                string.CompareOrdinal(text, position, shown, 0, shown.Length) == 0,
                $"A part says\n{shown}\nwhere the whole says\n{text[position..Math.Min(text.Length, position + shown.Length)]}"
            );
            position += shown.Length;
        }

        Assert.Equal("", text[position..]);
    }

    private static string Words(string markdown) => Space().Replace(PlainText.Of(markdown), " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();
}

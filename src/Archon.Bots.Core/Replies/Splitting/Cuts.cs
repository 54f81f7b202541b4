using System.Globalization;

namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>Where running text may be cut, and where it is cut best.</summary>
internal static class Cuts
{
    /// <summary>A word is cut into atoms of this. Unit: UTF-16 code units, at most one grapheme more.</summary>
    private const int LongestAtom = 48;

    /// <summary>Bounds after each run of white space, and within what is too long to be a word.</summary>
    public static int[] Words(string text) => Bounds(text, char.IsWhiteSpace);

    /// <summary>Bounds after each line, and within long ones.</summary>
    public static int[] Lines(string text) => Bounds(text, character => character == '\n');

    /// <summary>Bounds after each grapheme, or each code point where there is but one grapheme.</summary>
    public static int[] Graphemes(string text)
    {
        var bounds = StringInfo.ParseCombiningCharacters(text);
        return bounds.Length > 1 ? [.. bounds, text.Length] : [.. Runes(text), text.Length];
    }

    /// <summary>Of the bounds up to <paramref name="last"/>: after a line if that leaves half a part or more, else after a sentence, else after a word.</summary>
    public static int Best(string text, int[] bounds, int first, int last)
    {
        var half = bounds[first] + ((bounds[last] - bounds[first]) / 2);
        return LastWhere(bounds, first, last, bound => bound >= half && EndsLine(text, bound))
            ?? LastWhere(bounds, first, last, bound => bound >= half && EndsSentence(text, bound))
            ?? LastWhere(bounds, first, last, bound => char.IsWhiteSpace(text[bound - 1]))
            ?? last;
    }

    public static int AfterLine(string text, int[] bounds, int first, int last) =>
        LastWhere(bounds, first, last, bound => EndsLine(text, bound)) ?? last;

    private static int[] Bounds(string text, Func<char, bool> ends)
    {
        var bounds = new List<int> { 0 };
        var start = 0;
        while (start < text.Length)
        {
            var end = start;
            while (end < text.Length && !ends(text[end]) && end - start < LongestAtom)
            {
                end += StringInfo.GetNextTextElementLength(text.AsSpan(end));
            }

            while (end < text.Length && ends(text[end]))
            {
                end++;
            }

            bounds.Add(end);
            start = end;
        }

        return [.. bounds];
    }

    private static IEnumerable<int> Runes(string text)
    {
        var offset = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            yield return offset;
            offset += rune.Utf16SequenceLength;
        }
    }

    private static int? LastWhere(int[] bounds, int first, int last, Func<int, bool> isGood)
    {
        for (var index = last; index > first; index--)
        {
            if (isGood(bounds[index]))
            {
                return index;
            }
        }

        return null;
    }

    private static bool EndsLine(string text, int bound)
    {
        for (var index = bound - 1; index >= 0 && char.IsWhiteSpace(text[index]); index--)
        {
            if (text[index] == '\n')
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsSentence(string text, int bound)
    {
        var before = text.AsSpan(0, bound);
        var trimmed = before.TrimEnd();
        return trimmed.Length < before.Length && !trimmed.IsEmpty && ".!?…:;。！？".Contains(trimmed[^1], StringComparison.Ordinal);
    }
}

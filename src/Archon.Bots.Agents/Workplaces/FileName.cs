using System.Text;

namespace Archon.Bots.Agents.Workplaces;

/// <summary>A name that somebody gave to a file, made harmless. Pure.</summary>
internal static class FileName
{
    /// <summary>Unit: UTF-8 bytes. File systems take 255; the number before it and the ending of an unfinished file need some.</summary>
    private const int Longest = 160;

    private const int LongestEnding = 16;

    /// <summary>The last part of a path, without what a shell, a reader or a file system could take for something else.</summary>
    public static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            var isPlain = Rune.IsLetterOrDigit(rune) || rune.Value is '.' or '-' or '_' or ' ' or '(' or ')' or '+' or ',' or '@';
            kept.Append(
                isPlain ? rune.ToString()
                : Rune.IsControl(rune) ? ""
                : "_"
            );
        }

        var clean = kept.ToString().Trim(' ', '.');
        if (clean.Length == 0)
        {
            return "file";
        }

        var ending = Path.GetExtension(clean);
        return Encoding.UTF8.GetByteCount(clean) <= Longest ? clean
            : Encoding.UTF8.GetByteCount(ending) <= LongestEnding ? Cut(clean, Longest - LongestEnding) + ending
            : Cut(clean, Longest);
    }

    private static string Cut(string text, int bytes)
    {
        var cut = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            bytes -= rune.Utf8SequenceLength;
            if (bytes < 0)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.ToString().TrimEnd(' ', '.');
    }
}

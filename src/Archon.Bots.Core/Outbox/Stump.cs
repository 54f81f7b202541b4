using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Outbox;

/// <summary>
/// What a post carries in place of a complete answer where the platform cannot tell later whether the post arrived: if its answer is lost and
/// it is posted again, a stump may remain, never a second answer. Pure.
/// </summary>
internal static class Stump
{
    public const string Placeholder = "…";

    /// <summary>Unit: UTF-16 code units. A paragraph is one line, too: if it stayed, its reader would read it twice.</summary>
    private const int LongestLine = 100;

    public static string Of(ReplyBody body) => body.File is null ? Of(body.Markdown) : Placeholder;

    /// <summary>The first line if more follows and it is short and stands for itself, else a placeholder.</summary>
    public static string Of(string markdown)
    {
        var text = markdown.TrimStart('\n', '\r').TrimEnd();
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? "" : text[..end].Trim();
        return first.Length is 0 or > LongestLine || StandsInNeed(first) ? Placeholder : first;
    }

    /// <summary>A line that opens what a later line closes (a fence, a table) reads badly alone.</summary>
    private static bool StandsInNeed(string line) =>
        line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal) || line.StartsWith('|');
}

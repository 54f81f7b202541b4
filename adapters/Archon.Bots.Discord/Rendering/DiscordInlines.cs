using System.Buffers;
using Archon.Bots.Core.Replies;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Archon.Bots.Discord.Rendering;

/// <summary>What Discord reads differently within a line.</summary>
internal sealed class DiscordInlines(string source, SourceEdits edits)
{
    /// <summary>Nobody sees it, and the sign before it stands for itself.</summary>
    private const string LoneMarker = "\u200B";

    private static readonly SearchValues<char> _markers = SearchValues.Create("> \t#-*+.)0123456789");

    /// <summary>Unit: characters. Source: an estimate, browsers and servers take no longer ones everywhere.</summary>
    private const int LongestAddress = 2_048;

    public void Write(MarkdownObject node)
    {
        var (start, end) = (node.Span.Start, node.Span.End + 1);
        switch (node)
        {
            case EmphasisInline { DelimiterChar: '_', DelimiterCount: 2 } when !IsInAddress(start):
                // Discord underlines by it.
                edits.Replace(start, start + 2, "**");
                edits.Replace(end - 2, end, "**");
                break;
            case LinkInline { IsAutoLink: false } link when link.IsImage || link.Reference is not null:
                WriteLink(link, start, end);
                break;
            case HtmlEntityInline entity:
                edits.Replace(start, end, Literal(entity.Transcoded.ToString()));
                break;
            case LineBreakInline { IsBackslash: true }:
                edits.Replace(start, start + 1, IsMarkerBefore(start) ? LoneMarker : "");
                break;
            case LiteralInline literal when literal.Parent is not LinkInline { IsAutoLink: true }:
                WriteLiteral(start, end);
                break;
        }
    }

    /// <summary>
    /// Discord shows no images by their address and knows no definitions: both become links. An image's address stands in brackets, so
    /// that nothing fetches a preview of what an agent was made to write.
    /// </summary>
    private void WriteLink(LinkInline link, int start, int end)
    {
        var labelStart = start + (link.IsImage ? 2 : 1);
        var labelEnd = link.LastChild is { } last ? last.Span.End + 1 : labelStart;
        if (labelEnd >= end || source[labelEnd] != ']')
        {
            return;
        }

        var url = link.Url ?? "";
        if (link.FirstChild is null)
        {
            edits.Replace(start, end, IsWeb(url) ? $"<{Address(url)}>" : Literal(url));
            return;
        }

        if (url.Length == 0 || IsInLink(link))
        {
            edits.Replace(start, labelStart, "");
            edits.Replace(labelEnd, end, "");
            return;
        }

        edits.Replace(start, labelStart, "[");
        edits.Replace(labelEnd, end, link.IsImage || url.AsSpan().ContainsAny(" ()") ? $"](<{Address(url)}>)" : $"]({Address(url)})");
    }

    /// <summary>
    /// Two bars hide what they hold on Discord, two low lines underline it, and a backtick makes code of all up to the next one, in whatever
    /// paragraph; in Markdown all three are text.
    /// </summary>
    private void WriteLiteral(int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            var character = source[at];
            var isSign = character == '`' || (character is '|' or '_' && (Is(at - 1, character) || Is(at + 1, character)));
            if (isSign && !IsEscaped(at) && !IsInAddress(at))
            {
                edits.Insert(at, "\\");
            }
        }
    }

    private bool Is(int at, char character) => at >= 0 && at < source.Length && source[at] == character;

    /// <summary>Discord links addresses wherever they stand, with every character up to white space.</summary>
    private bool IsInAddress(int at)
    {
        var before = source.AsSpan(Math.Max(0, at - LongestAddress), Math.Min(at, LongestAddress));
        return before[(before.LastIndexOfAny(' ', '\n') + 1)..].Contains("://", StringComparison.Ordinal);
    }

    private bool IsEscaped(int at)
    {
        var backslashes = 0;
        while (Is(at - 1 - backslashes, '\\'))
        {
            backslashes++;
        }

        return backslashes % 2 == 1;
    }

    private static bool IsInLink(LinkInline link)
    {
        for (var outer = link.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is LinkInline)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWeb(string url) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    private static string Address(string url) =>
        url.Replace(" ", "%20", StringComparison.Ordinal)
            .Replace("<", "%3C", StringComparison.Ordinal)
            .Replace(">", "%3E", StringComparison.Ordinal);

    private static string Literal(string text) => string.IsNullOrWhiteSpace(text) ? " " : ReplyMarkdown.Escape(text);

    /// <summary>A line that is nothing but the signs of quotes, headings and lists' items would become one without its backslash.</summary>
    private bool IsMarkerBefore(int end)
    {
        var line = source.AsSpan(0, end);
        return !line[(line.LastIndexOf('\n') + 1)..].ContainsAnyExcept(_markers);
    }
}

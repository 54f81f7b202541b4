using Archon.Bots.Core.Replies;
using Archon.Bots.Core.Replies.Flattening;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Archon.Bots.Discord.Rendering;

/// <summary>
/// An agent's Markdown as Discord's. Discord renders most of it itself, so the text passes as it stands; what Discord does not know is
/// replaced where it stands. HTML stays, comments too: Discord shows it as text, and a reader shall see what was written. Mentions stay:
/// no message of ours calls anybody. Source: Discord, "Markdown Text 101".
/// </summary>
internal static class DiscordMarkdown
{
    /// <summary>Longest text of one message. Unit: as <see cref="Measure"/>. Source: Discord, Create Message, content of 2,000 characters.</summary>
    public const int Longest = 2_000;

    /// <summary>Discord's smallest heading that stands out.</summary>
    private const int DeepestHeading = 3;

    /// <summary>How a rule is drawn, as on the other platforms that have none.</summary>
    private const string Rule = "———";

    public static string Render(string markdown)
    {
        var parsed = ReplyMarkdown.Parse(markdown);
        var edits = new SourceEdits(parsed.Source);
        var inlines = new DiscordInlines(parsed.Source, edits);
        foreach (var node in parsed.Document.Descendants())
        {
            if (node is Block block)
            {
                WriteBlock(edits, parsed.Source, block);
            }
            else
            {
                inlines.Write(node);
            }
        }

        return edits.Apply();
    }

    /// <summary>Length of the rendered text. Unit: UTF-16 code units, of which there are never less than the characters that Discord counts.</summary>
    public static int Measure(string markdown) => Render(markdown).Length;

    private static void WriteBlock(SourceEdits edits, string source, Block block)
    {
        var (start, end) = (block.Span.Start, block.Span.End + 1);
        switch (block)
        {
            case Table table when TableText.Align(table) is { Length: > 0 } text:
                edits.Replace(start, end, DiscordFence.Of(source, start, language: "", text));
                break;
            case CodeBlock code when !DiscordFence.IsKnown(code):
                DiscordFence.Write(edits, source, code);
                break;
            case ThematicBreakBlock:
                edits.Replace(start, end, block.Parent is MarkdownDocument ? Apart(source, start, end) : Rule);
                break;
            case HeadingBlock { IsSetext: true } heading:
                WriteUnderlined(edits, source, heading);
                break;
            case HeadingBlock { Level: > DeepestHeading } heading:
                edits.Replace(start + DeepestHeading, start + heading.Level, "");
                break;
            case LinkReferenceDefinition definition:
                edits.Replace(source.AsSpan(0, start).TrimEnd('\n').Length, end, "");
                break;
            case QuoteBlock { Parent: MarkdownDocument }:
                WriteQuote(edits, source, start, end);
                break;
        }
    }

    /// <summary>A rule ends what stands before it; its sign, which is text, does so only with lines between.</summary>
    private static string Apart(string source, int start, int end)
    {
        var above = source.AsSpan(0, start).TrimEnd(' ');
        var below = source.AsSpan(Math.Min(end, source.Length)).TrimStart(' ');
        return (above.Length == 0 || above.EndsWith("\n\n") ? "" : "\n")
            + Rule
            + (below.Length <= 1 || below.StartsWith("\n\n") ? "" : "\n");
    }

    /// <summary>A heading of several lines is none on Discord: it stays a paragraph.</summary>
    private static void WriteUnderlined(SourceEdits edits, string source, HeadingBlock heading)
    {
        var (start, end) = (heading.Span.Start, heading.Span.End + 1);
        var underlined = source[start..end];
        var textEnd = start + underlined.LastIndexOf('\n');
        if (underlined.Count('\n') == 1)
        {
            edits.Insert(start, new string('#', heading.Level) + " ");
            edits.Replace(textEnd, end, "");
        }
        else
        {
            edits.Replace(start + underlined.AsSpan().TrimEnd().TrimEnd("=-").Length, end, "");
        }
    }

    /// <summary>Discord takes a line as quoted only by a mark with a space behind it, an empty one, too; three marks would quote all that follows.</summary>
    private static void WriteQuote(SourceEdits edits, string source, int start, int end)
    {
        for (var line = start; line < end; line = LineEnd(source, line) + 1)
        {
            var mark = line;
            while (mark < end && source[mark] == ' ')
            {
                mark++;
            }

            if (mark < end && source[mark] == '>' && (mark + 1 == source.Length || source[mark + 1] is not (' ' or '\t')))
            {
                edits.Insert(mark + 1, " ");
            }
        }
    }

    private static int LineEnd(string source, int at) => source.IndexOf('\n', at) is >= 0 and var end ? end : source.Length;
}

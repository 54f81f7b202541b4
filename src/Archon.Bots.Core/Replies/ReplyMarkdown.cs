using System.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;

namespace Archon.Bots.Core.Replies;

/// <summary>An agent's Markdown as every platform reads it: parsed once, by the one pipeline of the house.</summary>
public sealed class ReplyMarkdown
{
    // HTML in a model's text is text: no platform shows it, and a reader shall see what was written.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseTaskLists()
        .UseAutoLinks()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UsePreciseSourceLocation()
        .Build();

    private ReplyMarkdown(string source, MarkdownDocument document)
    {
        Source = source;
        Document = document;
    }

    /// <summary>What the spans of <see cref="Document"/> count in: the text with line feeds alone.</summary>
    public string Source { get; }

    public MarkdownDocument Document { get; }

    public static ReplyMarkdown Parse(string markdown)
    {
        var source = markdown.ReplaceLineEndings("\n").Replace('\0', '\uFFFD');
        try
        {
            return new ReplyMarkdown(source, Markdown.Parse(source, Pipeline));
        }
        catch (ArgumentException)
        {
            // The parser's limit of nesting: nobody writes a hundred quotes within each other, and such a text is shown as it stands.
            var escaped = Escape(source);
            return new ReplyMarkdown(escaped, Markdown.Parse(escaped, Pipeline));
        }
    }

    /// <summary>Markdown that renders as this very text, but for white space at the ends of its lines.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + (text.Length / 8));
        var atLineStart = true;
        foreach (var character in text)
        {
            if (character == '\n')
            {
                atLineStart = true;
            }
            else if (atLineStart && char.IsWhiteSpace(character))
            {
                continue;
            }
            else
            {
                atLineStart = false;
                if (IsMarkup(character))
                {
                    escaped.Append('\\');
                }
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }

    private static bool IsMarkup(char character) => "\\`*_{}[]()<>#+-.:!|~=&@$^%".Contains(character, StringComparison.Ordinal);
}

using System.Text;
using Archon.Bots.Core.Replies;

namespace Archon.Bots.Telegram.Rendering;

/// <summary>Markdown as the HTML that Telegram parses. Source: Bot API, "HTML style" and "Formatting options".</summary>
internal static class TelegramHtml
{
    /// <summary>Entities that Telegram keeps in one message; it drops those beyond without an error, so we choose which. Source: observed, widely reported.</summary>
    private const int MaxEntities = 100;

    private static readonly string[] LinkSchemes = ["http://", "https://", "tg://", "mailto:"];

    public static string Render(string markdown)
    {
        var flat = Flatten(markdown);
        var html = new StringBuilder(flat.Text.Length + (flat.Text.Length / 4));
        var tags = new TelegramTags(html, MaxEntities);
        var position = 0;
        foreach (var bound in Bounds(flat))
        {
            if (bound > position)
            {
                tags.Become(Wanted(flat, position));
                Escape(html, flat.Text.AsSpan(position, bound - position));
                position = bound;
            }
        }

        tags.Become([]);
        return html.ToString();
    }

    /// <summary>Length of the text that Telegram counts. Unit: UTF-16 code units.</summary>
    public static int Measure(string markdown) => Flatten(markdown).Text.Length;

    /// <summary>The same text for the case that Telegram does not parse the HTML.</summary>
    public static string Plain(string markdown) => Flatten(markdown).Text;

    private static FlatText Flatten(string markdown) => FlatText.Of(markdown, TableLayout.Aligned);

    private static SortedSet<int> Bounds(FlatText flat) =>
        [.. flat.Spans.Select(span => span.Start), .. flat.Spans.Select(span => span.End), flat.Text.Length];

    /// <summary>
    /// The spans over a position, outer first, less those that Telegram does not let stand within each other: nothing but a quote may
    /// hold code, and a link holds no link and no code.
    /// </summary>
    private static List<FlatSpan> Wanted(FlatText flat, int position)
    {
        var wanted = new List<FlatSpan>();
        foreach (var span in flat.Spans)
        {
            if (span.Start > position)
            {
                break;
            }

            if (span.End <= position || wanted.Exists(outer => outer.Style is FlatStyle.Code or FlatStyle.Preformatted))
            {
                continue;
            }

            var linked = wanted.Exists(outer => outer.Style == FlatStyle.Link);
            switch (span.Style)
            {
                case FlatStyle.Link when linked || !IsLink(span.Argument):
                case FlatStyle.Code when linked:
                    break;
                case FlatStyle.Code or FlatStyle.Preformatted:
                    wanted.RemoveAll(outer => outer.Style != FlatStyle.Quote);
                    wanted.Add(span);
                    break;
                default:
                    wanted.Add(span);
                    break;
            }
        }

        return wanted;
    }

    private static bool IsLink(string? address) =>
        address is not null
        && LinkSchemes.Any(scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && address.Length > scheme.Length);

    internal static void Escape(StringBuilder html, ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '&' => html.Append("&amp;"),
                '"' => html.Append("&quot;"),
                _ => html.Append(character),
            };
        }
    }
}

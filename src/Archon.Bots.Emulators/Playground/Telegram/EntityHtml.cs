using Archon.Bots.Emulators.Playground.Markup;
using Archon.Bots.Emulators.Telegram.Formatting;

namespace Archon.Bots.Emulators.Playground.Telegram;

/// <summary>A text with its entities as Telegram's clients show it. Pure.</summary>
internal static class EntityHtml
{
    public static Html Of(FormattedText content)
    {
        var text = content.Text;
        var entities = content
            .Entities.Select(entity => Within(entity, text.Length))
            .Where(entity => entity.Length > 0)
            .OrderBy(entity => entity.Offset)
            .ThenByDescending(entity => entity.Length)
            .ThenBy(entity => IsBlock(entity) ? 0 : 1)
            .ToList();
        var cuts = entities.SelectMany(entity => new[] { entity.Offset, entity.End }).Append(0).Append(text.Length).Distinct().Order();
        return Join(text, entities, [.. cuts]);
    }

    /// <summary>Stretch by stretch. What overlaps is closed and opened again, so that the elements nest.</summary>
    private static Html Join(string text, List<TextEntity> entities, int[] cuts)
    {
        var html = new List<Html>();
        List<TextEntity> open = [];
        var afterBlock = false;
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            var (start, end) = (cuts[i], cuts[i + 1]);
            List<TextEntity> wanted = [.. entities.Where(entity => entity.Offset <= start && entity.End >= end)];
            var kept = open.Zip(wanted).TakeWhile(pair => ReferenceEquals(pair.First, pair.Second)).Count();
            foreach (var closed in Enumerable.Reverse(open[kept..]))
            {
                html.Add(Close(closed, text));
                afterBlock = IsBlock(closed);
            }

            html.AddRange(wanted[kept..].Select(entity => Open(entity, text)));
            // A block ends its line by itself.
            var from = afterBlock && text[start] == '\n' ? start + 1 : start;
            afterBlock = false;
            html.Add(Html.Of($"{text[from..end]}"));
            open = wanted;
        }

        html.AddRange(Enumerable.Reverse(open).Select(entity => Close(entity, text)));
        return Html.Join(html);
    }

    private static Html Open(TextEntity entity, string text) =>
        entity.Type switch
        {
            "bold" => Html.Of($"<b>"),
            "italic" => Html.Of($"<i>"),
            "underline" => Html.Of($"<u>"),
            "strikethrough" => Html.Of($"<s>"),
            "code" => Html.Of($"<code>"),
            "pre" when entity.Argument is { Length: > 0 } language => Html.Of($"<pre data-language=\"{language}\"><code>"),
            "pre" => Html.Of($"<pre><code>"),
            "blockquote" or "expandable_blockquote" => Html.Of($"<blockquote>"),
            "spoiler" => Html.Of($"<span class=\"spoiler\" tabindex=\"0\">"),
            "text_link" or "url" when Address(entity, text) is { } address => Html.Of(
                $"<a href=\"{address}\" target=\"_blank\" rel=\"noopener noreferrer\">"
            ),
            _ => Html.Of($"<span class=\"{entity.Type}\">"),
        };

    private static Html Close(TextEntity entity, string text) =>
        entity.Type switch
        {
            "bold" => Html.Of($"</b>"),
            "italic" => Html.Of($"</i>"),
            "underline" => Html.Of($"</u>"),
            "strikethrough" => Html.Of($"</s>"),
            "code" => Html.Of($"</code>"),
            "pre" => Html.Of($"</code></pre>"),
            "blockquote" or "expandable_blockquote" => Html.Of($"</blockquote>"),
            "text_link" or "url" when Address(entity, text) is not null => Html.Of($"</a>"),
            _ => Html.Of($"</span>"),
        };

    /// <returns>Null: nothing that a click should open.</returns>
    private static string? Address(TextEntity entity, string text)
    {
        var written = entity.Argument ?? text.Substring(entity.Offset, entity.Length);
        var address = written.Contains("://", StringComparison.Ordinal) || entity.Argument is not null ? written : $"http://{written}";
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.AbsoluteUri : null;
    }

    private static bool IsBlock(TextEntity entity) => entity.Type is "pre" or "blockquote" or "expandable_blockquote";

    private static TextEntity Within(TextEntity entity, int length)
    {
        var start = Math.Clamp(entity.Offset, 0, length);
        return entity with
        {
            Offset = start,
            Length = Math.Clamp(entity.Offset + (long)entity.Length, start, length) is var end ? (int)end - start : 0,
        };
    }
}

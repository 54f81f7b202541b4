using System.Text;

namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>What the server does to every text after its markup is parsed: control characters out, edges trimmed, entities arranged.</summary>
internal static class TextCleaner
{
    /// <summary>Empty when nothing visible is left.</summary>
    public static FormattedText Clean(FormattedText source)
    {
        var text = WithoutControls(source.Text, out var moved);
        var entities = EntityOrder.Arrange(source.Entities.Select(entity => Moved(entity, moved)), text);

        var end = text.Length;
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        var firstEntity = entities.Count > 0 ? entities[0].Offset : end;
        var start = 0;
        while (start < firstEntity && text[start] is ' ' or '\n')
        {
            start++;
        }

        if (end <= start)
        {
            return FormattedText.Empty;
        }

        var trimmed = text[start..end];
        var kept = entities
            .Where(entity => entity.Offset < end)
            .Select(entity => entity with { Offset = entity.Offset - start, Length = Math.Min(entity.End, end) - entity.Offset });
        return new FormattedText(trimmed, WithFound([.. kept], trimmed));
    }

    /// <summary><paramref name="moved"/> tells for each place in the old text where it is in the new one.</summary>
    private static string WithoutControls(string text, out int[] moved)
    {
        moved = new int[text.Length + 1];
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            moved[i] = result.Length;
            if (text[i] != '\r')
            {
                result.Append(text[i] < ' ' && text[i] != '\n' ? ' ' : text[i]);
            }
        }

        moved[text.Length] = result.Length;
        return result.ToString();
    }

    private static TextEntity Moved(TextEntity entity, int[] moved)
    {
        var start = moved[Math.Clamp(entity.Offset, 0, moved.Length - 1)];
        var end = moved[Math.Clamp(entity.End, 0, moved.Length - 1)];
        return entity with { Offset = start, Length = end - start };
    }

    private static List<TextEntity> WithFound(List<TextEntity> entities, string text)
    {
        var free = PlainTextEntities.Find(text).Where(found => !entities.Exists(entity => Collide(entity, found)));
        return EntityOrder.Arrange([.. entities, .. free], text);
    }

    /// <summary>A bold address is both, an address in code is code.</summary>
    private static bool Collide(TextEntity written, TextEntity found) =>
        EntityOrder.Overlap(written, found)
        && (
            written.Type is "code" or "pre" or "text_link" or "text_mention" or "custom_emoji"
            || written.Offset > found.Offset
            || written.End < found.End
        );
}

using System.Globalization;
using System.Text;

namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>What stands between a tag's name and its closing bracket.</summary>
internal static class HtmlAttributes
{
    /// <summary>Leaves the cursor on the closing bracket.</summary>
    public static void Read(MarkupText text, OpenTag tag)
    {
        while (text.Now != '>')
        {
            text.SkipSpace();
            if (text.Now == '>')
            {
                return;
            }

            var name = ReadName(text);
            if (name.Length == 0)
            {
                throw new EntityParseException($"Empty attribute name in the tag \"{tag.Name}\" at byte offset {tag.Start}");
            }

            text.SkipSpace();
            if (text.Now != '=')
            {
                ThrowIfUnclosed(text, tag);
                Apply(tag, name, "");
                continue;
            }

            text.At++;
            text.SkipSpace();
            ThrowIfUnclosed(text, tag);
            var value = text.Now is '"' or '\'' ? ReadQuoted(text) : ReadToken(text);
            if (text.AtEnd)
            {
                throw new EntityParseException($"Unclosed start tag at byte offset {tag.Start}");
            }

            Apply(tag, name, value);
        }
    }

    private static void ThrowIfUnclosed(MarkupText text, OpenTag tag)
    {
        if (text.AtEnd)
        {
            throw new EntityParseException($"Unclosed start tag \"{tag.Name}\" at byte offset {tag.Start}");
        }
    }

    private static string ReadName(MarkupText text)
    {
        var start = text.At;
        while (!MarkupText.IsSpace(text.Now) && text.Now is not ('=' or '>' or '/' or '"' or '\''))
        {
            text.At++;
        }

        return text.Slice(start, text.At);
    }

    private static string ReadToken(MarkupText text)
    {
        var start = text.At;
        while (char.IsAsciiLetterOrDigit(text.Now) || text.Now is '.' or '-')
        {
            text.At++;
        }

        return MarkupText.IsSpace(text.Now) || text.Now == '>'
            ? text.Slice(start, text.At).ToLowerInvariant()
            : throw new EntityParseException($"Unexpected end of name token at byte offset {start}");
    }

    private static string ReadQuoted(MarkupText text)
    {
        var quote = text.Now;
        var value = new StringBuilder();
        var start = ++text.At;
        while (!text.AtEnd && text.Now != quote)
        {
            var end = text.At;
            if (text.Now == '&' && HtmlCharacterReference.Read(text) is { } character)
            {
                value.Append(text.Slice(start, end)).Append(character.ToString());
                start = text.At;
                continue;
            }

            text.At++;
        }

        value.Append(text.Slice(start, text.At));
        if (text.Now == quote)
        {
            text.At++;
        }

        return value.ToString();
    }

    private static void Apply(OpenTag tag, string name, string value)
    {
        switch (tag.Name, name)
        {
            case ("a", "href"):
            case ("tg-emoji", "emoji-id"):
                tag.Argument = value;
                break;
            case ("code", "class") when value.StartsWith("language-", StringComparison.Ordinal):
                tag.Argument = value["language-".Length..];
                break;
            case ("span", "class") when value.StartsWith("tg-", StringComparison.Ordinal):
                tag.Argument = value["tg-".Length..];
                break;
            case ("blockquote", "expandable"):
                tag.Argument = "1";
                break;
            case ("tg-time", "unix"):
                tag.Time = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var unix) ? unix : 0;
                break;
        }
    }
}

using System.Text;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Inbox;

/// <summary>Makes text safe for databases, agents and platforms before anything else sees it.</summary>
public static class TextHygiene
{
    /// <summary>The message with every text in it cleaned.</summary>
    public static InboundMessage Clean(InboundMessage message) =>
        message with
        {
            Text = Clean(message.Text),
            Author = message.Author with { DisplayName = Clean(message.Author.DisplayName) },
            Attachments = [.. message.Attachments.Select(file => file with { Name = file.Name is { } name ? Clean(name) : null })],
            Quotation = message.Quotation is { } quoted ? new Quotation(Clean(quoted.AuthorName), Clean(quoted.Text)) : null,
        };

    /// <summary>Without NUL, and U+FFFD in place of each surrogate that has lost its other half; all else is left as it is.</summary>
    public static string Clean(string text)
    {
        var first = FirstFlaw(text);
        if (first < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
            else if (char.IsSurrogate(text[i]))
            {
                clean.Append('\uFFFD');
            }
            else if (text[i] != '\0')
            {
                clean.Append(text[i]);
            }
        }

        return clean.ToString();
    }

    private static int FirstFlaw(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
            {
                return i;
            }

            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }
}

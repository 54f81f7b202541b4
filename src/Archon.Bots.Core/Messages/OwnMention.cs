using System.Text.RegularExpressions;

namespace Archon.Bots.Core.Messages;

/// <summary>The bot's name in a message. Pure.</summary>
public static class OwnMention
{
    /// <summary>Our name at the start or the end calls us and is no part of what is said; anywhere else it is.</summary>
    /// <param name="mentions">Where it stands in the text, in order.</param>
    public static string Cut(string text, IReadOnlyList<Match> mentions)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(mentions);
        var start = 0;
        var end = text.TrimEnd().Length;
        foreach (var mention in mentions)
        {
            if (text.AsSpan(start, mention.Index - start).IsWhiteSpace())
            {
                start = mention.Index + mention.Length;
                start += start < end && text[start] is ',' or ':' ? 1 : 0;
            }
        }

        foreach (var mention in mentions.Reverse())
        {
            if (mention.Index >= start && mention.Index + mention.Length == end)
            {
                end = text.AsSpan(0, mention.Index).TrimEnd().Length;
            }
        }

        return end <= start ? "" : text[start..end];
    }
}

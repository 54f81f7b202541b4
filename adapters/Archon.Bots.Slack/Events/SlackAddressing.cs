using System.Text.RegularExpressions;

namespace Archon.Bots.Slack.Events;

/// <summary>The words of a message, and whether they call us. Pure.</summary>
/// <param name="Text">Decoded; without our name where it only calls us.</param>
internal sealed record SlackAddressing(string Text, bool IsMention)
{
    public static SlackAddressing Of(string? text, SlackIdentity bot, SlackNames names)
    {
        var escaped = text ?? "";
        Match[] mentions = [.. Mentions(escaped, bot)];
        return new SlackAddressing(SlackText.Decode(Cut(escaped, mentions), names).Trim(), mentions.Length > 0);
    }

    public static bool IsMentioned(string? text, SlackIdentity bot) => Mentions(text ?? "", bot).Any();

    private static IEnumerable<Match> Mentions(string text, SlackIdentity bot) =>
        SlackText.Mentions(text).Where(mention => mention.Groups[SlackText.Id].Value == bot.User);

    /// <summary>Our name at the start or the end calls us and is no part of what is said; anywhere else it is.</summary>
    private static string Cut(string text, Match[] mentions)
    {
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

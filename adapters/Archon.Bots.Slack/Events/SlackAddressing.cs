using System.Text.RegularExpressions;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Slack.Events;

/// <summary>The words of a message, and whether they call us. Pure.</summary>
/// <param name="Text">Decoded; without our name where it only calls us.</param>
internal sealed record SlackAddressing(string Text, bool IsMention)
{
    public static SlackAddressing Of(string? text, SlackIdentity bot, SlackNames names)
    {
        var escaped = text ?? "";
        Match[] mentions = [.. Mentions(escaped, bot)];
        return new SlackAddressing(SlackText.Decode(OwnMention.Cut(escaped, mentions), names).Trim(), mentions.Length > 0);
    }

    public static bool IsMentioned(string? text, SlackIdentity bot) => Mentions(text ?? "", bot).Any();

    private static IEnumerable<Match> Mentions(string text, SlackIdentity bot) =>
        SlackText.Mentions(text).Where(mention => mention.Groups[SlackText.Id].Value == bot.User);
}

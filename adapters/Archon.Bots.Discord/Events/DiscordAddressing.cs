using System.Text.RegularExpressions;
using Archon.Bots.Core.Messages;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Events;

/// <summary>The words of a message, and whether they call us. Pure. What calls everybody calls nobody.</summary>
/// <param name="Text">Decoded; without our name where it only calls us.</param>
internal sealed partial record DiscordAddressing(string Text, bool IsMention)
{
    public static DiscordAddressing Of(DiscordMessage message, DiscordIdentity bot, IDiscordNames names)
    {
        var text = message.Content ?? "";
        Match[] mentions = [.. Mention().Matches(text).Where(match => IsOurs(match, bot, names))];
        return new DiscordAddressing(
            DiscordText.Decode(OwnMention.Cut(text, mentions), message.Mentions, names).Trim(),
            mentions.Length > 0
        );
    }

    private static bool IsOurs(Match mention, DiscordIdentity bot, IDiscordNames names)
    {
        var id = mention.Groups["id"].Value;
        return mention.Groups["kind"].Value == "@&" ? names.IsOwnRole(id) : id == bot.User;
    }

    [GeneratedRegex(@"<(?<kind>@[!&]?)(?<id>\d+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mention();
}

using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Events;

/// <summary>What the operator lets in at all, before anybody's rights are asked; and whom a role lets in.</summary>
/// <param name="Guilds">Servers. Empty: all. Direct messages are in none.</param>
/// <param name="Channels">With their threads. Empty: all.</param>
/// <param name="Bots">User ids of other bots that are heard. Empty: none, for two bots that answer each other never end.</param>
/// <param name="Roles">Whose holders may use the bot.</param>
internal sealed record DiscordFilter(
    IReadOnlySet<string> Guilds,
    IReadOnlySet<string> Channels,
    IReadOnlySet<string> Bots,
    IReadOnlySet<string> Roles
)
{
    public static DiscordFilter None { get; } = new(Empty, Empty, Empty, Empty);

    private static HashSet<string> Empty => [];

    public bool Takes(DiscordPlace place) =>
        place.IsDirect
        || (
            (Guilds.Count == 0 || Guilds.Contains(place.Guild))
            && (Channels.Count == 0 || Channels.Contains(place.Channel) || (place.Parent is { } parent && Channels.Contains(parent)))
        );

    public bool Vouches(DiscordMember? member) => member?.Roles?.Any(Roles.Contains) == true;
}

namespace Archon.Bots.Slack.Events;

/// <summary>What the operator lets in at all, before anybody's rights are asked.</summary>
/// <param name="Channels">Empty: all. Direct and group direct messages are no channels.</param>
/// <param name="Teams">Workspaces of authors. Empty: all.</param>
/// <param name="Bots">Bot ids of other bots that are heard. Empty: none, for two bots that answer each other never end.</param>
internal sealed record SlackFilter(IReadOnlySet<string> Channels, IReadOnlySet<string> Teams, IReadOnlySet<string> Bots)
{
    public static SlackFilter None { get; } = new(new HashSet<string>(), new HashSet<string>(), new HashSet<string>());

    public bool TakesChannel(string channel, string? channelType) =>
        Channels.Count == 0 || SlackPlaces.IsDirect(channelType) || Channels.Contains(channel);

    public bool TakesTeam(string team) => Teams.Count == 0 || Teams.Contains(team);
}

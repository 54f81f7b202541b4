namespace Archon.Bots.Discord.Events;

/// <summary>Names of what a text points at; null: not known.</summary>
internal interface IDiscordNames
{
    string? ChannelName(string id);

    string? RoleName(string id);

    /// <summary>Whether it is the role that Discord has made for the bot, by which it can be mentioned too.</summary>
    bool IsOwnRole(string id);
}

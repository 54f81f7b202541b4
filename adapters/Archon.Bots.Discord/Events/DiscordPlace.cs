using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Events;

/// <summary>Where something was said: a channel, a thread, a direct message.</summary>
/// <param name="Channel">Its own id.</param>
/// <param name="Guild">The server; <see cref="DiscordAddress.DirectMessages"/> for a direct message.</param>
/// <param name="Type">See <see cref="ChannelType"/>.</param>
/// <param name="Parent">Of a thread: its channel.</param>
internal sealed record DiscordPlace(string Channel, string Guild, int Type, string? Parent, string? Name)
{
    public bool IsDirect => Guild == DiscordAddress.DirectMessages;

    public bool IsThread => ChannelType.IsThread(Type) && Parent is not null;

    /// <summary>The place itself as a conversation.</summary>
    public DiscordAddress Address => IsThread ? new(Guild, Parent!, Channel) : new(Guild, Channel, null);

    /// <summary>What its cursor is kept under.</summary>
    public string Cursor => Address.Key is var key && IsDirect ? $"{DiscordAddress.DirectMessages}/{key.Thread}" : key.Thread;

    public static DiscordPlace Direct(string channel) => new(channel, DiscordAddress.DirectMessages, ChannelType.Direct, null, null);

    /// <param name="guild">Where the channel does not tell it itself.</param>
    public static DiscordPlace? Of(DiscordChannel channel, string? guild) =>
        channel.Id is not { } id ? null
        : (channel.GuildId ?? guild) is { } server ? new DiscordPlace(id, server, channel.Type, channel.ParentId, channel.Name)
        : Direct(id);

    /// <summary>The thread that a message said here opens, or the place itself where it opens none.</summary>
    /// <param name="root">The message.</param>
    /// <param name="opensThreads">Whether that is wished for.</param>
    public DiscordAddress ConversationOf(string root, bool opensThreads) =>
        opensThreads && ChannelType.HasThreads(Type) ? Address with { Thread = root } : Address;
}

using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Discord;

/// <summary>
/// A place on Discord, and the key of the conversation in it: the thread of the key is <c>channel</c> or <c>channel/thread</c>. A thread has
/// the id of the message that opens it, so that it is known before there is one.
/// </summary>
/// <param name="Guild">The server; <see cref="DirectMessages"/> for a direct message.</param>
/// <param name="Thread">Null: the channel itself, or a direct message.</param>
internal readonly record struct DiscordAddress(string Guild, string Channel, string? Thread)
{
    public const string Platform = "discord";

    /// <summary>As Discord's own links name them.</summary>
    public const string DirectMessages = "@me";

    public ConversationKey Key => new(Platform, Guild, Thread is null ? Channel : $"{Channel}/{Thread}");

    /// <summary>Where it is seen.</summary>
    public string Link => $"https://discord.com/channels/{Guild}/{Thread ?? Channel}";

    public static DiscordAddress Of(ConversationKey conversation)
    {
        var slash = conversation.Thread.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new DiscordAddress(conversation.Space, conversation.Thread, null)
            : new DiscordAddress(conversation.Space, conversation.Thread[..slash], conversation.Thread[(slash + 1)..]);
    }

    /// <summary>Each thread has a pace of its own.</summary>
    public static string PeerOf(ConversationKey conversation)
    {
        var address = Of(conversation);
        return address.Thread ?? address.Channel;
    }
}

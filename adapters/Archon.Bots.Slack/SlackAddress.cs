using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Slack;

/// <summary>A place on Slack, and the key of the conversation in it: the thread of the key is <c>channel</c> or <c>channel/thread_ts</c>.</summary>
/// <param name="Team">The workspace.</param>
/// <param name="Thread">The ts of the thread's root; null: the main line of a direct or group direct message.</param>
internal readonly record struct SlackAddress(string Team, string Channel, string? Thread)
{
    public const string Platform = "slack";

    public ConversationKey Key => new(Platform, Team, Thread is null ? Channel : $"{Channel}/{Thread}");

    public static SlackAddress Of(ConversationKey conversation)
    {
        var slash = conversation.Thread.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new SlackAddress(conversation.Space, conversation.Thread, null)
            : new SlackAddress(conversation.Space, conversation.Thread[..slash], conversation.Thread[(slash + 1)..]);
    }

    /// <summary>Whether the place of a cursor is a thread.</summary>
    public static bool IsThread(string place) => place.Contains('/', StringComparison.Ordinal);

    /// <summary>All threads of a channel share its pace.</summary>
    public static string PeerOf(ConversationKey conversation) => Of(conversation).Channel;
}

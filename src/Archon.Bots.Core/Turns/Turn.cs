using System.Collections.Immutable;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Sessions;

namespace Archon.Bots.Core.Turns;

/// <summary>One message's way through rooms 4 to 7, as it was begun.</summary>
public sealed record Turn
{
    public required TurnFence Fence { get; init; }

    public required ConversationKey Conversation { get; init; }

    /// <summary>1 at first; a run after a crash counts, a run after a graceful stop and a healing do not.</summary>
    public required int Attempt { get; init; }

    public required TurnMessage Message { get; init; }

    public required ConversationSettings Settings { get; init; }

    public required SessionChain Sessions { get; init; }

    /// <summary>What earlier runs of this turn wrote down, oldest first.</summary>
    public ImmutableArray<JournalEntry> Journal { get; init; } = [];

    /// <summary>How the last turn of the active session failed; null: it did not.</summary>
    public AgentFailureKind? LastFailure { get; init; }

    /// <summary>The conversation's own record without this message; loaded only where a fresh session is to be rebuilt from it.</summary>
    public ImmutableArray<TranscriptLine> Transcript { get; init; } = [];

    public Guid Id => Fence.Turn;
}

/// <summary>What every write of a turn carries: it counts only while the conversation's epoch is still the one that the turn began with.</summary>
public readonly record struct TurnFence(Guid Turn, Guid Conversation, long Epoch);

/// <summary>Somebody else took the conversation: stop, kill the agent, write nothing.</summary>
public sealed class OwnershipLostException(TurnFence fence)
    : Exception($"Conversation {fence.Conversation} was taken by another owner after epoch {fence.Epoch}; nothing was written.");

/// <summary>The agent ended because the server ends: the turn has not, and is given back.</summary>
public sealed class TurnInterruptedException(string reason) : Exception($"The agent was cut off by the shutdown: {reason}");

public sealed record TurnMessage(Guid InboxId, Author Author, string Text, ImmutableArray<Attachment> Attachments, DateTimeOffset SentAt);

/// <summary>A line of the conversation's own record: what a fresh session is rebuilt from. Never redacted.</summary>
public sealed record TranscriptLine(TranscriptRole Role, string? Name, string Text);

public enum TranscriptRole
{
    User,
    Assistant,
    Tool,
    Notice,
}

using System.Collections.Immutable;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Sessions;

namespace Archon.Bots.Core.Turns;

/// <summary>One message's way through rooms 4 to 7, as it was begun.</summary>
public sealed record Turn
{
    public required TurnFence Fence { get; init; }

    public required ConversationKey Conversation { get; init; }

    /// <summary>1 at first; a run after a crash counts, a run after a graceful stop and a healing do not.</summary>
    public required int Attempt { get; init; }

    /// <summary>When its first run began.</summary>
    public required DateTimeOffset BegunAt { get; init; }

    public required TurnMessage Message { get; init; }

    public required ConversationSettings Settings { get; init; }

    public required SessionChain Sessions { get; init; }

    /// <summary>What earlier runs of this turn wrote down, oldest first.</summary>
    public ImmutableArray<JournalEntry> Journal { get; init; } = [];

    /// <summary>Whether the conversation has had no turn yet: what was said in its thread before is not known here.</summary>
    public bool IsFirst { get; init; }

    /// <summary>What was said there since its last turn, to nobody and by nobody who may use the bot; oldest first, the newest kept.</summary>
    public ImmutableArray<ThreadLine> Overheard { get; init; } = [];

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

/// <summary>What a turn is about: one message, or what was sent as one.</summary>
public sealed record TurnMessage(Guid InboxId, Author Author, string Text, ImmutableArray<Attachment> Attachments, DateTimeOffset SentAt)
{
    /// <summary>Whether others read there beside the author and the bot.</summary>
    public bool IsShared { get; init; }

    /// <summary>The platform's own order.</summary>
    public long OrderKey { get; init; }

    /// <summary>Whether it speaks to the bot by itself; a line of the thread that does not is no reason to refuse its author aloud.</summary>
    public bool IsAddressed { get; init; } = true;

    public Quotation? Quotation { get; init; }

    /// <summary>What was said there before it, and the agent has not seen; oldest first.</summary>
    public ImmutableArray<EarlierLine> Earlier { get; init; } = [];

    /// <summary>What came of the attachments when they were fetched; empty: nothing was fetched yet, or there are none.</summary>
    public ImmutableArray<GatheredFile> Files { get; init; } = [];
}

/// <summary>A line that was said to nobody, or to others.</summary>
/// <param name="IsAllowed">Whether its author may use the bot; what others say is data, never instructions.</param>
public sealed record EarlierLine(string AuthorName, bool IsAllowed, string Text);

/// <summary>A file that came with a message.</summary>
/// <param name="Path">Where the agent can read it; null: it cannot.</param>
/// <param name="Problem">Why not, for people; null: it can.</param>
public sealed record GatheredFile(string Name, string? Path, string? Problem);

/// <summary>A line of the conversation's own record: what a fresh session is rebuilt from. Never redacted.</summary>
public sealed record TranscriptLine(TranscriptRole Role, string? Name, string Text);

public enum TranscriptRole
{
    User,
    Assistant,
    Tool,
    Notice,
}

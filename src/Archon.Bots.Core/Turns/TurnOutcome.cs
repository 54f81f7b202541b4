using System.Collections.Immutable;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Sessions;

namespace Archon.Bots.Core.Turns;

/// <summary>The one value that flows back from room 5 to room 4.</summary>
public abstract record TurnOutcome
{
    private TurnOutcome() { }

    /// <summary>The final bodies of the turn's parts, in order.</summary>
    public ImmutableArray<ReplyBody> Bodies { get; init; } = [];

    /// <summary>
    /// What a preview that stands shrinks to, where the turn took so long that its answer is to ring: then the bodies come in new messages.
    /// Null: the bodies take the preview's place.
    /// </summary>
    public ReplyBody? Progress { get; init; }

    /// <summary>What the conversation's record gains behind the user's own line.</summary>
    public ImmutableArray<TranscriptLine> Lines { get; init; } = [];

    public TurnUsage? Usage { get; init; }

    /// <summary>The session row that the turn ran on; null: none was dispatched.</summary>
    public Guid? Session { get; init; }

    /// <summary>The id that the latest good result named; null: leave it as it is.</summary>
    public string? ProviderSessionId { get; init; }

    public sealed record Answered : TurnOutcome
    {
        public ConversationChange Change { get; init; } = ConversationChange.None;
    }

    /// <remarks>Its body is what the refused person is told, once a day.</remarks>
    public sealed record Refused(Refusal Refusal) : TurnOutcome;

    /// <param name="FailedId">The provider's id to clear before anything is said, where the failure costs the session.</param>
    public sealed record Failed(AgentFailure Failure, string? FailedId = null) : TurnOutcome;

    public sealed record Stopped : TurnOutcome;

    /// <summary>The session is of no use any more: clear it and run this turn once more on a fresh one.</summary>
    public sealed record SessionLost(Guid SessionRow, string FailedId, SessionEnd Why) : TurnOutcome;
}

/// <summary>What a command changes about its conversation, applied in the commit.</summary>
public enum ConversationChange
{
    None,

    /// <summary>Ends the session; the directory stays.</summary>
    Reset,

    /// <summary>As <see cref="Reset"/>, and a fresh directory and default settings.</summary>
    New,
}

/// <param name="CostUsd">Unit: US dollars, of this turn alone. Null: the agent does not tell.</param>
public sealed record TurnUsage(
    string Provider,
    long InputTokens,
    long OutputTokens,
    long CacheReadTokens,
    long CacheWriteTokens,
    decimal? CostUsd,
    TimeSpan Duration
);

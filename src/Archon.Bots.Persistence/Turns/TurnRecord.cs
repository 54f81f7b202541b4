using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Persistence.Turns;

internal sealed class TurnRecord
{
    public required long Seq { get; set; }

    public required Guid Id { get; set; }

    public required Guid ConversationId { get; set; }

    public required Guid InboxId { get; set; }

    public required int Attempt { get; set; }

    public required TurnState State { get; set; }

    public TurnEnd? Outcome { get; set; }

    public AgentFailureKind? FailureCode { get; set; }

    public Guid? SessionId { get; set; }

    public int? AgentPid { get; set; }

    /// <inheritdoc cref="AgentProcess"/>
    public long? AgentStartTime { get; set; }

    public string? RunId { get; set; }

    public required long Epoch { get; set; }

    public required DateTimeOffset BegunAt { get; set; }

    public DateTimeOffset? DispatchedAt { get; set; }

    /// <summary>When a stop of the server cut it off last; it was run again after that.</summary>
    public DateTimeOffset? InterruptedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why a part of the answer could not be delivered.</summary>
    public string? DeliveryFailure { get; set; }
}

internal enum TurnState
{
    Running,
    Done,
}

/// <summary>The stored name of a <see cref="TurnOutcome"/>.</summary>
internal enum TurnEnd
{
    Answered,
    Refused,
    Failed,
    Stopped,
}

internal sealed class JournalRecord
{
    public required long Seq { get; set; }

    public required Guid TurnId { get; set; }

    public required JournalKind Kind { get; set; }

    public required string Detail { get; set; }

    public required DateTimeOffset At { get; set; }
}

/// <summary>A line of a conversation's own record.</summary>
internal sealed class MessageRecord
{
    public required long Seq { get; set; }

    public required Guid ConversationId { get; set; }

    public required Guid TurnId { get; set; }

    public required TranscriptRole Role { get; set; }

    public string? Name { get; set; }

    public required string Text { get; set; }

    public required DateTimeOffset At { get; set; }
}

internal sealed class UsageRecord
{
    public required Guid Id { get; set; }

    public required Guid TurnId { get; set; }

    public required Guid ConversationId { get; set; }

    public required string Provider { get; set; }

    public required long InputTokens { get; set; }

    public required long OutputTokens { get; set; }

    public required long CacheReadTokens { get; set; }

    public required long CacheWriteTokens { get; set; }

    /// <inheritdoc cref="TurnUsage"/>
    public decimal? CostUsd { get; set; }

    /// <summary>Unit: milliseconds.</summary>
    public required long DurationMs { get; set; }

    public required DateTimeOffset At { get; set; }
}

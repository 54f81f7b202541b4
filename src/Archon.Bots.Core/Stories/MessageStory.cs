using System.Collections.Immutable;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Stories;

/// <summary>What the rows tell of one message of a person.</summary>
public sealed record MessageStory
{
    public required string Text { get; init; }

    public required string AuthorName { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How often the platform delivered it again.</summary>
    public required int Copies { get; init; }

    /// <summary>Why no turn came of it, as it is stored; null: nothing kept it from one.</summary>
    public required string? Declined { get; init; }

    /// <summary>The rule that refused its author; null: none did.</summary>
    public required string? RefusedBy { get; init; }

    /// <summary>How many wait before it; null: it does not wait.</summary>
    public required int? Ahead { get; init; }

    /// <summary>Not null: it was no prompt, but this control.</summary>
    public required ControlKind? Control { get; init; }

    /// <summary>Null: none was begun.</summary>
    public required TurnStory? Turn { get; init; }

    /// <summary>The messages that were written for it, in their order.</summary>
    public ImmutableArray<DeliveryStory> Deliveries { get; init; } = [];
}

/// <param name="Outcome">As it is stored; null: it runs.</param>
/// <param name="Failure">As it is stored; null: it did not fail.</param>
public sealed record TurnStory(DateTimeOffset BegunAt, DateTimeOffset? EndedAt, int Attempt, string? Outcome, string? Failure)
{
    /// <summary>When a stop of the server cut it off last; null: none did.</summary>
    public DateTimeOffset? InterruptedAt { get; init; }

    /// <summary>What it wrote down before it went on, of all its runs, oldest first.</summary>
    public ImmutableArray<StepStory> Steps { get; init; } = [];

    /// <summary>The sessions that it ran on or lost, oldest first.</summary>
    public ImmutableArray<SessionStory> Sessions { get; init; } = [];
}

public sealed record StepStory(JournalKind Kind, DateTimeOffset At);

/// <param name="Id">The agent's own id of it, also when it is lost.</param>
/// <param name="IsProven">Whether the agent has answered under that id.</param>
/// <param name="IsOfThisTurn">Whether this turn started it, and not an earlier one.</param>
/// <param name="LostAt">When it turned out to be unknown to the agent; null: it did not.</param>
public sealed record SessionStory(
    string Provider,
    string? Id,
    bool IsProven,
    SessionStart StartedFor,
    bool IsOfThisTurn,
    DateTimeOffset StartedAt,
    DateTimeOffset? LostAt
);

/// <param name="PlatformMessageId">Null: not posted yet.</param>
/// <param name="IsDelivered">Whether the platform shows what is wished for.</param>
/// <param name="DeadReason">Why it was given up; null: it was not.</param>
/// <param name="NextAttempt">When it is tried again; null: at once.</param>
public sealed record DeliveryStory(string? PlatformMessageId, bool IsDelivered, string? DeadReason, DateTimeOffset? NextAttempt);

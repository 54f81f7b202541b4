using System.Collections.Immutable;

namespace Archon.Bots.Emulators.Playground.Life;

/// <summary>What the bot's rows tell of one message, as its <c>/stories</c> says it. Times are milliseconds since the epoch.</summary>
/// <param name="Copies">How often the platform delivered it again.</param>
/// <param name="Ahead">How many wait before it; null: it does not wait.</param>
/// <param name="Control">Not null: it was no prompt, but this control.</param>
internal sealed record Story(
    long ReceivedAt,
    int Copies,
    string? Declined,
    string? RefusedBy,
    int? Ahead,
    string? Control,
    StoryTurn? Turn,
    ImmutableArray<StoryDelivery> Deliveries
)
{
    public bool IsOver =>
        (Turn?.EndedAt is not null || Declined is not null || (Control is not null && !Deliveries.IsEmpty))
        && Deliveries.All(delivery => delivery.IsDelivered || delivery.IsDead);

    public bool HasTurn => Turn is not null;
}

internal sealed record StoryTurn(
    long BegunAt,
    long? EndedAt,
    int Attempt,
    string? Outcome,
    string? Failure,
    long? InterruptedAt,
    ImmutableArray<StoryStep> Steps,
    ImmutableArray<StorySession> Sessions
)
{
    public IEnumerable<StoryStep> Of(string kind) => Steps.Where(step => step.Kind == kind);
}

/// <param name="Kind"><c>dispatched</c>, <c>session_bound</c>, <c>tool_seen</c>, <c>asked</c>.</param>
internal sealed record StoryStep(string Kind, long At);

/// <param name="IsOfThisTurn">Whether this turn started it.</param>
/// <param name="LostAt">Null: the agent knows it.</param>
internal sealed record StorySession(
    string Provider,
    string? Id,
    bool IsProven,
    string StartedFor,
    bool IsOfThisTurn,
    long StartedAt,
    long? LostAt
);

internal sealed record StoryDelivery(string? MessageId, bool IsDelivered, bool IsDead, long? NextAttempt);

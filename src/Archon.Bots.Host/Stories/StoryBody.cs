using System.Text.Json;
using System.Text.Json.Serialization;
using Archon.Bots.Core.Stories;

namespace Archon.Bots.Host.Stories;

/// <summary>A <see cref="MessageStory"/> without its words and names. Times are milliseconds since the epoch.</summary>
internal sealed record StoryBody(
    long ReceivedAt,
    int Copies,
    string? Declined,
    string? RefusedBy,
    int? Ahead,
    string? Control,
    TurnBody? Turn,
    IReadOnlyList<DeliveryBody> Deliveries
)
{
    public static StoryBody Of(MessageStory story) =>
        new(
            story.ReceivedAt.ToUnixTimeMilliseconds(),
            story.Copies,
            story.Declined,
            story.RefusedBy,
            story.Ahead,
            story.Control is { } control ? Name(control) : null,
            story.Turn is { } turn ? TurnBody.Of(turn) : null,
            [.. story.Deliveries.Select(DeliveryBody.Of)]
        );

    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

internal sealed record TurnBody(
    long BegunAt,
    long? EndedAt,
    int Attempt,
    string? Outcome,
    string? Failure,
    long? InterruptedAt,
    IReadOnlyList<StepBody> Steps,
    IReadOnlyList<SessionBody> Sessions
)
{
    public static TurnBody Of(TurnStory turn) =>
        new(
            turn.BegunAt.ToUnixTimeMilliseconds(),
            turn.EndedAt?.ToUnixTimeMilliseconds(),
            turn.Attempt,
            turn.Outcome,
            turn.Failure,
            turn.InterruptedAt?.ToUnixTimeMilliseconds(),
            [.. turn.Steps.Select(step => new StepBody(StoryBody.Name(step.Kind), step.At.ToUnixTimeMilliseconds()))],
            [.. turn.Sessions.Select(SessionBody.Of)]
        );
}

internal sealed record StepBody(string Kind, long At);

internal sealed record SessionBody(
    string Provider,
    string? Id,
    bool IsProven,
    string StartedFor,
    bool IsOfThisTurn,
    long StartedAt,
    long? LostAt
)
{
    public static SessionBody Of(SessionStory session) =>
        new(
            session.Provider,
            session.Id,
            session.IsProven,
            StoryBody.Name(session.StartedFor),
            session.IsOfThisTurn,
            session.StartedAt.ToUnixTimeMilliseconds(),
            session.LostAt?.ToUnixTimeMilliseconds()
        );
}

/// <param name="IsDead">Given up. Not why: a platform's refusal may quote the text.</param>
internal sealed record DeliveryBody(string? MessageId, bool IsDelivered, bool IsDead, long? NextAttempt)
{
    public static DeliveryBody Of(DeliveryStory delivery) =>
        new(
            delivery.PlatformMessageId,
            delivery.IsDelivered,
            delivery.DeadReason is not null,
            delivery.NextAttempt?.ToUnixTimeMilliseconds()
        );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoryBody))]
internal sealed partial class StoryJson : JsonSerializerContext;

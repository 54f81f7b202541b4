using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;

namespace Archon.Bots.Persistence.Outbox;

/// <summary>The wished-for state of one platform message; see <see cref="OutboxRow"/>.</summary>
internal sealed class OutboxRecord
{
    public required long Seq { get; set; }

    public required Guid Id { get; set; }

    public required Guid ConversationId { get; set; }

    public required OutboxSource Source { get; set; }

    public required Guid SourceId { get; set; }

    public required int Slot { get; set; }

    public required OutboxKind Kind { get; set; }

    public required Wish Wish { get; set; }

    /// <summary>JSON; null: in memory only, or absence is wished.</summary>
    public string? Body { get; set; }

    public required int Revision { get; set; }

    public required int DeliveredRevision { get; set; }

    public string? PlatformMessageId { get; set; }

    public required bool Final { get; set; }

    public DateTimeOffset? AttemptingSince { get; set; }

    public DateTimeOffset? NextAttempt { get; set; }

    /// <summary>The calls that the platform asked to hold back until <see cref="NextAttempt"/>; null: it waits for another reason.</summary>
    public CallFamily? Throttled { get; set; }

    /// <summary>Null: alive.</summary>
    public string? DeadReason { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>A reaction: the platform's id of the message that is reacted to.</summary>
    public string? Target { get; set; }

    /// <summary>A reaction: what it says.</summary>
    public Receipt? Receipt { get; set; }
}

internal enum OutboxKind
{
    Message,
    Reaction,
}

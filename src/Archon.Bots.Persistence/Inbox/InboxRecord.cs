using Archon.Bots.Core.Messages;

namespace Archon.Bots.Persistence.Inbox;

internal sealed class InboxRecord
{
    public required long Seq { get; set; }

    public required Guid Id { get; set; }

    public required string Platform { get; set; }

    public required string Bot { get; set; }

    public required string DeliveryId { get; set; }

    public required Guid ConversationId { get; set; }

    public required long OrderKey { get; set; }

    public required MessageKind Kind { get; set; }

    public required InboxState State { get; set; }

    /// <summary>Why no turn came of it; null: one did, or will, or it was no prompt.</summary>
    public DeclineReason? Declined { get; set; }

    /// <summary>The stop that took it back; null: none did.</summary>
    public Guid? DeclinedBy { get; set; }

    public required string AuthorId { get; set; }

    public required string AuthorName { get; set; }

    public required string Text { get; set; }

    /// <summary>JSON: attachments, what it answers, what it was done to.</summary>
    public required string Payload { get; set; }

    public required DateTimeOffset SentAt { get; set; }

    public required DateTimeOffset ReceivedAt { get; set; }

    public Guid? TurnId { get; set; }
}

internal enum InboxState
{
    /// <summary>Live, while a gap before it is still being read back.</summary>
    Held,
    Pending,
    Running,
    Done,
}

internal enum DeclineReason
{
    TooMany,
    Stopped,
    Ignored,
}

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

    /// <summary>The platform's id of the message itself; null: it is none, as a press.</summary>
    public string? MessageId { get; set; }

    /// <summary>How often the platform delivered it again.</summary>
    public required int Copies { get; set; }

    /// <summary>The waiting message that it was sent with (an album, a text that the client cut): they are one turn. Null: it stands alone or first.</summary>
    public Guid? Joins { get; set; }

    /// <summary>Not begun before: what belongs to it may still come. Null: at once.</summary>
    public DateTimeOffset? SettlesAt { get; set; }

    /// <summary>The rule that refused its author; null: none did.</summary>
    public string? RefusedBy { get; set; }
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

    /// <summary>Its author deleted it while it waited.</summary>
    Withdrawn,
}

using Archon.Bots.Core.Commands;

namespace Archon.Bots.Persistence.Commands;

internal sealed class ControlRecord
{
    public required long Seq { get; set; }

    public required Guid Id { get; set; }

    public required Guid ConversationId { get; set; }

    public required Guid InboxId { get; set; }

    public required ControlKind Kind { get; set; }

    public required string Argument { get; set; }

    public required string AuthorId { get; set; }

    public required string AuthorName { get; set; }

    /// <summary>Whether it was said where others read.</summary>
    public required bool IsShared { get; set; }

    /// <summary>The platform's id of the message that it answered, or whose button it was.</summary>
    public string? ReplyTo { get; set; }

    public required ControlState State { get; set; }

    /// <summary>The turn that it was handed to.</summary>
    public Guid? TurnId { get; set; }

    public required DateTimeOffset At { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }
}

internal enum ControlState
{
    Open,

    /// <summary>A running turn's commit will close it.</summary>
    Handed,
    Answered,
}

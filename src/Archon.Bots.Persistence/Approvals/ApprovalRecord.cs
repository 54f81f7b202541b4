using Archon.Bots.Core.Approvals;

namespace Archon.Bots.Persistence.Approvals;

/// <summary>One question of an agent to its user, and what became of it.</summary>
internal sealed class ApprovalRecord
{
    public required long Seq { get; set; }

    public required Guid Id { get; set; }

    public required Guid ConversationId { get; set; }

    public required Guid TurnId { get; set; }

    /// <summary>
    /// Of the run of the turn that asked last: after a crash or a stop of the server the next one takes the same question up. Not the attempt,
    /// which a graceful stop gives back.
    /// </summary>
    public required long Epoch { get; set; }

    /// <summary>The agent's own id of the question, in the run that asked last.</summary>
    public required string QuestionId { get; set; }

    public required string Tool { get; set; }

    /// <summary>SHA-256 of the tool's input, hexadecimal: an answer counts for this tool and input alone.</summary>
    public required string InputHash { get; set; }

    /// <summary>The question as its reader saw it. Markdown.</summary>
    public required string Text { get; set; }

    /// <summary>Who began the turn.</summary>
    public required string AskerId { get; set; }

    public required ApprovalState State { get; set; }

    /// <summary>What was said with a denial.</summary>
    public string? Reason { get; set; }

    public string? DecidedById { get; set; }

    public string? DecidedByName { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>When the answer went to the agent; it is used once.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    public required DateTimeOffset At { get; set; }
}

using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Approvals;

/// <summary>The agents' questions as room 2b sees them, and as a running turn looks for its answers.</summary>
public interface IApprovalStore
{
    /// <summary>Null: that conversation has no such question.</summary>
    Task<Approval?> FindAsync(ConversationKey conversation, Guid approval, CancellationToken cancellationToken);

    /// <summary>The question that a platform message shows; null: it shows none.</summary>
    Task<Approval?> FindByCardAsync(ConversationKey conversation, string platformMessageId, CancellationToken cancellationToken);

    /// <summary>The conversation's open questions, oldest first.</summary>
    Task<IReadOnlyList<Approval>> OpenAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>
    /// Decides an open question, once: its state, its card, the audit and the end of the control in one transaction. A control that is closed
    /// already decides nothing.
    /// </summary>
    Task<DecisionResult> DecideAsync(ControlRow control, Guid approval, bool isAllowed, string reason, CancellationToken cancellationToken);

    /// <summary>What was decided of this turn's questions and has not gone to the agent.</summary>
    Task<IReadOnlyDictionary<Guid, Decision>> UnusedAsync(TurnFence fence, CancellationToken cancellationToken);
}

public enum DecisionResult
{
    Decided,

    /// <summary>The question is open no more.</summary>
    TooLate,

    /// <summary>The control was answered before.</summary>
    Repeated,
}

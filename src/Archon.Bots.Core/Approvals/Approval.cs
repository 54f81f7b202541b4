using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Approvals;

/// <summary>A question of an agent to people, and what became of it.</summary>
/// <param name="Text">The question as its reader sees it. Markdown.</param>
/// <param name="Asker">Who began the turn; the name as it was then.</param>
/// <param name="Decision">Null: nobody has decided.</param>
public sealed record Approval(Guid Id, Guid Turn, ApprovalState State, string Text, Author Asker, Decision? Decision)
{
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Whether its card was posted.</summary>
    public required bool IsShown { get; init; }
}

/// <param name="Reason">What was said with a denial; empty: nothing.</param>
public sealed record Decision(bool IsAllowed, string Reason, Author By, DateTimeOffset At);

namespace Archon.Bots.Core.Approvals;

/// <summary>What a press of a card's button sends back.</summary>
/// <param name="IsAllowed">Which of the two it was.</param>
internal readonly record struct ApprovalAction(bool IsAllowed, Guid Approval)
{
    private const string Allow = "allow:";
    private const string Deny = "deny:";

    /// <summary>Null: it is another button's.</summary>
    public static ApprovalAction? Of(string action)
    {
        var isAllowed = action.StartsWith(Allow, StringComparison.Ordinal);
        return
            (isAllowed || action.StartsWith(Deny, StringComparison.Ordinal))
            && Guid.TryParseExact(action[(isAllowed ? Allow : Deny).Length..], "N", out var approval)
            ? new ApprovalAction(isAllowed, approval)
            : null;
    }

    public override string ToString() => (IsAllowed ? Allow : Deny) + Approval.ToString("N");
}

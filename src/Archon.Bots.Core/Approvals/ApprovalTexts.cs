using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Approvals;

/// <summary>What people and the agent are told beside the card. Pure.</summary>
internal static class ApprovalTexts
{
    public const string NothingAsked = "The agent asks nothing here now, so there is nothing to answer.";

    public const string AskedSince =
        "The agent has asked something else since you wrote that. Read it, then reply to it or press its button.";

    public const string Several = "The agent asks several things here. Reply to the one that you mean, or press its button.";

    public static ReplyBody NotYours(Author asker) =>
        new($"Only {Escape(asker)}, whose message the agent works on, or somebody whom the owner made an approver may answer that.");

    public static ReplyBody TooLate(Approval approval) =>
        new(
            approval switch
            {
                { Decision: { IsAllowed: true } allowed } => $"That was already allowed by {Escape(allowed.By)}.",
                { Decision: { } denied } => $"That was already denied by {Escape(denied.By)}.",
                { State: ApprovalState.Open } => throw new System.Diagnostics.UnreachableException(),
                _ => "The agent does not ask that any more.",
            }
        );

    public static AgentAnswer ToAgent(Decision decision) =>
        decision.IsAllowed
            ? new AgentAnswer.Allow()
            : new AgentAnswer.Deny(
                $"{decision.By.DisplayName} denied this use of the tool"
                    + (decision.Reason.Length == 0 ? ". " : $" and says: {decision.Reason}\n")
                    + "Do not try the same by another way. Go on without it, or say in your answer what you need and why."
            );

    private static string Escape(Author author) => Replies.ReplyMarkdown.Escape(author.DisplayName);
}

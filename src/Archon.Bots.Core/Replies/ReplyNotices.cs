using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Replies;

/// <summary>The lines that a reply says beside the agent's words. Pure; derived from the rows, so that a crash loses none.</summary>
internal static class ReplyNotices
{
    /// <summary>The last line of a preview whose turn goes on after the next start.</summary>
    public const string Interrupted = "_The server restarts; I go on after that._";

    /// <summary>What stands above the answer.</summary>
    public static IEnumerable<string> Of(Turn turn, SessionPlan plan, Workplace workplace)
    {
        if (Loss(turn, plan) is { } loss)
        {
            yield return $"_{loss}_";
        }

        if (plan is { IsNewRow: true, StartedFor: SessionStart.FirstMessage } && workplace.Branch is null)
        {
            yield return $"_No project is set, so I work in an empty folder: `{workplace.Path}`._";
        }

        if (turn.Message.Attachments.Length > 0)
        {
            yield return "_I cannot read attachments yet; the agent got your text only._";
        }
    }

    /// <summary>Empty: nothing was denied.</summary>
    public static string Denied(IReadOnlyCollection<string> rules) =>
        rules.Count == 0
            ? ""
            : "_Denied by the settings. To allow it, add to `Agents:ClaudeCode:AllowedTools`:_ "
                + string.Join(", ", rules.Select(rule => $"`{rule}`"));

    /// <summary>Said by the turn that started the session, in each of its runs.</summary>
    private static string? Loss(Turn turn, SessionPlan plan)
    {
        var isStartedHere = plan.IsNewRow || turn.Sessions.Active?.StartedTurn == turn.Id;
        return !isStartedHere
            ? null
            : plan.StartedFor switch
            {
                SessionStart.SessionLost => "The agent's earlier session was gone, so it starts a new one from our conversation's record.",
                SessionStart.ExecutionFailed =>
                    "The agent's earlier session broke off, so it starts a new one from our conversation's record.",
                SessionStart.ContextFull =>
                    "The agent's session had become too long, so it starts a new one from our conversation's record.",
                SessionStart.Poisoned => "The agent's session was refused twice, so it starts a new one from our conversation's record.",
                SessionStart.ProviderChange => "Another agent takes over, from our conversation's record.",
                SessionStart.WorkingDirectoryChange =>
                    "The directory has changed, so the agent starts a new session from our conversation's record.",
                SessionStart.FirstMessage or SessionStart.Reset => null,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
    }
}

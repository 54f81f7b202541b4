using System.Diagnostics;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Core.Turns;

/// <summary>What a reader is told of a failure: what, on what, and the way out. Pure.</summary>
internal static class FailureText
{
    public static string Of(AgentFailure failure)
    {
        var detail = failure.Detail.Length == 0 ? "" : $" ({failure.Detail.TrimEnd('.')})";
        return failure.Kind switch
        {
            AgentFailureKind.SessionLost => $"The agent does not know its session any more{detail}. Send the message again.",
            AgentFailureKind.ExecutionFailed =>
                $"The agent broke off with an execution error{detail}. Its session has ended; send the message again and it starts from our record.",
            AgentFailureKind.Auth => $"The agent is not signed in{detail}. Its owner signs it in on the server, as the bot's user.",
            AgentFailureKind.RateLimited => $"The agent's rate limit is reached{detail}. {Later(failure.RetryAfter)}",
            AgentFailureKind.Overloaded => $"The agent's service is overloaded{detail}. Send the message again in a moment.",
            AgentFailureKind.ContextFull => $"The conversation has become too long for the agent{detail}. `/reset` starts fresh.",
            AgentFailureKind.ModelNotFound => $"The agent cannot use its model{detail}. Its owner sets another one.",
            AgentFailureKind.Billing => $"The agent's account cannot pay{detail}. Its owner looks after the account.",
            AgentFailureKind.Network => $"The agent cannot reach its service{detail}. Send the message again when the network is back.",
            AgentFailureKind.LimitReached => $"The agent reached a limit of the settings{detail}. Send \"go on\" to let it continue.",
            AgentFailureKind.BadRequest =>
                $"The agent's service refused the request{detail}. Send it again; if it fails again, a fresh session takes over.",
            AgentFailureKind.Crashed => $"The agent ended in the middle{detail}. Send \"go on\" to let it continue.",
            AgentFailureKind.Timeout => $"The agent was stopped, because it took too long{detail}. Send \"go on\" to let it continue.",
            AgentFailureKind.Interrupted => $"The agent was interrupted{detail}. Send \"go on\" to let it continue.",
            AgentFailureKind.NotStarted => $"The agent could not be started{detail}. Its owner finds the reason in the server's log.",
            _ => throw new UnreachableException(),
        };
    }

    public static string TooManyAttempts(int attempts) =>
        $"the server went down during this turn {attempts} times, so it is not tried again";

    private static string Later(TimeSpan? retryAfter) =>
        retryAfter is { } wait ? $"Send the message again in {Math.Ceiling(wait.TotalMinutes):0} min." : "Send the message again later.";
}

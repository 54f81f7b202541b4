namespace Archon.Bots.Core.Agents;

/// <summary>Why a prompt was not answered.</summary>
/// <param name="Detail">The agent's own words, for the log and the reader.</param>
/// <param name="RetryAfter">When it may work again, where the agent tells.</param>
public sealed record AgentFailure(AgentFailureKind Kind, string Detail, TimeSpan? RetryAfter = null);

public enum AgentFailureKind
{
    /// <summary>The id cannot be resumed; nothing ran.</summary>
    SessionLost,

    /// <summary>An execution error that is neither stale, nor an interrupt, nor a denial.</summary>
    ExecutionFailed,
    Auth,
    RateLimited,
    Overloaded,
    ContextFull,
    ModelNotFound,
    Billing,
    Network,

    /// <summary>A limit of our own settings: turns or budget.</summary>
    LimitReached,
    BadRequest,

    /// <summary>The agent ended without a result.</summary>
    Crashed,

    /// <summary>A watchdog of ours ran out.</summary>
    Timeout,
    Interrupted,

    /// <summary>The agent could not be started at all.</summary>
    NotStarted,
}

/// <summary>An agent's session cannot be opened; nothing ran.</summary>
public sealed class AgentUnavailableException(AgentFailure failure, Exception? inner = null) : Exception(failure.Detail, inner)
{
    public AgentFailure Failure { get; } = failure;
}

namespace Archon.Bots.Core.Sessions;

/// <summary>One row of <c>agent_sessions</c>: one session, never reused.</summary>
public sealed record StoredSession
{
    public required Guid Id { get; init; }

    public required string Provider { get; init; }

    /// <summary>The provider's own id; null once it was cleared.</summary>
    public required string? ProviderSessionId { get; init; }

    /// <summary>Whether the agent has answered under this id, so that it can be resumed.</summary>
    public required bool Proven { get; init; }

    public required string WorkingDirectory { get; init; }

    public required SessionStart StartedFor { get; init; }

    /// <summary>The turn that started it.</summary>
    public required Guid StartedTurn { get; init; }

    /// <summary>Null: active.</summary>
    public required SessionEnd? EndedFor { get; init; }

    /// <summary>The id that was cleared.</summary>
    public string? LostSessionId { get; init; }
}

/// <summary>Why a session was started.</summary>
public enum SessionStart
{
    FirstMessage,
    Reset,
    SessionLost,
    ExecutionFailed,
    ContextFull,
    Poisoned,
    ProviderChange,
    WorkingDirectoryChange,
}

/// <summary>Why a session was ended.</summary>
public enum SessionEnd
{
    Reset,
    SessionLost,
    ExecutionFailed,
    ContextFull,
    Poisoned,
    ProviderChange,
    WorkingDirectoryChange,
}

/// <summary>What a turn knows of its conversation's sessions.</summary>
/// <param name="Active">The one in use; null: none.</param>
/// <param name="Ended">The one that was ended last; null: none ever was.</param>
public sealed record SessionChain(StoredSession? Active, StoredSession? Ended)
{
    public static SessionChain Empty { get; } = new(null, null);
}

/// <summary>The session that a turn is to run on.</summary>
/// <param name="Row">Id of the session's row.</param>
/// <param name="IsNewRow">Whether the row is to be made when the turn is dispatched.</param>
/// <param name="Resume">Whether the provider is to know the id already; else it is to be opened under it.</param>
/// <param name="Parent">The row that it follows; null: the first.</param>
public sealed record SessionPlan(
    Guid Row,
    bool IsNewRow,
    string Provider,
    string ProviderSessionId,
    bool Resume,
    string WorkingDirectory,
    SessionStart StartedFor,
    Guid? Parent
);

namespace Archon.Bots.Core.Sessions;

/// <summary>Which session a turn runs on. Pure.</summary>
internal static class SessionDecider
{
    /// <param name="provider">The agent that the turn is to run on.</param>
    /// <param name="workingDirectory">Where it is to work; a session belongs to its directory.</param>
    public static SessionPlan Decide(SessionChain chain, string provider, string workingDirectory)
    {
        if (chain.Active is not { ProviderSessionId: { } id } active)
        {
            return Fresh(StartAfter(chain.Ended), chain.Ended?.Id);
        }

        if (active.Provider != provider)
        {
            return Fresh(SessionStart.ProviderChange, active.Id);
        }

        if (active.WorkingDirectory != workingDirectory)
        {
            return Fresh(SessionStart.WorkingDirectoryChange, active.Id);
        }

        return new SessionPlan(active.Id, IsNewRow: false, provider, id, active.Proven, workingDirectory, active.StartedFor, Parent: null);

        SessionPlan Fresh(SessionStart startedFor, Guid? parent) =>
            new(
                Guid.CreateVersion7(),
                IsNewRow: true,
                provider,
                Guid.NewGuid().ToString("D"),
                Resume: false,
                workingDirectory,
                startedFor,
                parent
            );
    }

    /// <summary>Whether a session started for this reason is rebuilt from the conversation's own record.</summary>
    public static bool Rebuilds(SessionStart startedFor) => startedFor is not (SessionStart.FirstMessage or SessionStart.Reset);

    /// <summary>Whether the record may be needed: whoever has a proven session to resume does not need it.</summary>
    public static bool MayRebuild(SessionChain chain) => chain.Active is not { Proven: true, ProviderSessionId: not null };

    private static SessionStart StartAfter(StoredSession? ended) =>
        ended?.EndedFor switch
        {
            null => SessionStart.FirstMessage,
            SessionEnd.Reset => SessionStart.Reset,
            SessionEnd.SessionLost => SessionStart.SessionLost,
            SessionEnd.ExecutionFailed => SessionStart.ExecutionFailed,
            SessionEnd.ContextFull => SessionStart.ContextFull,
            SessionEnd.Poisoned => SessionStart.Poisoned,
            SessionEnd.ProviderChange => SessionStart.ProviderChange,
            SessionEnd.WorkingDirectoryChange => SessionStart.WorkingDirectoryChange,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Sessions;

public interface ISessionStore
{
    /// <summary>
    /// Sets the provider's id by compare-and-set. Null clears it, once and for ever: the session is ended for <paramref name="endedFor"/>
    /// (<see cref="SessionEnd.SessionLost"/> if that is null) and <paramref name="expected"/> is kept as the id that was lost.
    /// </summary>
    /// <returns>False: the row does not hold <paramref name="expected"/> any more; a newer id is not erased.</returns>
    /// <exception cref="KeyNotFoundException">No session has this id.</exception>
    /// <exception cref="OwnershipLostException">The conversation was taken by another owner.</exception>
    Task<bool> UpdateSessionAsync(
        Guid id,
        string? providerSessionId,
        string? expected,
        SessionEnd? endedFor,
        TurnFence fence,
        CancellationToken cancellationToken
    );

    /// <summary>Reads the chain again, so that what is said of it rests on the rows.</summary>
    Task<SessionChain> ReadChainAsync(Guid conversation, CancellationToken cancellationToken);

    /// <summary>Active, proven sessions of conversations that had a turn since then, newest first: those worth opening ahead.</summary>
    Task<IReadOnlyList<StoredSession>> RecentAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken);
}

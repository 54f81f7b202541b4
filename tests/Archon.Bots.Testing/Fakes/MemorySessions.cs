using System.Collections.Concurrent;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Fakes;

/// <summary>Session rows in memory, one chain a conversation.</summary>
public sealed class MemorySessions : ISessionStore
{
    private readonly ConcurrentDictionary<Guid, SessionChain> _chains = new();

    /// <summary>What <see cref="RecentAsync"/> finds.</summary>
    public IReadOnlyList<StoredSession> Recent { get; set; } = [];

    public SessionChain this[Guid conversation]
    {
        get => _chains.GetValueOrDefault(conversation, SessionChain.Empty);
        set => _chains[conversation] = value;
    }

    public Task<bool> UpdateSessionAsync(
        Guid id,
        string? providerSessionId,
        string? expected,
        SessionEnd? endedFor,
        TurnFence fence,
        CancellationToken cancellationToken
    )
    {
        var active = this[fence.Conversation].Active;
        if (active?.Id != id)
        {
            throw new KeyNotFoundException($"No session has the id {id}.");
        }

        if (active.ProviderSessionId != expected)
        {
            return Task.FromResult(false);
        }

        var updated = active with { ProviderSessionId = providerSessionId, LostSessionId = expected };
        this[fence.Conversation] = providerSessionId is null
            ? new SessionChain(null, updated with { EndedFor = endedFor ?? SessionEnd.SessionLost })
            : this[fence.Conversation] with
            {
                Active = updated,
            };
        return Task.FromResult(true);
    }

    public Task<SessionChain> ReadChainAsync(Guid conversation, CancellationToken cancellationToken) => Task.FromResult(this[conversation]);

    public Task<IReadOnlyList<StoredSession>> RecentAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredSession>>([.. Recent.Take(limit)]);
}

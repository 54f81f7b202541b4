using System.Collections.Concurrent;
using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Fakes.Approvals;

/// <summary>Decisions in memory, for turns that wait for theirs; nobody can press here.</summary>
public sealed class MemoryApprovals : IApprovalStore
{
    private readonly ConcurrentDictionary<Guid, Decision> _decided = new();

    public void Decide(Guid approval, Decision decision) => _decided[approval] = decision;

    public Task<IReadOnlyDictionary<Guid, Decision>> UnusedAsync(TurnFence fence, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<Guid, Decision>>(_decided);

    public Task<Approval?> FindAsync(ConversationKey conversation, Guid approval, CancellationToken cancellationToken) =>
        Task.FromResult<Approval?>(null);

    public Task<Approval?> FindByCardAsync(ConversationKey conversation, string platformMessageId, CancellationToken cancellationToken) =>
        Task.FromResult<Approval?>(null);

    public Task<IReadOnlyList<Approval>> OpenAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Approval>>([]);

    public Task<DecisionResult> DecideAsync(
        ControlRow control,
        Guid approval,
        bool isAllowed,
        string reason,
        CancellationToken cancellationToken
    ) => Task.FromResult(DecisionResult.TooLate);
}

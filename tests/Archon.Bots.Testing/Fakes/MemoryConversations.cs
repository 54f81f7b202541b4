using System.Collections.Immutable;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Fakes;

/// <summary>Turns in memory: those that a test has put there are begun in their order, and what came of them is kept.</summary>
public sealed class MemoryConversations : IConversationStore
{
    private readonly Lock _lock = new();
    private readonly List<Turn> _waiting = [];
    private ImmutableList<TurnCommit> _commits = [];
    private ImmutableList<TurnFence> _givenBack = [];
    private ImmutableHashSet<Guid> _stopAsked = [];

    /// <summary>Told before anything is committed.</summary>
    public Action<TurnCommit> Committing { get; set; } = _ => { };

    public ImmutableList<TurnCommit> Commits => _commits;

    public ImmutableList<TurnFence> GivenBack => _givenBack;

    public ImmutableArray<TranscriptLine> Transcript { get; set; } = [];

    public void Wait(Turn turn)
    {
        lock (_lock)
        {
            _waiting.Add(turn);
        }
    }

    public void AskStop(Guid turn) => ImmutableInterlocked.Update(ref _stopAsked, set => set.Add(turn));

    public Task<Turn?> BeginAsync(ConversationKey conversation, string node, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var turn = _waiting.Find(waiting => waiting.Conversation == conversation);
            if (turn is not null)
            {
                _waiting.Remove(turn);
            }

            return Task.FromResult(turn);
        }
    }

    public Task CommitAsync(TurnCommit commit, CancellationToken cancellationToken)
    {
        Committing(commit);
        ImmutableInterlocked.Update(ref _commits, list => list.Add(commit));
        return Task.CompletedTask;
    }

    public Task<bool> IsStopAskedAsync(TurnFence fence, CancellationToken cancellationToken) =>
        Task.FromResult(_stopAsked.Contains(fence.Turn));

    public Task GiveBackAsync(TurnFence fence, CancellationToken cancellationToken)
    {
        ImmutableInterlocked.Update(ref _givenBack, list => list.Add(fence));
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<TranscriptLine>> ReadTranscriptAsync(TurnFence fence, int characters, CancellationToken cancellationToken) =>
        Task.FromResult(Transcript);
}

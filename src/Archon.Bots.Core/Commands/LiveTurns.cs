using System.Collections.Concurrent;
using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Commands;

/// <summary>
/// The turns that run in this process, and how a stop or an answer reaches them: its row is the truth, which is read when signalled and each
/// second; a signal is a hint.
/// </summary>
internal sealed class LiveTurns(IConversationStore store, IApprovalStore approvals, TimeProvider time)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Guid, LiveTurn> _turns = new();

    public void Signal(Guid turn)
    {
        if (_turns.TryGetValue(turn, out var live))
        {
            live.Look();
        }
    }

    /// <summary>Watches for stops and answers until disposed.</summary>
    public LiveTurn Watch(TurnFence fence)
    {
        var live = new LiveTurn(fence, store, approvals, time, _interval, () => _turns.TryRemove(fence.Turn, out _));
        _turns[fence.Turn] = live;
        live.Start();
        return live;
    }
}

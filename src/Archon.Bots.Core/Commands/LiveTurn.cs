using System.Collections.Concurrent;
using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Scheduling;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Commands;

/// <summary>One running turn's watch for stops, and for decisions of the questions that it waits on.</summary>
internal sealed class LiveTurn(
    TurnFence fence,
    IConversationStore store,
    IApprovalStore approvals,
    TimeProvider time,
    TimeSpan interval,
    Action left
) : ITurnSignals, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<Decision>> _awaited = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly KeyedWake _look = new();
    private Task _watch = Task.CompletedTask;

    public CancellationToken StopToken => _stop.Token;

    public async Task<Decision> DecidedAsync(Guid approval, CancellationToken cancellationToken)
    {
        var decided = _awaited.GetOrAdd(
            approval,
            _ => new TaskCompletionSource<Decision>(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        // It may be decided already: an early answer, given while no server ran the turn.
        Look();
        try
        {
            return await decided.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _awaited.TryRemove(approval, out _);
        }
    }

    public void Start() => _watch = WatchAsync();

    public void Look() => _look.Set();

    public async ValueTask DisposeAsync()
    {
        left();
        await _end.CancelAsync();
        await _watch;
        _stop.Dispose();
        _end.Dispose();
    }

    private async Task LookForDecisionsAsync()
    {
        if (_awaited.IsEmpty)
        {
            return;
        }

        foreach (var (approval, decision) in await approvals.UnusedAsync(fence, _end.Token))
        {
            if (_awaited.TryGetValue(approval, out var decided))
            {
                decided.TrySetResult(decision);
            }
        }
    }

    private async Task WatchAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _look.Clear();
                if (await store.IsStopAskedAsync(fence, _end.Token))
                {
                    await _stop.CancelAsync();
                    return;
                }

                await LookForDecisionsAsync();
                await _look.WaitAsync(interval, time, _end.Token);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is System.Data.Common.DbException or InvalidOperationException)
            {
                // The store is away for a moment: the row is still there at the next look.
                await Task.Delay(interval, time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}

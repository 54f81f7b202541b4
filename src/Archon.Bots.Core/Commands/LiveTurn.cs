using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Scheduling;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Commands;

/// <summary>One running turn's watch for stops.</summary>
internal sealed class LiveTurn(TurnFence fence, IConversationStore store, TimeProvider time, TimeSpan interval, Action left)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly KeyedWake _look = new();
    private Task _watch = Task.CompletedTask;

    /// <summary>Fires when a stop was handed to this turn.</summary>
    public CancellationToken StopToken => _stop.Token;

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

                await _look.WaitAsync(interval, time, _end.Token);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (System.Data.Common.DbException)
            {
                // The store is away for a moment: the row is still there at the next look.
                await Task.Delay(interval, time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}

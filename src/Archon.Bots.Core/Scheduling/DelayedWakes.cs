using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Scheduling;

/// <summary>Wakes that wait for their time; each conversation keeps its latest. What a stop ends is the sweeper's.</summary>
internal sealed class DelayedWakes(Action<ConversationKey> wake, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationKey, (DateTimeOffset At, ITimer Timer)> _wakes = [];
    private bool _closed;

    public void Add(ConversationKey key, DateTimeOffset at)
    {
        // Rounded up: a timer that fires within the last millisecond would find nothing to begin.
        var delay = TimeSpan.FromMilliseconds(Math.Ceiling((at - time.GetUtcNow()).TotalMilliseconds));
        if (delay <= TimeSpan.Zero)
        {
            wake(key);
            return;
        }

        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            if (_wakes.Remove(key, out var earlier))
            {
                earlier.Timer.Dispose();
            }

            _wakes[key] = (at, time.CreateTimer(Fire, (key, at), delay, Timeout.InfiniteTimeSpan));
        }
    }

    /// <summary>No wake of these comes any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var (_, timer) in _wakes.Values)
            {
                timer.Dispose();
            }

            _wakes.Clear();
        }
    }

    private void Fire(object? state)
    {
        var (key, at) = ((ConversationKey, DateTimeOffset))state!;
        lock (_lock)
        {
            if (!_wakes.TryGetValue(key, out var due) || due.At != at)
            {
                return;
            }

            if (time.GetUtcNow() < at)
            {
                // The clock of timers and that of the day differ by a little.
                due.Timer.Change(TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return;
            }

            _wakes.Remove(key);
            due.Timer.Dispose();
        }

        wake(key);
    }
}

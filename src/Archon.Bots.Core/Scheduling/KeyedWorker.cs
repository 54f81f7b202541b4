using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Scheduling;

/// <summary>Runs at most one drain a conversation, and again if it was woken meanwhile.</summary>
internal sealed class KeyedWorker(Func<ConversationKey, KeyedWake, Task> drain)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationKey, (KeyedWake Wake, Task Run)> _running = [];
    private bool _closed;

    /// <summary>Starts the conversation's drain, or tells the running one that there is more.</summary>
    public void Wake(ConversationKey key)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            if (_running.TryGetValue(key, out var entry))
            {
                entry.Wake.Set();
                return;
            }

            var wake = new KeyedWake();
            _running[key] = (wake, Task.Run(() => RunAsync(key, wake)));
        }
    }

    /// <summary>Takes no more wakes and ends when the running drains have.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            return Task.WhenAll(_running.Values.Select(entry => entry.Run));
        }
    }

    private async Task RunAsync(ConversationKey key, KeyedWake wake)
    {
        var hasLeft = false;
        try
        {
            while (!hasLeft)
            {
                wake.Clear();
                await drain(key, wake);
                hasLeft = Leave(key, wake);
            }
        }
        finally
        {
            if (!hasLeft)
            {
                Forget(key);
            }
        }
    }

    private bool Leave(ConversationKey key, KeyedWake wake)
    {
        lock (_lock)
        {
            if (wake.IsSet && !_closed)
            {
                return false;
            }

            _running.Remove(key);
            return true;
        }
    }

    /// <summary>A drain that threw must not keep its conversation for ever.</summary>
    private void Forget(ConversationKey key)
    {
        lock (_lock)
        {
            _running.Remove(key);
        }
    }
}

/// <summary>Whether a running drain was woken again.</summary>
internal sealed class KeyedWake
{
    private TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsSet => Volatile.Read(ref _set).Task.IsCompleted;

    /// <summary>Ends with the next wake.</summary>
    public Task Woken => Volatile.Read(ref _set).Task;

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    public void Clear() => Volatile.Write(ref _set, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Waits for the next wake, at most so long.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var delay = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Volatile.Read(ref _set).Task, Task.Delay(longest, time, delay.Token));
        await delay.CancelAsync();
    }
}

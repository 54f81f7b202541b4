namespace Archon.Bots.Emulators.Hosting;

/// <summary>Wakes everybody who waits for the next change. Take <see cref="Next"/> before looking at the state, or a change is missed.</summary>
internal sealed class ChangeSignal
{
    private TaskCompletionSource _next = Fresh();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Pulse() => Interlocked.Exchange(ref _next, Fresh()).TrySetResult();

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

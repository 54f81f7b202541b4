using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Scheduling;

/// <summary>The time that a stop gives to the turns that run.</summary>
public sealed class ShutdownGrace(IOptions<ShutdownOptions> options, TimeProvider time)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TimeSpan Length => options.Value.Grace;

    /// <summary>Whoever asks for the server's end once more waits for nothing.</summary>
    public void End() => _ended.TrySetResult();

    /// <summary>Returns when the work is done, or its time is over.</summary>
    internal async Task WaitAsync(Task work, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(work, _ended.Task, Task.Delay(Length, time, limit.Token));
        await limit.CancelAsync();
    }
}

namespace Archon.Bots.Testing.Fakes;

/// <summary>Lets a test wait until something holds; looks again at each pulse, so that nothing is waited for by the clock.</summary>
public sealed class Signal
{
    private TaskCompletionSource _next = New();

    public void Pulse() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    public Task UntilAsync(Func<bool> holds, CancellationToken cancellationToken) =>
        UntilAsync(() => Task.FromResult(holds()), cancellationToken);

    public async Task UntilAsync(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = Volatile.Read(ref _next).Task;
            if (await holds())
            {
                return;
            }

            await next.WaitAsync(TestTimeouts.Default, cancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace Archon.Bots.Discord.Gateway;

/// <summary>The beats of one connection. Source: Discord, gateway, sending heartbeats.</summary>
internal sealed class Heartbeat(TimeProvider time)
{
    private volatile bool _isAnswered = true;

    /// <summary>A beat was answered.</summary>
    public void Answer() => _isAnswered = true;

    /// <summary>
    /// Returns when a beat was not answered before the next: nobody is at the other end. The first comes anywhere within the interval, so that
    /// many who come back at once do not beat together.
    /// </summary>
    /// <param name="beatAsync">Sends one.</param>
    public async Task RunAsync(TimeSpan interval, Func<Task> beatAsync, CancellationToken cancellationToken)
    {
        await Task.Delay(interval * Random.Shared.NextDouble(), time, cancellationToken);
        while (_isAnswered)
        {
            // Counted from the beat's beginning, however long its sending takes.
            var next = Task.Delay(interval, time, cancellationToken);
            _isAnswered = false;
            await beatAsync();
            await next;
        }
    }
}

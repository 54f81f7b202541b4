namespace Archon.Bots.Emulators.Hosting;

/// <summary>A wait with an end that is counted on the emulator's clock.</summary>
internal sealed class Deadline(TimeProvider time, TimeSpan length)
{
    private readonly long _start = time.GetTimestamp();

    private TimeSpan Left => length - time.GetElapsedTime(_start);

    /// <summary>False when the time is over before <paramref name="signal"/> ends.</summary>
    public async Task<bool> WaitAsync(Task signal, CancellationToken cancellationToken)
    {
        var left = Left;
        if (left <= TimeSpan.Zero)
        {
            return signal.IsCompleted;
        }

        try
        {
            await signal.WaitAsync(left, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

namespace Archon.Bots.Discord.Wire;

/// <summary>
/// Counts what Discord refuses: an address with more than 10,000 answers of 401, 403 or 429 in ten minutes is locked out. Source: Discord,
/// "Rate Limits", invalid request limit.
/// </summary>
internal sealed class RefusalCount(TimeProvider time)
{
    /// <summary>Half of what Discord bears: others may share our address.</summary>
    private const int Most = 5_000;

    private static readonly TimeSpan _window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Queue<long> _times = new();

    /// <returns>How long nothing more must be asked; null: there is room.</returns>
    public TimeSpan? Add()
    {
        lock (_lock)
        {
            while (_times.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > _window)
            {
                _times.Dequeue();
            }

            _times.Enqueue(time.GetTimestamp());
            return _times.Count < Most ? null : _window - time.GetElapsedTime(_times.Peek());
        }
    }
}

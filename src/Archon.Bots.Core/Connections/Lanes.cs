namespace Archon.Bots.Core.Connections;

/// <summary>Work that goes on beside each other, but in order of arrival within a channel.</summary>
public sealed class Lanes
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    /// <param name="workAsync">Does not throw.</param>
    public Task AddAsync(string lane, Func<Task> workAsync)
    {
        lock (_lock)
        {
            var (before, waiting) = _lanes.GetValueOrDefault(lane, new Lane(Task.CompletedTask, 0));
            var work = RunAsync(lane, before, workAsync);
            _lanes[lane] = new Lane(work, waiting + 1);
            return work;
        }
    }

    private async Task RunAsync(string lane, Task before, Func<Task> workAsync)
    {
        // Not within the lock of who adds it.
        await Task.Yield();
        await before;
        await workAsync();
        lock (_lock)
        {
            var (tail, waiting) = _lanes[lane];
            if (waiting == 1)
            {
                _lanes.Remove(lane);
            }
            else
            {
                _lanes[lane] = new Lane(tail, waiting - 1);
            }
        }
    }

    /// <param name="Waiting">How many have not ended, the one that runs among them.</param>
    private sealed record Lane(Task Tail, int Waiting);
}

using System.Collections.Concurrent;

namespace Archon.Bots.Core.Pace;

/// <summary>How long to wait after failures in a row: 1, 2, 4 … 30 s.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Guid, int> _failures = new();

    public TimeSpan Next(Guid what)
    {
        var failures = _failures.AddOrUpdate(what, 1, (_, count) => count + 1);
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures, 10) - 1));
        return pause < _longest ? pause : _longest;
    }

    public void Clear(Guid what) => _failures.TryRemove(what, out _);
}

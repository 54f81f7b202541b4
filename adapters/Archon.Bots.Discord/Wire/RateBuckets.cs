namespace Archon.Bots.Discord.Wire;

/// <summary>
/// The limits of Discord's API as its answers tell them: a call that would be refused is not made. Which calls share a bucket is not documented,
/// so none of it is assumed. Source: Discord, "Rate Limits".
/// </summary>
internal sealed class RateBuckets(TimeProvider time)
{
    /// <summary>How often buckets that are free again are forgotten.</summary>
    private static readonly TimeSpan _cleaning = TimeSpan.FromMinutes(1);

    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Bucket, string Major), RateBucket> _buckets = [];
    private TimeSpan _closedUntil;
    private TimeSpan _cleaned;

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _buckets.Count;
            }
        }
    }

    /// <summary>Takes the place of one call, which <see cref="End"/> gives back.</summary>
    /// <returns>Zero: the call may be made. Else how long to wait.</returns>
    public TimeSpan Take(DiscordRoute route)
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);
            ForgetFree(now);
            return route.IsFree ? TimeSpan.Zero
                : now < _closedUntil ? _closedUntil - now
                : Find(route)?.Take(now) ?? TimeSpan.Zero;
        }
    }

    /// <summary>The call has ended, answered or not.</summary>
    public void End(DiscordRoute route)
    {
        lock (_lock)
        {
            Find(route)?.End();
        }
    }

    /// <param name="hash">The bucket's name.</param>
    public void Learn(DiscordRoute route, string hash, int limit, int remaining, TimeSpan resetsAfter)
    {
        lock (_lock)
        {
            var resetsAt = time.GetElapsedTime(_start) + resetsAfter;
            _hashes[route.Counted] = hash;
            if (Find(route) is { } known)
            {
                known.Learn(limit, remaining, resetsAt);
            }
            else
            {
                _buckets[(hash, route.Major)] = new RateBucket(limit, remaining, resetsAt);
            }
        }
    }

    /// <summary>A call was refused as too fast.</summary>
    public void Close(DiscordRoute route, TimeSpan pause)
    {
        lock (_lock)
        {
            var until = time.GetElapsedTime(_start) + pause;
            if (Find(route) is { } known)
            {
                known.Close(until);
            }
            else
            {
                _buckets[(_hashes.GetValueOrDefault(route.Counted, route.Counted), route.Major)] = new RateBucket(1, 0, until);
            }
        }
    }

    /// <summary>No call at all for so long.</summary>
    public void CloseAll(TimeSpan pause)
    {
        lock (_lock)
        {
            var until = time.GetElapsedTime(_start) + pause;
            _closedUntil = until > _closedUntil ? until : _closedUntil;
        }
    }

    private RateBucket? Find(DiscordRoute route) =>
        _buckets.GetValueOrDefault((_hashes.GetValueOrDefault(route.Counted, route.Counted), route.Major));

    private void ForgetFree(TimeSpan now)
    {
        if (now - _cleaned < _cleaning)
        {
            return;
        }

        _cleaned = now;
        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.ResetsAt + _cleaning <= now)
            {
                _buckets.Remove(key);
            }
        }
    }
}

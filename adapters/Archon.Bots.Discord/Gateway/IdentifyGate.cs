using System.Collections.Concurrent;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Gateway;

/// <summary>
/// Paces how sessions begin: a bot that begins more than a thousand a day gets its token reset. Source: Discord, gateway, identifying and rate
/// limiting.
/// </summary>
internal sealed class IdentifyGate(TimeProvider time) : IDisposable
{
    /// <summary>Within <see cref="_breath"/> for one shard. An estimate: more is a loop.</summary>
    private const int MostInARow = 5;

    private static readonly TimeSpan _breath = TimeSpan.FromMinutes(10);

    /// <summary>As many as max_concurrency may begin within it.</summary>
    private static readonly TimeSpan _turn = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<int, long> _groups = [];
    private readonly ConcurrentDictionary<int, ConcurrentQueue<long>> _begun = new();

    /// <summary>Returns when the day, and the shard's own past, let a session begin: before a connection is opened, for it may take long.</summary>
    /// <param name="waits">Called with how long, and why, if it has to.</param>
    public async Task WaitAsync(int shard, DiscordStartLimit? limit, Action<TimeSpan, string> waits, CancellationToken cancellationToken)
    {
        if (limit is { Remaining: <= 0 })
        {
            var pause = TimeSpan.FromMilliseconds(Math.Max(1, limit.ResetAfter));
            waits(pause, $"Discord lets the bot begin no more of its {limit.Total} sessions a day");
            await Task.Delay(pause, time, cancellationToken);
        }

        if (Breath(shard) is var breath && breath > TimeSpan.Zero)
        {
            waits(breath, "sessions end as soon as they have begun");
            await Task.Delay(breath, time, cancellationToken);
        }
    }

    /// <summary>Returns when it is the shard's turn, which is counted.</summary>
    /// <param name="begunAt">When a session of the shard was asked for last, also by an earlier process; null: never that we know of.</param>
    public async Task PassAsync(int shard, int maxConcurrency, DateTimeOffset? begunAt, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var group = shard % Math.Max(1, maxConcurrency);
            var sinceGroup = _groups.TryGetValue(group, out var last) ? time.GetElapsedTime(last) : _turn;
            var sinceProcess = begunAt is { } before && before <= time.GetUtcNow() ? time.GetUtcNow() - before : _turn;
            if (_turn - (sinceGroup < sinceProcess ? sinceGroup : sinceProcess) is var turn && turn > TimeSpan.Zero)
            {
                await Task.Delay(turn, time, cancellationToken);
            }

            var now = time.GetTimestamp();
            _groups[group] = now;
            _begun.GetOrAdd(shard, _ => new ConcurrentQueue<long>()).Enqueue(now);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <returns>How long a shard whose sessions do not last is held back.</returns>
    private TimeSpan Breath(int shard)
    {
        if (!_begun.TryGetValue(shard, out var begun))
        {
            return TimeSpan.Zero;
        }

        while (begun.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= _breath)
        {
            begun.TryDequeue(out _);
        }

        return begun.Count >= MostInARow && begun.TryPeek(out var first) ? _breath - time.GetElapsedTime(first) : TimeSpan.Zero;
    }

    public void Dispose() => _one.Dispose();
}

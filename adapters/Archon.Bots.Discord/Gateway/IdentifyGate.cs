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
    private readonly Dictionary<int, List<long>> _shards = [];

    /// <summary>Returns when the shard may begin.</summary>
    /// <param name="known">What Discord tells, and when a session of the shard was asked for last, also by an earlier process.</param>
    /// <param name="waits">Called with how long, and why, if it has to.</param>
    public async Task PassAsync(
        int shard,
        (DiscordStartLimit? Limit, DateTimeOffset? BegunAt) known,
        Action<TimeSpan, string> waits,
        CancellationToken cancellationToken
    )
    {
        var limit = known.Limit;
        if (limit is { Remaining: <= 0 })
        {
            var pause = TimeSpan.FromMilliseconds(Math.Max(1, limit.ResetAfter));
            waits(pause, $"Discord lets the bot begin no more of its {limit.Total} sessions a day");
            await Task.Delay(pause, time, cancellationToken);
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            var group = shard % Math.Max(1, limit?.MaxConcurrency ?? 1);
            if (_groups.TryGetValue(group, out var last) && _turn - time.GetElapsedTime(last) is var turn && turn > TimeSpan.Zero)
            {
                await Task.Delay(turn, time, cancellationToken);
            }

            if (known.BegunAt is { } before && _turn - (time.GetUtcNow() - before) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest < _turn ? rest : _turn, time, cancellationToken);
            }

            var begun = _shards.TryGetValue(shard, out var earlier) ? earlier : _shards[shard] = [];
            begun.RemoveAll(at => time.GetElapsedTime(at) >= _breath);
            if (begun.Count >= MostInARow)
            {
                var breath = _breath - time.GetElapsedTime(begun[0]);
                waits(breath, "sessions end as soon as they have begun");
                await Task.Delay(breath, time, cancellationToken);
            }

            var now = time.GetTimestamp();
            _groups[group] = now;
            begun.Add(now);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}

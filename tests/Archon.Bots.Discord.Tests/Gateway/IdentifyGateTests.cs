using Archon.Bots.Discord.Gateway;
using Archon.Bots.Discord.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Discord.Tests.Gateway;

public sealed class IdentifyGateTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly IdentifyGate _gate;
    private readonly List<(TimeSpan Pause, string Reason)> _waits = [];

    public IdentifyGateTests() => _gate = new IdentifyGate(_time);

    [Fact]
    public async Task No_session_begins_when_the_day_has_none_left()
    {
        var passing = PassAsync(0, new DiscordStartLimit(1000, 0, 60_000, 1));

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(passing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        await passing;
        Assert.Equal(TimeSpan.FromMinutes(1), Assert.Single(_waits).Pause);
    }

    [Fact]
    public async Task Shards_of_one_turn_begin_five_seconds_apart_and_others_beside_each_other()
    {
        await PassAsync(0, new DiscordStartLimit(1000, 999, 0, 2));
        await PassAsync(1, new DiscordStartLimit(1000, 999, 0, 2));
        var third = PassAsync(2, new DiscordStartLimit(1000, 999, 0, 2));

        Assert.False(third.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(5));
        await third;
        Assert.Empty(_waits);
    }

    [Fact]
    public async Task A_shard_whose_sessions_do_not_last_is_held_back()
    {
        for (var begun = 0; begun < 5; begun++)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await PassAsync(0, limit: null);
        }

        _time.Advance(TimeSpan.FromSeconds(5));
        var sixth = PassAsync(0, limit: null);

        Assert.False(sixth.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(10));
        await sixth;
        Assert.Single(_waits);
    }

    [Fact]
    public async Task What_an_earlier_process_asked_for_just_now_counts_too()
    {
        var passing = _gate.PassAsync(0, 1, _time.GetUtcNow() - TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);

        Assert.False(passing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(3));
        await passing;
    }

    public void Dispose() => _gate.Dispose();

    private async Task PassAsync(int shard, DiscordStartLimit? limit)
    {
        await _gate.WaitAsync(shard, limit, (pause, reason) => _waits.Add((pause, reason)), TestContext.Current.CancellationToken);
        await _gate.PassAsync(shard, limit?.MaxConcurrency ?? 1, begunAt: null, TestContext.Current.CancellationToken);
    }
}

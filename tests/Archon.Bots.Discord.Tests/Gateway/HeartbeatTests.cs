using Archon.Bots.Discord.Gateway;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Discord.Tests.Gateway;

public sealed class HeartbeatTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(41.25);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_day_of_answered_beats_ends_nothing()
    {
        var heartbeat = new Heartbeat(_time);
        var beats = 0;
        using var stop = new CancellationTokenSource();
        var running = heartbeat.RunAsync(
            _interval,
            () =>
            {
                beats++;
                heartbeat.Answer();
                return Task.CompletedTask;
            },
            stop.Token
        );

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromDays(1); passed += _interval)
        {
            _time.Advance(_interval);
        }

        Assert.False(running.IsCompleted);
        Assert.InRange(beats, 2_090, 2_096);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_beat_that_is_not_answered_before_the_next_ends_the_connection()
    {
        var heartbeat = new Heartbeat(_time);
        var beats = 0;
        var running = heartbeat.RunAsync(
            _interval,
            () =>
            {
                beats++;
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken
        );

        _time.Advance(_interval);
        Assert.False(running.IsCompleted);
        _time.Advance(_interval);

        await running.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, beats);
    }
}

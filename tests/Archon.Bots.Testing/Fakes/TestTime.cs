using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Testing.Fakes;

/// <summary>Time that stands still until a test moves it, and tells who waits for it.</summary>
public sealed class TestTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _waits = [];
    private readonly Signal _changed = new();

    public TestTime()
        : this(Begin) { }

    /// <summary>When every test begins.</summary>
    public static DateTimeOffset Begin { get; } = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
        {
            _waits.Add(dueTime);
        }

        _changed.Pulse();
        return timer;
    }

    /// <summary>Returns when somebody has begun to wait for so long; each wait is told once.</summary>
    public Task WaitedForAsync(TimeSpan due, CancellationToken cancellationToken) =>
        _changed.UntilAsync(
            () =>
            {
                lock (_lock)
                {
                    return _waits.Remove(due);
                }
            },
            cancellationToken
        );
}

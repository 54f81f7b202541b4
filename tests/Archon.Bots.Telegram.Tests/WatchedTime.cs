using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Telegram.Tests;

/// <summary>Time that stands still until the test moves it, and tells who waits for it.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until somebody waits that long, then lets it pass.</summary>
    public async Task PassAsync(TimeSpan from, TimeSpan to)
    {
        TimeSpan wait;
        do
        {
            wait = await TestTimeouts.WithinAsync(_waits.Reader.ReadAsync);
        } while (wait < from || wait > to);

        Advance(wait);
    }

    public Task PassAsync(TimeSpan wait) => PassAsync(wait, wait);

    /// <summary>The first pause after a failure.</summary>
    public Task PassFirstBackoffAsync() => PassAsync(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
}

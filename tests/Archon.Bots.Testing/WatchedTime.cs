using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Testing;

/// <summary>Time that stands still until the test moves it, and tells who waits for it.</summary>
public sealed class WatchedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Returns when somebody waits that long.</summary>
    public async Task<TimeSpan> AwaitedAsync(TimeSpan from, TimeSpan to)
    {
        TimeSpan wait;
        do
        {
            wait = await _waits.Reader.ReadAsync(Token).AsTask().WaitAsync(TestTimeouts.Default, Token);
        } while (wait < from || wait > to);

        return wait;
    }

    /// <summary>Waits until somebody waits that long, then lets it pass.</summary>
    public async Task PassAsync(TimeSpan from, TimeSpan to) => Advance(await AwaitedAsync(from, to));

    public Task PassAsync(TimeSpan wait) => PassAsync(wait, wait);

    /// <summary>The first pause after a failure.</summary>
    public Task PassFirstBackoffAsync() => PassAsync(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1));
}

using Archon.Bots.Core.Scheduling;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Scheduling;

public sealed class KeyedWorkerTests : IDisposable
{
    private readonly Signal _changed = new();
    private readonly SemaphoreSlim _gate = new(0);
    private int _drains;
    private int _running;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task No_wake_is_lost_and_no_two_drains_of_a_key_overlap()
    {
        const int keys = 4;
        var work = new int[keys];
        var inside = new int[keys];
        var overlaps = 0;
        var worker = new KeyedWorker(
            async (key, _) =>
            {
                var at = int.Parse(key.Thread, null);
                overlaps += Interlocked.Increment(ref inside[at]) > 1 ? 1 : 0;
                await Task.Yield();
                Interlocked.Exchange(ref work[at], 0);
                Interlocked.Decrement(ref inside[at]);
                _changed.Pulse();
            }
        );

        await Parallel.ForAsync(
            0,
            8_000,
            Token,
            (n, _) =>
            {
                Interlocked.Increment(ref work[n % keys]);
                worker.Wake(Inbound.Key($"{n % keys}"));
                return ValueTask.CompletedTask;
            }
        );

        await _changed.UntilAsync(() => work.All(left => left == 0), Token);
        await worker.CloseAsync();
        Assert.Equal(0, overlaps);
    }

    [Fact]
    public async Task A_wake_while_a_drain_runs_drains_once_more()
    {
        var worker = Held();

        worker.Wake(Inbound.Key());
        await _changed.UntilAsync(() => _running == 1, Token);
        worker.Wake(Inbound.Key());
        worker.Wake(Inbound.Key());
        _gate.Release(9);

        await _changed.UntilAsync(() => _drains == 2, Token);
        await worker.CloseAsync();
        Assert.Equal(2, _drains);
    }

    [Fact]
    public async Task Keys_do_not_wait_for_each_other()
    {
        var worker = Held();

        worker.Wake(Inbound.Key("a"));
        worker.Wake(Inbound.Key("b"));

        await _changed.UntilAsync(() => _running == 2, Token);
        _gate.Release(2);
        await worker.CloseAsync();
    }

    [Fact]
    public async Task Closing_waits_for_what_runs_and_takes_no_more()
    {
        var worker = Held();
        worker.Wake(Inbound.Key());
        await _changed.UntilAsync(() => _running == 1, Token);

        var closed = worker.CloseAsync();
        worker.Wake(Inbound.Key());
        worker.Wake(Inbound.Key("b"));
        Assert.False(closed.IsCompleted);
        _gate.Release(9);

        await closed.WaitAsync(TestTimeouts.Default, Token);
        Assert.Equal(1, _drains);
    }

    [Fact]
    public void A_drain_that_throws_leaves_its_key_free()
    {
        var worker = new KeyedWorker(
            (_, _) =>
            {
                Interlocked.Increment(ref _drains);
                throw new InvalidOperationException();
            }
        );

        var isDrainedAgain = SpinWait.SpinUntil(
            () =>
            {
                worker.Wake(Inbound.Key());
                return Volatile.Read(ref _drains) > 1;
            },
            TestTimeouts.Default
        );

        Assert.True(isDrainedAgain);
    }

    private KeyedWorker Held() =>
        new(
            async (_, _) =>
            {
                Interlocked.Increment(ref _running);
                _changed.Pulse();
                await _gate.WaitAsync(Token);
                Interlocked.Increment(ref _drains);
                _changed.Pulse();
            }
        );
}

using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Turns;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Commands;

public sealed class LiveTurnsTests
{
    private readonly TestTime _time = new();
    private readonly MemoryConversations _conversations = new();
    private readonly LiveTurns _live;
    private readonly TurnFence _fence = Worlds.Turn().Fence;

    public LiveTurnsTests() => _live = new LiveTurns(_conversations, _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signal_lets_the_turn_see_its_stop_at_once()
    {
        await using var live = _live.Watch(_fence);
        await _time.WaitedForAsync(TimeSpan.FromSeconds(1), Token);

        _conversations.AskStop(_fence.Turn);
        _live.Signal(_fence.Turn);

        await StoppedAsync(live);
    }

    [Fact]
    public async Task A_stop_without_a_signal_is_seen_within_a_second()
    {
        await using var live = _live.Watch(_fence);
        await _time.WaitedForAsync(TimeSpan.FromSeconds(1), Token);

        _conversations.AskStop(_fence.Turn);
        _time.Advance(TimeSpan.FromSeconds(1));

        await StoppedAsync(live);
    }

    [Fact]
    public async Task A_signal_without_a_row_stops_nothing()
    {
        await using var live = _live.Watch(_fence);
        await _time.WaitedForAsync(TimeSpan.FromSeconds(1), Token);

        _live.Signal(_fence.Turn);
        await _time.WaitedForAsync(TimeSpan.FromSeconds(1), Token);

        Assert.False(live.StopToken.IsCancellationRequested);
    }

    [Fact]
    public async Task A_signal_that_comes_as_the_turn_ends_is_harmless()
    {
        var live = _live.Watch(_fence);

        await live.DisposeAsync();

        live.Look();
        _live.Signal(_fence.Turn);
    }

    private static async Task StoppedAsync(LiveTurn live)
    {
        var stopped = new TaskCompletionSource();
        await using var stop = live.StopToken.Register(stopped.SetResult);
        await stopped.Task.WaitAsync(Archon.Bots.Testing.TestTimeouts.Default, Token);
    }
}

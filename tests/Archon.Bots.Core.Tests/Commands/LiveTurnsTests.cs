using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Turns;
using Archon.Bots.Testing.Fakes;
using Archon.Bots.Testing.Fakes.Approvals;

namespace Archon.Bots.Core.Tests.Commands;

public sealed class LiveTurnsTests
{
    private readonly TestTime _time = new();
    private readonly MemoryConversations _conversations = new();
    private readonly MemoryApprovals _approvals = new();
    private readonly LiveTurns _live;
    private readonly Guid _question = Guid.CreateVersion7();
    private readonly Decision _decision = new(IsAllowed: true, "", new Author("u1", "Ann"), DateTimeOffset.UnixEpoch);
    private readonly TurnFence _fence = Worlds.Turn().Fence;

    public LiveTurnsTests() => _live = new LiveTurns(_conversations, _approvals, _time);

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
    public async Task A_decision_that_was_made_before_it_is_waited_for_is_seen_at_once()
    {
        await using var live = _live.Watch(_fence);
        await _time.WaitedForAsync(TimeSpan.FromSeconds(1), Token);
        _approvals.Decide(_question, _decision);

        var decided = await live.DecidedAsync(_question, Token).WaitAsync(Archon.Bots.Testing.TestTimeouts.Default, Token);

        Assert.Equal(_decision, decided);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_decision_is_seen_when_signalled_and_else_within_a_second(bool isSignalled)
    {
        await using var live = _live.Watch(_fence);
        await _time.WaitedForAsync(TimeSpan.FromSeconds(1), Token);
        var waiting = live.DecidedAsync(_question, Token);
        await _time.WaitedForAsync(TimeSpan.FromSeconds(1), Token);
        Assert.False(waiting.IsCompleted);

        _approvals.Decide(_question, _decision);
        if (isSignalled)
        {
            _live.Signal(_fence.Turn);
        }
        else
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(_decision, await waiting.WaitAsync(Archon.Bots.Testing.TestTimeouts.Default, Token));
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

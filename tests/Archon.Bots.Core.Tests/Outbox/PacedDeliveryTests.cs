using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Telemetry;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Outbox;

/// <summary>Room 8 under budgets and pauses.</summary>
public sealed class PacedDeliveryTests
{
    private readonly OutboxRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_short_wait_is_waited_for_and_not_written_down()
    {
        Budget(2, TimeSpan.FromSeconds(3));
        _rig.Store.Wish("one", OutboxSource.Notice);
        _rig.Store.Wish("two", OutboxSource.Notice);
        _rig.Store.Wish("three", OutboxSource.Notice);

        var drain = _rig.DrainAsync();
        await _rig.Time.WaitedForAsync(TimeSpan.FromSeconds(3), Token);
        Assert.Equal(["one", "two"], _rig.Platform.Delivered);
        _rig.Time.Advance(TimeSpan.FromSeconds(3));

        await drain.WaitAsync(TestTimeouts.Default, Token);
        Assert.Equal(["one", "two", "three"], _rig.Platform.Delivered);
        Assert.Equal(0, _rig.Store.Postponed);
    }

    [Fact]
    public async Task A_long_wait_is_written_down_once()
    {
        Budget(1, TimeSpan.FromMinutes(1));
        _rig.Store.Wish("one", OutboxSource.Notice);
        var two = _rig.Store.Wish("two", OutboxSource.Notice);

        await _rig.DrainAsync();
        await _rig.DrainAsync();

        Assert.Equal(_rig.Time.GetUtcNow() + TimeSpan.FromMinutes(1), _rig.Store[two.Id].NextAttempt);
        Assert.Equal(1, _rig.Store.Postponed);
        Assert.Empty(await _rig.Store.PausesAsync(_rig.Time.GetUtcNow(), Token));
    }

    [Fact]
    public async Task Between_a_stump_and_its_edit_the_budget_is_asked_again()
    {
        Budget(1, TimeSpan.FromSeconds(1));
        var row = _rig.Store.Wish("first\nsecond");

        var tried = await _rig.TryAsync(row);
        Assert.Equal(new RowTry(HoldsBack: true, TimeSpan.FromSeconds(1)), tried);
        Assert.Equal(["first"], _rig.Platform.Delivered);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await _rig.DeliverAsync(row);

        Assert.Equal(["Post m1: first", "Edit m1: first\nsecond"], _rig.Calls);
    }

    [Fact]
    public async Task A_throttled_chat_is_left_alone_in_all_its_conversations_and_others_go_on()
    {
        _rig.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(9), CallFamily.Message));
        await _rig.TryAsync(_rig.Store.Wish("one", chat: "c1/7"));

        await _rig.TryAsync(_rig.Store.Wish("two", OutboxSource.Notice, chat: "c1/8"));
        await _rig.TryAsync(_rig.Store.Wish("three", OutboxSource.Notice, chat: "other"));
        await _rig.ShowAsync(_rig.Open());

        Assert.Equal(["Post m1: three"], _rig.Calls);
    }

    [Fact]
    public async Task A_preview_leaves_the_finals_their_room()
    {
        Budget(5, TimeSpan.FromMinutes(1));
        var reply = _rig.Open();
        for (var word = 0; word < 40; word++)
        {
            reply.Apply(new AgentEvent.TextDelta("b", "word "));
            await _rig.ShowLaterAsync(reply);
        }

        var shown = _rig.Platform.Calls.Count;
        await _rig.DeliverAsync(_rig.Store.Wish("final", turn: reply.Fence.Turn));

        Assert.InRange(shown, 2, 3);
        Assert.Equal(["final"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task A_preview_that_was_throttled_leaves_its_pause_in_its_row()
    {
        var reply = _rig.Open();
        _rig.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(90), CallFamily.Message));

        await _rig.ShowAsync(reply);

        var pause = Assert.Single(await _rig.Store.PausesAsync(_rig.Time.GetUtcNow(), Token));
        Assert.Equal((CallFamily.Message, _rig.Time.GetUtcNow() + TimeSpan.FromSeconds(90)), (pause.Family, pause.Until));
    }

    [Fact]
    public async Task A_long_pause_is_said_once_in_the_log()
    {
        _rig.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(60), CallFamily.Message));
        _rig.Store.Wish("one");
        _rig.Store.Wish("two");

        await _rig.DrainAsync();
        await _rig.DrainAsync();

        Assert.Equal(1, _rig.Log.Count("outbox.delivery_parked"));
    }

    [Fact]
    public async Task A_pause_is_known_again_after_a_restart_before_any_call()
    {
        _rig.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(90), CallFamily.Message));
        await _rig.TryAsync(_rig.Store.Wish("one"));
        _rig.Time.Advance(TimeSpan.FromSeconds(30));
        var governor = new PaceGovernor(_rig.Time);

        await new DeliveryPace(
            governor,
            _rig.Store,
            new PathTelemetry(_rig.Telemetry, _rig.Time),
            _rig.Time,
            _rig.Log.For<DeliveryPace>()
        ).RecallAsync(_rig.Directory, Token);

        var answer = governor.Ask(_rig.Platform, Inbound.Key(), CallPriority.Final);
        Assert.Equal(new PaceAnswer(TimeSpan.FromSeconds(60), CallFamily.Message), answer);
    }

    [Fact]
    public async Task A_line_that_tells_what_waits_holds_back_no_answer()
    {
        Budget(1, TimeSpan.FromMinutes(1));
        await _rig.TryAsync(_rig.Store.Wish("something", OutboxSource.Notice));
        _rig.Store.Wish("1 message waits", OutboxSource.Queue);
        _rig.Store.Wish("answer", OutboxSource.Notice);
        Budget(2, TimeSpan.FromMinutes(1));

        await _rig.DrainAsync();

        Assert.Equal(["something", "answer"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task What_is_left_of_a_long_turns_progress_holds_back_no_answer()
    {
        _rig.Store.Wish("working", OutboxSource.Notice);
        await _rig.DrainAsync();
        var line = _rig.Store.Wish("✓ 40 s", messageId: "m1");
        _rig.Store.Change(line.Id, row => row with { Revision = 2, DeliveredRevision = 1 });
        _rig.Store.Wish("answer", OutboxSource.Answer);
        _rig.Platform.Throws(new PlatformOutcomeUnknownException("reset"));

        await _rig.DrainAsync();
        Assert.Equal(["working", "answer"], _rig.Platform.Delivered);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await _rig.DrainAsync();

        Assert.Equal(["✓ 40 s", "answer"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task Typing_without_room_is_dropped_and_a_refused_one_is_not_repeated_too_early()
    {
        _rig.Platform.TypingCall = () => throw new PlatformThrottledException(TimeSpan.FromSeconds(9), CallFamily.Typing);
        var reply = _rig.Open();
        await _rig.ShowAsync(reply);
        _rig.Platform.TypingCall = () => { };

        _rig.Time.Advance(TimeSpan.FromSeconds(8));
        await _rig.ShowAsync(reply);
        Assert.Equal(0, _rig.Platform.Typing);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await _rig.ShowAsync(reply);

        Assert.Equal(1, _rig.Platform.Typing);
    }

    [Fact]
    public async Task An_edit_that_is_sent_once_more_holds_nobody_back()
    {
        _rig.Store.Wish("earlier", OutboxSource.Notice);
        await _rig.DrainAsync();
        var first = _rig.Store.Wish("first", messageId: "m1");
        _rig.Platform.Throws(new PlatformOutcomeUnknownException("reset"), isDone: true);
        await _rig.DrainAsync();
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await _rig.DrainAsync();
        Assert.True(_rig.Store[first.Id].NextAttempt > _rig.Time.GetUtcNow());

        _rig.Store.Wish("second", OutboxSource.Notice);
        await _rig.DrainAsync();

        Assert.Equal(["first", "second"], _rig.Platform.Delivered);
    }

    private void Budget(int calls, TimeSpan window) => _rig.Platform.Budgets = [new PaceBudget(CallFamily.Message, calls, window)];
}

using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Outbox;

public sealed class ConversationDeliveryTests
{
    private readonly OutboxRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_delivered_in_the_order_in_which_they_were_written()
    {
        _rig.Store.Wish("one", OutboxSource.Notice);
        _rig.Store.Wish("two", OutboxSource.Control);
        _rig.Store.Wish("three");

        await _rig.DrainAsync();

        Assert.Equal(["one", "two", "three"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task A_part_is_not_posted_before_the_one_ahead_of_it_has_its_id()
    {
        var turn = Guid.NewGuid();
        var first = _rig.Store.Wish("one", slot: 0, turn: turn);
        _rig.Store.Wish("two", slot: 1, turn: turn);
        _rig.Platform.Throws(new PlatformOutcomeUnknownException("reset"));

        await _rig.DrainAsync();
        Assert.Empty(_rig.Platform.Calls);
        await _rig.DrainAsync();
        Assert.Empty(_rig.Platform.Calls);
        _rig.Time.Advance(_rig.Store[first.Id].NextAttempt!.Value - _rig.Time.GetUtcNow());
        await _rig.DrainAsync();

        Assert.Equal(["one", "two"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task A_throttled_row_holds_back_those_behind_it_until_its_time_has_come()
    {
        _rig.Store.Wish("one");
        _rig.Store.Wish("two");
        _rig.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(9), CallFamily.Message));

        await _rig.DrainAsync();
        _rig.Time.Advance(TimeSpan.FromSeconds(8));
        await _rig.DrainAsync();
        Assert.Empty(_rig.Platform.Calls);
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await _rig.DrainAsync();

        Assert.Equal(["one", "two"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task What_is_buried_holds_nobody_back()
    {
        _rig.Store.Wish("one");
        _rig.Store.Wish("two");
        _rig.Platform.Throws(new PlatformRejectedException("too long"));

        await _rig.DrainAsync();

        Assert.Equal(["two"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task A_running_reply_is_shown_until_it_closes_and_then_made_final()
    {
        var reply = _rig.Open();
        reply.Apply(new AgentEvent.TextDelta("b", "half"));

        var drain = _rig.DrainAsync();
        await _rig.Time.WaitedForAsync(OutboxRig.EditInterval, Token);
        _rig.Time.Advance(OutboxRig.EditInterval);
        await _rig.Platform.UntilAsync(platform => platform.Delivered is ["half"]);
        await reply.DisposeAsync();
        _rig.Store.Wish("whole", turn: reply.Fence.Turn);
        _rig.Wake.Set();

        await drain.WaitAsync(TestTimeouts.Default, Token);
        Assert.Equal(["whole"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task A_reply_is_not_posted_while_something_older_still_has_to_be_said()
    {
        _rig.Store.Wish("older");
        _rig.Platform.Throws(new PlatformOutcomeUnknownException("reset"));
        var reply = _rig.Open();

        var drain = _rig.DrainAsync();
        await _rig.Time.WaitedForAsync(OutboxRig.EditInterval, Token);
        Assert.Empty(_rig.Platform.Calls);
        _rig.Time.Advance(OutboxRig.EditInterval);
        await _rig.Platform.UntilAsync(platform => platform.Delivered is ["older", "…"]);
        await reply.DisposeAsync();
        _rig.Wake.Set();

        await drain.WaitAsync(TestTimeouts.Default, Token);
    }

    [Fact]
    public async Task A_bug_of_the_platform_ends_this_drain_and_not_the_pump()
    {
        _rig.Store.Wish("one");
        _rig.Platform.Throws(new InvalidOperationException());

        await _rig.DrainAsync();
        await _rig.DrainAsync();

        Assert.Equal(["one"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task A_conversation_of_a_platform_that_is_gone_is_left_alone()
    {
        var key = Inbound.Key() with { Platform = "gone" };

        await _rig.Delivery.DrainAsync(key, _rig.Wake, Token);

        Assert.Empty(_rig.Platform.Calls);
    }
}

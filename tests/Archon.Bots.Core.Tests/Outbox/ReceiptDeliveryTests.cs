using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Core.Tests.Outbox;

public sealed class ReceiptDeliveryTests
{
    private readonly OutboxRig _rig = new();

    public ReceiptDeliveryTests()
    {
        _rig.Platform.Limits = _rig.Platform.Limits with { HasReactions = true };
    }

    [Fact]
    public async Task A_receipt_is_shown_at_its_message()
    {
        var row = _rig.Store.React(Receipt.Seen, target: "t7");

        await _rig.DrainAsync();

        Assert.Equal(["React t7: Seen"], _rig.Calls);
        Assert.Equal(1, _rig.Store[row.Id].DeliveredRevision);
    }

    [Fact]
    public async Task Only_the_newest_wish_is_sent()
    {
        var message = Guid.NewGuid();
        _rig.Store.React(Receipt.Seen, message);
        _rig.Store.React(Receipt.Done, message);

        await _rig.DrainAsync();

        Assert.Equal(["React t1: Done"], _rig.Calls);
    }

    [Fact]
    public async Task A_lost_answer_is_simply_repeated()
    {
        var row = _rig.Store.React(Receipt.Done);
        _rig.Platform.Throws(new PlatformOutcomeUnknownException("reset"), isDone: true);

        await _rig.DrainAsync();
        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        await _rig.DrainAsync();

        Assert.Equal(["React t1: Done", "React t1: Done"], _rig.Calls);
        Assert.Equal(1, _rig.Store[row.Id].DeliveredRevision);
    }

    [Fact]
    public async Task A_receipt_neither_holds_back_nor_waits_for_other_rows()
    {
        _rig.Store.React(Receipt.Seen);
        _rig.Store.Wish("one", OutboxSource.Notice);
        _rig.Store.Wish("two", OutboxSource.Notice);
        _rig.Store.React(Receipt.Done, target: "t2");
        _rig.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(9), CallFamily.Reaction))
            .ThrowsAfter(0, new PlatformOutcomeUnknownException("reset"), isDone: false);

        await _rig.DrainAsync();
        Assert.Empty(_rig.Calls);
        _rig.Time.Advance(TimeSpan.FromSeconds(9));
        await _rig.DrainAsync();

        Assert.Equal(["React t1: Seen", "React t2: Done", "Post m1: one", "Post m2: two"], _rig.Calls);
    }

    [Fact]
    public async Task A_receipt_that_takes_its_time_holds_up_no_message_and_is_waited_for()
    {
        var shown = new TaskCompletionSource();
        _rig.Platform.Reacting = shown.Task;
        _rig.Store.React(Receipt.Seen);
        _rig.Store.Wish("one", OutboxSource.Notice);

        var draining = _rig.DrainAsync();
        await _rig.Platform.UntilAsync(platform => platform.Delivered.Count > 0);
        var wasWaitedFor = !draining.IsCompleted;
        shown.SetResult();
        await draining;

        Assert.True(wasWaitedFor);
        Assert.Equal(["Post m1: one", "React t1: Seen"], _rig.Calls);
    }

    [Fact]
    public async Task What_comes_while_a_receipt_takes_its_time_is_shown_after_it()
    {
        var shown = new TaskCompletionSource();
        _rig.Platform.Reacting = shown.Task;
        _rig.Store.React(Receipt.Seen);

        var draining = _rig.DrainAsync();
        _rig.Store.React(Receipt.Done, target: "t2");
        _rig.Store.Wish("one", OutboxSource.Notice);
        _rig.Wake.Set();
        await _rig.Platform.UntilAsync(platform => platform.Delivered.Count > 0);
        shown.SetResult();
        await draining;

        Assert.Equal(["Post m1: one", "React t1: Seen", "React t2: Done"], _rig.Calls);
    }

    [Fact]
    public async Task A_rejected_receipt_is_no_error()
    {
        var row = _rig.Store.React(Receipt.Seen);
        _rig.Platform.Throws(new PlatformRejectedException("REACTION_INVALID"));

        await _rig.DrainAsync();

        Assert.Equal("REACTION_INVALID", _rig.Store.Buried[row.Id]);
        Assert.Contains("Debug outbox.receipt_lost", _rig.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_are_no_reactions_a_receipt_is_buried_quietly()
    {
        _rig.Platform.Limits = _rig.Platform.Limits with { HasReactions = false };
        var row = _rig.Store.React(Receipt.Seen);

        await _rig.DrainAsync();

        Assert.Empty(_rig.Calls);
        Assert.Contains(row.Id, _rig.Store.Buried);
    }

    [Fact]
    public async Task Receipts_keep_to_their_own_budget()
    {
        _rig.Platform.Budgets = [new PaceBudget(CallFamily.Reaction, 1, TimeSpan.FromMinutes(1))];
        _rig.Store.React(Receipt.Seen);
        var second = _rig.Store.React(Receipt.Seen, target: "t2");
        _rig.Store.Wish("one", OutboxSource.Notice);

        await _rig.DrainAsync();

        Assert.Equal(["React t1: Seen", "Post m1: one"], _rig.Calls);
        Assert.Equal(_rig.Time.GetUtcNow() + TimeSpan.FromMinutes(1), _rig.Store[second.Id].NextAttempt);
    }
}

using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Core.Tests.Outbox;

public sealed class DraftDeliveryTests
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(700);
    private readonly OutboxRig _rig = new();

    public DraftDeliveryTests()
    {
        _rig.Platform.Limits = _rig.Platform.Limits with { DraftInterval = _interval };
    }

    [Fact]
    public async Task A_reply_grows_as_a_draft_and_nothing_is_posted()
    {
        var reply = _rig.Open();

        await SayAsync(reply, "Hel");
        await SayAsync(reply, "lo");

        Assert.Equal(["Hel", "Hello"], _rig.Platform.DraftCalls);
        Assert.Equal("Hello", _rig.Platform.Drafts[reply.Fence.Turn]);
        Assert.Empty(_rig.Platform.Calls);
    }

    [Fact]
    public async Task Drafts_keep_to_their_interval()
    {
        var reply = _rig.Open();
        await SayAsync(reply, "Hel");

        reply.Apply(new AgentEvent.TextDelta("b", "lo"));
        _rig.Time.Advance(_interval - TimeSpan.FromTicks(1));
        await _rig.ShowAsync(reply);

        Assert.Equal(["Hel"], _rig.Platform.DraftCalls);
    }

    [Fact]
    public async Task A_draft_that_does_not_change_is_shown_again_before_it_is_gone()
    {
        var reply = _rig.Open();
        await SayAsync(reply, "Hello");

        for (var seconds = 0; seconds < 29; seconds++)
        {
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            await _rig.ShowAsync(reply);
        }

        Assert.Equal(["Hello", "Hello"], _rig.Platform.DraftCalls);
    }

    [Fact]
    public async Task Of_a_long_reply_the_draft_shows_the_newest_part()
    {
        _rig.Platform.Limits = _rig.Platform.Limits with { TextLength = 20 };

        await SayAsync(_rig.Open(), "first paragraph\n\nsecond paragraph");

        Assert.Equal(["second paragraph"], _rig.Platform.DraftCalls);
    }

    [Fact]
    public async Task A_refused_draft_falls_back_to_edits_for_that_reply()
    {
        var reply = _rig.Open();
        _rig.Platform.Throws(new PlatformRejectedException("TEXTDRAFT_PEER_INVALID"));
        await SayAsync(reply, "Hello");

        await _rig.ShowLaterAsync(reply);
        await _rig.ShowLaterAsync(reply);

        Assert.Empty(_rig.Platform.DraftCalls);
        Assert.Equal(["Hello"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task A_throttled_draft_pauses_as_told_and_its_answer_too()
    {
        var reply = _rig.Open();
        _rig.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(90), CallFamily.Message));

        await SayAsync(reply, "Hello");
        await SayAsync(reply, " there");

        Assert.Empty(_rig.Platform.DraftCalls);
        var pauses = await _rig.Store.PausesAsync(_rig.Time.GetUtcNow(), TestContext.Current.CancellationToken);
        Assert.Equal(CallFamily.Message, Assert.Single(pauses).Family);
        Assert.Equal(1, _rig.Telemetry.Sum("archon_bots.outbox.throttles", "platform=fake", "family=message"));
        Assert.False((await _rig.TryAsync(_rig.Store.Wish("final", turn: reply.Fence.Turn))) == Core.Outbox.RowTry.Done);
    }

    [Fact]
    public async Task The_answer_comes_as_a_message_of_its_own()
    {
        var reply = _rig.Open();
        await SayAsync(reply, "Hel");

        await _rig.DeliverAsync(_rig.Store.Wish("Hello", turn: reply.Fence.Turn));

        Assert.Equal(["Post m1: …", "Edit m1: Hello"], _rig.Calls);
    }

    private Task SayAsync(Core.Replies.Reply reply, string text)
    {
        reply.Apply(new AgentEvent.TextDelta("b", text));
        _rig.Time.Advance(_interval);
        return _rig.ShowAsync(reply);
    }
}

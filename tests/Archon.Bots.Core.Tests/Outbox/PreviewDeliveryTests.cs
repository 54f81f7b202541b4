using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Outbox;

public sealed class PreviewDeliveryTests
{
    private readonly OutboxRig _rig = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_is_posted_as_a_placeholder_and_grows_by_edits()
    {
        var reply = _rig.Open();

        await _rig.ShowAsync(reply);
        reply.Apply(new AgentEvent.TextDelta("b", "Hel"));
        await _rig.ShowLaterAsync(reply);
        reply.Apply(new AgentEvent.TextDelta("b", "lo"));
        await _rig.ShowLaterAsync(reply);

        Assert.Equal(["Post m1: …", "Edit m1: Hel", "Edit m1: Hello"], _rig.Calls);
    }

    [Fact]
    public async Task A_placeholder_whose_answer_was_lost_is_found_where_the_platform_can_tell()
    {
        var reply = _rig.Open();
        _rig.Platform.Throws(new PlatformOutcomeUnknownException("lost"), isDone: true);
        await _rig.ShowAsync(reply);

        _rig.Platform.Finds = new FindResult.Found("m1");
        reply.Apply(new AgentEvent.TextDelta("b", "Hello"));
        await _rig.ShowLaterAsync(reply);
        await _rig.ShowLaterAsync(reply);

        Assert.Equal(["Post m1: …", "Edit m1: Hello"], _rig.Calls);
    }

    [Fact]
    public async Task What_the_agent_does_at_this_moment_is_told_apart_from_what_it_said()
    {
        var reply = _rig.Open();
        reply.Apply(new AgentEvent.TextDelta("b", "Hello"));
        reply.Apply(new AgentEvent.ToolStarted("t", "Bash", "ls"));

        var body = Assert.Single(reply.Preview());

        Assert.Equal("Hello", body.Steady);
        Assert.StartsWith("Hello\n\n", body.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reply_without_a_word_has_nothing_that_stays()
    {
        Assert.Equal("", Assert.Single(_rig.Open().Preview()).Steady);
    }

    [Fact]
    public async Task The_Stop_button_of_a_running_reply_names_its_turn()
    {
        var reply = _rig.Open();

        await _rig.ShowAsync(reply);

        var button = Assert.Single(_rig.Platform.Shown[^1].Message.Body!.Buttons);
        Assert.Equal(("Stop", StopAction.Of(reply.Fence.Turn)), (button.Label, button.Action));
    }

    [Fact]
    public async Task The_Stop_button_moves_to_the_last_part_as_the_reply_grows()
    {
        _rig.Platform.Limits = _rig.Platform.Limits with { TextLength = 20 };
        var reply = _rig.Open();
        reply.Apply(new AgentEvent.TextDelta("b", "first paragraph"));
        await _rig.ShowAsync(reply);

        reply.Apply(new AgentEvent.TextDelta("b", "\n\nsecond paragraph"));
        await _rig.ShowLaterAsync(reply);
        await _rig.ShowLaterAsync(reply);

        Assert.Equal(["first paragraph", "second paragraph"], _rig.Platform.Delivered);
        Assert.Equal([0, 1], _rig.Platform.Shown.Select(call => call.Message.Body!.Buttons.Length));
    }

    [Fact]
    public async Task A_platform_without_buttons_gets_none()
    {
        _rig.Platform.Limits = _rig.Platform.Limits with { HasButtons = false };

        await _rig.ShowAsync(_rig.Open());

        Assert.Empty(_rig.Platform.Shown[^1].Message.Body!.Buttons);
    }

    [Fact]
    public async Task The_last_of_an_interrupted_reply_says_that_it_goes_on_later_and_has_no_button()
    {
        var reply = _rig.Open();
        await _rig.ShowAsync(reply);
        reply.Apply(new AgentEvent.TextDelta("b", "half"));

        reply.Interrupt();
        await reply.DisposeAsync();
        _rig.Time.Advance(OutboxRig.EditInterval);
        await _rig.DrainAsync();

        Assert.Equal(["half\n\n_The server restarts; I go on after that._"], _rig.Platform.Delivered);
        Assert.Empty(_rig.Platform.Shown[^1].Message.Body!.Buttons);
        Assert.Null(_rig.Previews.Find(reply.Conversation));
    }

    [Fact]
    public async Task The_last_of_an_interrupted_reply_keeps_to_the_platforms_pace()
    {
        var reply = _rig.Open();
        reply.Interrupt();

        Assert.NotNull(await _rig.Running.ShowAsync(_rig.Platform, reply, mayPost: true, Token));
        Assert.NotNull(await _rig.Running.ShowAsync(_rig.Platform, reply, mayPost: true, Token));
        Assert.Single(_rig.Platform.Calls);
        _rig.Time.Advance(OutboxRig.EditInterval);

        Assert.Null(await _rig.Running.ShowAsync(_rig.Platform, reply, mayPost: true, Token));
        Assert.Equal(["Post m1: …", "Edit m1: _The server restarts; I go on after that._"], _rig.Calls);
    }

    [Fact]
    public async Task Batch_says_nothing_of_an_interruption()
    {
        _rig.Platform.Limits = FakeLimits.Of(ReplyMode.Batch);
        var reply = _rig.Open();

        reply.Interrupt();
        await _rig.DrainAsync();

        Assert.Empty(_rig.Platform.Calls);
    }

    [Fact]
    public async Task Batch_shows_typing_and_no_preview()
    {
        _rig.Platform.Limits = FakeLimits.Of(ReplyMode.Batch);
        var reply = _rig.Open();

        reply.Apply(new AgentEvent.TextDelta("b", "Hello"));
        await _rig.ShowAsync(reply);

        Assert.Empty(_rig.Platform.Calls);
        Assert.Equal(1, _rig.Platform.Typing);
    }

    [Fact]
    public async Task Typing_is_shown_again_before_it_fades()
    {
        var reply = _rig.Open();

        await _rig.ShowAsync(reply);
        _rig.Time.Advance(TimeSpan.FromSeconds(3.9));
        await _rig.ShowAsync(reply);
        Assert.Equal(1, _rig.Platform.Typing);
        _rig.Time.Advance(TimeSpan.FromSeconds(0.1));
        await _rig.ShowAsync(reply);

        Assert.Equal(2, _rig.Platform.Typing);
    }

    [Fact]
    public async Task Edits_keep_to_the_platforms_pace()
    {
        var reply = _rig.Open();
        await _rig.ShowAsync(reply);

        reply.Apply(new AgentEvent.TextDelta("b", "Hello"));
        _rig.Time.Advance(OutboxRig.EditInterval - TimeSpan.FromTicks(1));
        await _rig.ShowAsync(reply);

        Assert.Single(_rig.Platform.Calls);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var reply = _rig.Open();
        reply.Apply(new AgentEvent.TextDelta("b", "Hello"));
        await _rig.ShowAsync(reply);
        await _rig.ShowLaterAsync(reply);
        await _rig.ShowLaterAsync(reply);

        Assert.Equal(["Post m1: …", "Edit m1: Hello"], _rig.Calls);
    }

    [Fact]
    public async Task A_preview_never_overwrites_a_final_answer()
    {
        var reply = _rig.Open();
        _rig.Store.Wish("final", turn: reply.Fence.Turn);

        reply.Apply(new AgentEvent.TextDelta("b", "half"));
        await _rig.ShowAsync(reply);

        Assert.Empty(_rig.Platform.Calls);
    }

    [Fact]
    public async Task Whoever_lost_the_conversation_shows_nothing_more()
    {
        var reply = _rig.Open();
        _rig.Store.OwnershipIsLost = true;

        await _rig.ShowAsync(reply);
        _rig.Store.OwnershipIsLost = false;
        await _rig.ShowLaterAsync(reply);

        Assert.Empty(_rig.Platform.Calls);
    }

    [Fact]
    public async Task A_throttled_preview_pauses_as_told()
    {
        var reply = _rig.Open();
        _rig.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(3), CallFamily.Message));

        await _rig.ShowAsync(reply);
        await _rig.ShowLaterAsync(reply);
        Assert.Empty(_rig.Platform.Calls);
        _rig.Time.Advance(TimeSpan.FromSeconds(2));
        await _rig.ShowAsync(reply);

        Assert.Equal(["Post m1: …"], _rig.Calls);
    }

    [Fact]
    public async Task A_rejected_preview_is_not_tried_again()
    {
        var reply = _rig.Open();
        _rig.Platform.Throws(new PlatformRejectedException("blocked"));

        await _rig.ShowAsync(reply);
        await _rig.ShowLaterAsync(reply);

        Assert.Empty(_rig.Platform.Calls);
    }

    [Fact]
    public async Task After_a_lost_preview_edit_the_final_answer_is_sent_once_more()
    {
        var reply = _rig.Open();
        await _rig.ShowAsync(reply);
        reply.Apply(new AgentEvent.TextDelta("b", "half"));
        _rig.Platform.Throws(new PlatformOutcomeUnknownException("reset"));
        await _rig.ShowLaterAsync(reply);

        var final = _rig.Store.Wish("whole", turn: reply.Fence.Turn);
        await _rig.DeliverAsync(final);

        Assert.Equal(_rig.Time.GetUtcNow() + TimeSpan.FromSeconds(5), _rig.Store[final.Id].NextAttempt);
        Assert.Equal(["whole"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task A_run_after_a_crash_goes_on_in_the_message_of_the_run_before()
    {
        var turn = Worlds.Turn();
        await _rig.ShowAsync(_rig.Open(turn));

        var again = _rig.Open(turn);
        again.Apply(new AgentEvent.TextDelta("b", "Hello"));
        await _rig.ShowAsync(again);

        Assert.Equal(["Hello"], _rig.Platform.Delivered);
    }
}

using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts.Outbox;

public abstract class OutboxStoreContract(IStoreRig rig) : StoreContract(rig)
{
    [Fact]
    public async Task A_preview_is_no_answer_and_is_not_listed()
    {
        var turn = await SayAndBeginAsync("hello");

        var row = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);

        Assert.Equal((OutboxSource.Turn, turn.Id, 0, Here), (row.Source, row.SourceId, row.Slot, row.Conversation));
        Assert.Equal((false, 0, 0, Wish.Present), (row.Final, row.Revision, row.DeliveredRevision, row.Wish));
        Assert.Null(row.Body);
        Assert.Null(row.PlatformMessageId);
        Assert.Empty(await DueAsync());
        Assert.Empty(await Rig.Outbox.OpenAsync(Here, Token));
    }

    [Fact]
    public async Task A_preview_is_found_again_as_it_is()
    {
        var turn = await SayAndBeginAsync("hello");
        var first = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);
        await Rig.Outbox.PostedAsync(first.Id, "m1", 0, Token);
        await Rig.Outbox.PreviewAsync(turn.Fence, 1, Token);

        var again = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);

        Assert.Equal((first.Id, "m1"), (again.Id, again.PlatformMessageId));
    }

    [Fact]
    public async Task Who_lost_the_conversation_or_has_ended_shows_nothing()
    {
        var turn = await SayAndBeginAsync("hello");
        var theirs = await TakeOverAsync();
        await LosesOwnershipAsync(() => Rig.Outbox.PreviewAsync(turn.Fence, 0, Token));
        await CommitAsync(theirs.Fence, Answer("hi"));

        await LosesOwnershipAsync(() => Rig.Outbox.PreviewAsync(theirs.Fence, 1, Token));

        Assert.Single(await QueryAsync("SELECT id FROM outbox"));
    }

    [Fact]
    public async Task What_is_wished_is_due_until_the_platform_shows_it()
    {
        var row = await WishAsync("hi");
        Assert.Equal([Here], await DueAsync());

        await Rig.Outbox.AttemptAsync(row.Id, Rig.Time.GetUtcNow(), Token);
        Assert.Equal(Rig.Time.GetUtcNow(), Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).AttemptingSince);

        await Rig.Outbox.PostedAsync(row.Id, "m1", row.Revision, Token);
        Assert.Empty(await DueAsync());
        Assert.Empty(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal("m1||1", await QueryOneAsync("SELECT platform_message_id, attempting_since, delivered_revision FROM outbox"));
    }

    [Fact]
    public async Task A_row_knows_the_message_that_it_was_written_for()
    {
        var turn = await SayAndBeginAsync("hello");
        await CommitAsync(turn.Fence, Answer("hi"));
        var control = await AskAsync(ControlKind.Status);
        await Rig.Controls.AnswerAsync(control.Id, new ControlAnswer(new ReplyBody("all is well")), Token);

        var rows = await Rig.Outbox.OpenAsync(Here, Token);

        var asked = Guid.Parse(await QueryOneAsync("SELECT inbox_id FROM controls"));
        Assert.Equal([turn.Message.InboxId, asked], rows.Where(row => row.Receipt is null).Select(row => row.Message));
    }

    [Fact]
    public async Task The_time_of_the_first_unanswered_attempt_stays()
    {
        var row = await WishAsync("hi");
        var first = Rig.Time.GetUtcNow();
        await Rig.Outbox.AttemptAsync(row.Id, first, Token);

        await Rig.Outbox.AttemptAsync(row.Id, first.AddMinutes(1), Token);

        Assert.Equal(first, Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).AttemptingSince);
    }

    [Fact]
    public async Task A_stump_is_completed_by_an_edit()
    {
        var row = await WishAsync("a whole answer");

        await Rig.Outbox.PostedAsync(row.Id, "m1", 0, Token);

        var open = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal(("m1", 1, 0), (open.PlatformMessageId, open.Revision, open.DeliveredRevision));
        Assert.Equal([Here], await DueAsync());
        await Rig.Outbox.DeliveredAsync(row.Id, 1, Token);
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task A_late_report_of_an_older_revision_takes_nothing_back()
    {
        var row = await WishAsync("hi");
        await Rig.Outbox.PostedAsync(row.Id, "m1", 1, Token);

        await Rig.Outbox.DeliveredAsync(row.Id, 0, Token);

        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task What_is_postponed_is_due_when_its_time_has_come()
    {
        var row = await WishAsync("hi");
        var later = Rig.Time.GetUtcNow().AddSeconds(30);

        await Rig.Outbox.PostponeAsync(row, later, throttled: null, Token);

        Assert.Empty(await DueAsync());
        Assert.Equal(later, Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).NextAttempt);
        Assert.Equal([Here], await Rig.Outbox.DueAsync(later, 10, Token));
    }

    [Fact]
    public async Task A_postponed_preview_is_due_at_once_when_it_becomes_final()
    {
        var turn = await SayAndBeginAsync("hello");
        var row = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);
        await Rig.Outbox.PostponeAsync(row, Rig.Time.GetUtcNow().AddHours(1), throttled: null, Token);

        await CommitAsync(turn.Fence, Answer("hi"));

        Assert.Equal([Here], await DueAsync());
    }

    [Fact]
    public async Task A_wait_that_an_older_wish_was_told_does_not_hold_the_newer_one()
    {
        var turn = await SayAndBeginAsync("hello");
        var row = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);
        await CommitAsync(turn.Fence, Answer("hi"));

        await Rig.Outbox.PostponeAsync(row, Rig.Time.GetUtcNow().AddHours(1), throttled: null, Token);

        Assert.Equal([Here], await DueAsync());
    }

    [Fact]
    public async Task What_is_buried_is_let_be_and_told_in_the_turns_record()
    {
        var row = await WishAsync("hi");

        await Rig.Outbox.BuryAsync(row.Id, "chat not found", Token);

        Assert.Empty(await DueAsync());
        Assert.Empty(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal("chat not found", await QueryOneAsync("SELECT delivery_failure FROM turns"));
        Assert.Equal("chat not found", await QueryOneAsync("SELECT dead_reason FROM outbox"));
    }

    [Fact]
    public async Task A_controls_buried_answer_touches_no_turn()
    {
        await SayAndBeginAsync("hello");
        var control = await AskAsync(ControlKind.Status);
        await Rig.Controls.AnswerAsync(control.Id, new ControlAnswer(new ReplyBody("fine")), Token);
        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));

        await Rig.Outbox.BuryAsync(row.Id, "blocked", Token);

        Assert.Equal("", await QueryOneAsync("SELECT delivery_failure FROM turns"));
    }

    [Fact]
    public async Task Rows_are_listed_in_the_order_in_which_they_were_written()
    {
        await WishAsync("one", "two");
        var control = await AskAsync(ControlKind.Status);
        await Rig.Controls.AnswerAsync(control.Id, new ControlAnswer(new ReplyBody("three")), Token);
        await WishAsync("four");

        var open = await Rig.Outbox.OpenAsync(Here, Token);

        Assert.Equal(["one", "two", "three", "four"], open.Select(row => row.Body?.Markdown));
    }

    [Fact]
    public async Task Only_the_conversation_that_was_asked_for_is_listed()
    {
        await WishAsync("here");
        var elsewhere = await SayAndBeginAsync("hello", There);
        await CommitAsync(elsewhere.Fence, Answer("there"));

        Assert.Equal("here", Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).Body?.Markdown);
        Assert.Equal([Here, There], await DueAsync());
        Assert.Equal([Here], await Rig.Outbox.DueAsync(Rig.Time.GetUtcNow(), 1, Token));
    }

    [Fact]
    public async Task A_part_that_was_never_posted_needs_no_deleting()
    {
        var turn = await SayAndBeginAsync("hello");
        await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);

        await CommitAsync(turn.Fence, new TurnOutcome.Stopped());

        Assert.Empty(await DueAsync());
        Assert.Empty(await Rig.Outbox.OpenAsync(Here, Token));
    }

    [Fact]
    public async Task A_part_whose_post_was_under_way_at_the_end_is_deleted_once_its_id_is_known()
    {
        var turn = await SayAndBeginAsync("hello");
        var row = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);
        await Rig.Outbox.AttemptAsync(row.Id, Rig.Time.GetUtcNow(), Token);
        await CommitAsync(turn.Fence, new TurnOutcome.Stopped());

        await Rig.Outbox.PostedAsync(row.Id, "m1", 0, Token);

        var open = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal((Wish.Absent, "m1"), (open.Wish, open.PlatformMessageId));
    }

    private async Task<IReadOnlyList<Core.Conversations.ConversationKey>> DueAsync() =>
        await Rig.Outbox.DueAsync(Rig.Time.GetUtcNow(), 10, Token);

    /// <summary>A turn's final rows; returns the first.</summary>
    private async Task<OutboxRow> WishAsync(params string[] parts)
    {
        var turn = await SayAndBeginAsync("hello");
        await CommitAsync(turn.Fence, Answer(parts));
        return (await Rig.Outbox.OpenAsync(Here, Token)).First(row => row.SourceId == turn.Id);
    }

    [Fact]
    public async Task A_forgotten_message_is_to_be_posted_anew()
    {
        await SayAsync("hello");
        await Rig.Controls.NoticeAsync(Here, Guid.CreateVersion7(), new ReplyBody("one"), Token);
        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        await Rig.Outbox.PostedAsync(row.Id, "m1", 0, Token);

        await Rig.Outbox.ForgetAsync(row.Id, Token);

        Assert.Null(Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).PlatformMessageId);
    }
}

using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Testing.Contracts;

public abstract class InboxStoreContract(IStoreRig rig) : StoreContract(rig)
{
    [Fact]
    public async Task The_first_prompt_waits_behind_nothing()
    {
        var result = await SayAsync("hello");

        Assert.Equal(new AcceptResult.Waiting(Here, 0), result);
    }

    [Fact]
    public async Task A_prompt_is_told_how_many_wait_before_it_and_that_a_turn_runs()
    {
        await SayAndBeginAsync("runs");
        await SayAsync("waits");

        var result = await SayAsync("last");

        Assert.Equal(new AcceptResult.Waiting(Here, 2), result);
    }

    [Fact]
    public async Task A_prompt_that_comes_late_but_was_sent_early_is_told_its_own_place()
    {
        await AcceptAsync(Message("third", "c", 30));
        await AcceptAsync(Message("first", "a", 10));

        var result = await AcceptAsync(Message("second", "b", 20));

        Assert.Equal(new AcceptResult.Waiting(Here, 1), result);
    }

    [Fact]
    public async Task A_repeated_delivery_is_a_duplicate_that_is_only_counted()
    {
        await AcceptAsync(Message("hello", "d1", 1));

        var result = await AcceptAsync(Message("hello again", "d1", 2));

        var duplicate = Assert.IsType<AcceptResult.Duplicate>(result);
        Assert.Equal(Here, duplicate.Conversation);
        Assert.Equal("hello|1|1|pending", await QueryOneAsync("SELECT text, order_key, copies, state FROM inbox"));
        Assert.Equal(duplicate.Known, (await BeginAsync()).Message.InboxId);
    }

    [Fact]
    public async Task A_repeated_delivery_from_elsewhere_leaves_no_conversation_behind()
    {
        await AcceptAsync(Message("hello", "d1", 1));

        var result = await AcceptAsync(Message("hello", "d1", 1, There));

        Assert.IsType<AcceptResult.Duplicate>(result);
        Assert.Equal("1", await QueryOneAsync("SELECT COUNT(*) FROM conversations"));
    }

    [Fact]
    public async Task A_repeated_control_opens_no_second_row()
    {
        var message = Message("/status", "d1", 1);
        await AcceptAsync(message, new InboundKind.Control(ControlKind.Status, ""));

        var result = await AcceptAsync(message, new InboundKind.Control(ControlKind.Status, ""));

        Assert.IsType<AcceptResult.Duplicate>(result);
        Assert.Single(await Rig.Controls.OpenAsync(10, Token));
    }

    [Fact]
    public async Task The_same_delivery_id_of_another_bot_is_another_delivery()
    {
        await AcceptAsync(Message("hello", "d1", 1));

        var result = await AcceptAsync(Message("hello", "d1", 1) with { Bot = "bot2" });

        Assert.Equal(new AcceptResult.Waiting(Here, 1), result);
    }

    [Fact]
    public async Task Fifty_copies_at_once_become_one_row()
    {
        var copies = Enumerable.Range(0, 50).Select(_ => AcceptAsync(Message("hello", "d1", 1)));

        var results = await Task.WhenAll(copies);

        Assert.Single(results.OfType<AcceptResult.Waiting>());
        Assert.Equal(49, results.OfType<AcceptResult.Duplicate>().Count());
        Assert.Equal("1", await QueryOneAsync("SELECT COUNT(*) FROM inbox"));
    }

    [Fact]
    public async Task A_control_is_stored_as_done_and_opens_its_row()
    {
        var result = await AcceptAsync(Message("/stop now", "d1", 1), new InboundKind.Control(ControlKind.Stop, "now"));

        var control = Assert.IsType<AcceptResult.Controlled>(result).Control;
        var expected = new ControlRow(control.Id, Here, ControlKind.Stop, "now", Ada, Rig.Time.GetUtcNow()) { SentAt = control.SentAt };
        Assert.Equal(expected, control);
        Assert.Equal([control], await Rig.Controls.OpenAsync(10, Token));
        Assert.Empty(await Rig.Inbox.WaitingAsync(Us, 10, Token));
    }

    [Fact]
    public async Task A_prompt_beyond_the_limit_is_declined_with_an_open_control()
    {
        await AcceptAsync(Message("one", "1", 1), maxWaiting: 2);
        await AcceptAsync(Message("two", "2", 2), maxWaiting: 2);

        var result = await AcceptAsync(Message("three", "3", 3), maxWaiting: 2);

        Assert.Equal(ControlKind.TooMany, Assert.IsType<AcceptResult.Controlled>(result).Control.Kind);
        Assert.Equal("done|too_many", await QueryOneAsync("SELECT state, declined FROM inbox WHERE delivery_id = '3'"));
        Assert.Equal(["one", "two"], (await Rig.Controls.ViewAsync(Here, Token)).Waiting);
    }

    [Fact]
    public async Task The_limit_counts_what_waits_not_what_runs()
    {
        await SayAndBeginAsync("runs");
        await AcceptAsync(Message("one", "x1", 50), maxWaiting: 2);

        var result = await AcceptAsync(Message("two", "x2", 51), maxWaiting: 2);

        Assert.Equal(new AcceptResult.Waiting(Here, 2), result);
    }

    [Fact]
    public async Task What_is_ignored_is_known_and_begins_nothing()
    {
        var result = await AcceptAsync(Message("joined", "d1", 1), new InboundKind.Ignored());

        Assert.Equal(new AcceptResult.Noted(Here), result);
        Assert.Empty(await Rig.Inbox.WaitingAsync(Us, 10, Token));
        Assert.IsType<AcceptResult.Duplicate>(await AcceptAsync(Message("joined", "d1", 1), new InboundKind.Ignored()));
    }

    [Fact]
    public async Task A_message_comes_back_as_it_was_sent()
    {
        var sent = Message("look: 🙂 'quoted' \n\t{0} @p0", "d1", 1) with
        {
            Attachments = [new Attachment("photo", "file-1", null, 12), new Attachment("document", "file-2", "a \"b\".txt", null)],
            ReplyTo = "41",
            Target = "42",
        };

        await AcceptAsync(sent);

        var message = (await BeginAsync()).Message;
        Assert.Equal(sent.Text, message.Text);
        Assert.Equal(sent.Author, message.Author);
        Assert.Equal(sent.SentAt, message.SentAt);
        Assert.Equal(sent.Attachments.AsEnumerable(), message.Attachments);
    }

    [Fact]
    public async Task Conversations_that_wait_are_listed_longest_waiting_first()
    {
        await SayAsync("first", There);
        Rig.Time.Advance(TimeSpan.FromSeconds(1));
        await SayAsync("second", Here);
        await SayAsync("third", There);

        var waiting = await Rig.Inbox.WaitingAsync(Us, 10, Token);

        Assert.Equal([There, Here], waiting);
        Assert.Equal([There], await Rig.Inbox.WaitingAsync(Us, 1, Token));
    }

    [Fact]
    public async Task An_unfinished_turn_waits_for_its_owner_and_for_nobody_else_while_that_lives()
    {
        await SayAndBeginAsync("hello");

        Assert.Equal([Here], await Rig.Inbox.WaitingAsync(Us, 10, Token));
        Assert.Empty(await Rig.Inbox.WaitingAsync(Them, 10, Token));
    }

    [Fact]
    public async Task What_a_dead_node_left_can_be_taken()
    {
        await SayAndBeginAsync("hello");

        await Rig.Nodes.JoinAsync(Them, Token);

        Assert.Equal([Here], await Rig.Inbox.WaitingAsync(Them, 10, Token));
    }

    [Fact]
    public async Task A_finished_conversation_waits_for_nothing()
    {
        var turn = await SayAndBeginAsync("hello");

        await CommitAsync(turn.Fence, Answer("hi"));

        Assert.Empty(await Rig.Inbox.WaitingAsync(Us, 10, Token));
    }
}

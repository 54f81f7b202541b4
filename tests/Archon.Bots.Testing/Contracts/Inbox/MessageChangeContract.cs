using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Testing.Contracts.Inbox;

/// <summary>What people do to their messages afterwards, and conversations that move.</summary>
public abstract class MessageChangeContract(IStoreRig rig) : StoreContract(rig)
{
    [Fact]
    public async Task An_edit_changes_what_still_waits()
    {
        await AcceptAsync(Sent("first", 1));
        var edit = Edit("second", 1) with { Attachments = [new Attachment("document", "f1", "a.txt", 3)] };

        var result = await AcceptAsync(edit, new InboundKind.Edit(StaysPrompt: true));

        Assert.Equal(new AcceptResult.Noted(Here), result);
        var message = (await BeginAsync()).Message;
        Assert.Equal(("second", "a.txt"), (message.Text, Assert.Single(message.Attachments).Name));
    }

    [Fact]
    public async Task A_repeated_edit_is_a_duplicate()
    {
        await AcceptAsync(Sent("first", 1));
        await AcceptAsync(Edit("second", 1), new InboundKind.Edit(StaysPrompt: true));

        Assert.IsType<AcceptResult.Duplicate>(await AcceptAsync(Edit("third", 1), new InboundKind.Edit(StaysPrompt: true)));

        Assert.Equal("second", (await BeginAsync()).Message.Text);
    }

    [Fact]
    public async Task An_edit_of_what_was_taken_is_told_that_it_is_too_late()
    {
        await AcceptAsync(Sent("first", 1));
        var turn = await BeginAsync();

        var running = await AcceptAsync(Edit("second", 1), new InboundKind.Edit(StaysPrompt: true));
        await CommitAsync(turn.Fence, Answer("done"));
        var done = await AcceptAsync(Edit("third", 1, edit: "e2"), new InboundKind.Edit(StaysPrompt: true));

        Assert.All(
            [running, done],
            result => Assert.Equal(ControlKind.TooLateEdit, Assert.IsType<AcceptResult.Controlled>(result).Control.Kind)
        );
        Assert.Equal("first", await QueryOneAsync("SELECT text FROM inbox WHERE kind = 'message'"));
    }

    [Fact]
    public async Task An_edit_that_changed_no_word_is_nothing()
    {
        var sent = Sent("first", 1) with { Attachments = [new Attachment("photo", "f1", null, 5)] };
        await AcceptAsync(sent);
        await BeginAsync();

        var edit = Edit("first", 1) with { Attachments = [new Attachment("photo", "f1-by-another-name", null, 5)] };

        Assert.Equal(new AcceptResult.Noted(Here), await AcceptAsync(edit, new InboundKind.Edit(StaysPrompt: true)));
    }

    [Fact]
    public async Task An_edit_of_an_unknown_message_or_of_somebody_elses_is_nothing()
    {
        await AcceptAsync(Sent("first", 1));

        var unknown = await AcceptAsync(Edit("second", 2), new InboundKind.Edit(StaysPrompt: true));
        var foreign = Edit("second", 1) with { Author = new Author("8", "Bob") };

        Assert.Equal(new AcceptResult.Noted(Here), unknown);
        Assert.Equal(new AcceptResult.Noted(Here), await AcceptAsync(foreign, new InboundKind.Edit(StaysPrompt: true)));
        Assert.Equal("first", (await BeginAsync()).Message.Text);
    }

    [Fact]
    public async Task A_waiting_message_is_not_edited_into_a_control()
    {
        await AcceptAsync(Sent("first", 1));

        var result = await AcceptAsync(Edit("/stop", 1), new InboundKind.Edit(StaysPrompt: false));

        Assert.Equal(ControlKind.EditToControl, Assert.IsType<AcceptResult.Controlled>(result).Control.Kind);
        Assert.Equal("first", (await BeginAsync()).Message.Text);
    }

    [Fact]
    public async Task An_edit_of_a_control_is_nothing()
    {
        await AcceptAsync(Sent("/status", 1), new InboundKind.Control(ControlKind.Status, ""));

        var result = await AcceptAsync(Edit("do it", 1), new InboundKind.Edit(StaysPrompt: true));

        Assert.Equal(new AcceptResult.Noted(Here), result);
        Assert.Null(await Rig.Conversations.BeginAsync(Here, Us, Token));
    }

    [Fact]
    public async Task An_edited_part_changes_its_place_in_the_whole_text()
    {
        var full = new string('x', 4096);
        await AcceptAsync(Sent(full, 1) with { MayGoOn = true });
        await AcceptAsync(Sent("end", 2));

        await AcceptAsync(Edit("ende", 2), new InboundKind.Edit(StaysPrompt: true));

        Assert.Equal(full + "ende", (await BeginAsync()).Message.Text);
    }

    [Fact]
    public async Task A_deleted_message_that_waits_is_withdrawn_with_its_parts()
    {
        await AcceptAsync(Sent(new string('x', 4096), 1) with { MayGoOn = true });
        await AcceptAsync(Sent("end", 2));

        var result = await AcceptAsync(Deletion(1), new InboundKind.Withdrawal());

        Assert.Equal(new AcceptResult.Noted(Here), result);
        Assert.Equal(["done|withdrawn", "done|withdrawn"], await QueryAsync("SELECT state, declined FROM inbox WHERE kind = 'message'"));
        Assert.Null(await Rig.Conversations.BeginAsync(Here, Us, Token));
    }

    [Fact]
    public async Task A_deletion_of_what_was_taken_is_told_that_it_is_too_late()
    {
        await AcceptAsync(Sent("first", 1));
        await BeginAsync();

        var result = await AcceptAsync(Deletion(1), new InboundKind.Withdrawal());

        Assert.Equal(ControlKind.TooLateDelete, Assert.IsType<AcceptResult.Controlled>(result).Control.Kind);
    }

    [Fact]
    public async Task Nobody_deletes_what_somebody_else_said()
    {
        await AcceptAsync(Sent("first", 1));

        await AcceptAsync(Deletion(1) with { Author = new Author("8", "Bob") }, new InboundKind.Withdrawal());

        Assert.Equal("first", (await BeginAsync()).Message.Text);
    }

    [Fact]
    public async Task A_conversation_that_moved_is_found_at_its_new_place_and_keeps_its_key()
    {
        await SayAsync("before");
        await MoveAsync(Here, There.Thread);

        var atNewPlace = await AcceptAsync(Message("after", "m1", 50, There));
        var control = await AcceptAsync(Message("/status", "m2", 51, There), new InboundKind.Control(ControlKind.Status, ""));

        Assert.Equal(new AcceptResult.Waiting(Here, 1), atNewPlace);
        Assert.Equal(Here, Assert.IsType<AcceptResult.Controlled>(control).Control.Conversation);
        Assert.Equal(["before", "after"], (await Rig.Controls.ViewAsync(Here, Token)).Waiting);
    }

    [Fact]
    public async Task A_message_of_the_old_place_is_not_changed_at_the_new_one()
    {
        var turn = await SayAndBeginAsync("work");
        var row = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);
        await Rig.Outbox.PostedAsync(row.Id, "m7", 0, Token);

        await MoveAsync(Here, There.Thread);
        await CommitAsync(turn.Fence, Answer("done"));

        Assert.Null(Assert.Single(await Rig.Outbox.OpenAsync(Here, Token), open => open.Receipt is null).PlatformMessageId);
    }

    [Fact]
    public async Task A_conversation_that_moved_wins_over_one_that_was_begun_at_the_new_place()
    {
        await SayAsync("before");
        await SayAsync("begun there already", There);

        await MoveAsync(Here, There.Thread);

        Assert.Equal(Here, Assert.IsType<AcceptResult.Waiting>(await SayAsync("after", There)).Conversation);
    }

    [Fact]
    public async Task A_conversation_can_move_on_and_its_first_place_still_finds_it()
    {
        await MoveAsync(Here, "300");
        await MoveAsync(Here with { Thread = "300" }, "400");

        Assert.Equal(Here, Assert.IsType<AcceptResult.Waiting>(await SayAsync("newest", Here with { Thread = "400" })).Conversation);
        Assert.Equal(Here, Assert.IsType<AcceptResult.Waiting>(await SayAsync("first", Here)).Conversation);
        Assert.Equal("1", await QueryOneAsync("SELECT COUNT(*) FROM conversations"));
    }

    [Fact]
    public async Task A_place_is_one_conversations()
    {
        await MoveAsync(Here, "300");

        await MoveAsync(There, "300");

        Assert.Equal(There, Assert.IsType<AcceptResult.Waiting>(await SayAsync("hello", Here with { Thread = "300" })).Conversation);
        Assert.Equal(Here, Assert.IsType<AcceptResult.Waiting>(await SayAsync("hello", Here)).Conversation);
    }

    private static InboundMessage Sent(string text, long id) => Message(text, $"d{id}", id) with { MessageId = $"{id}" };

    private static InboundMessage Edit(string text, long id, string edit = "e1") =>
        Message(text, $"d{id}:{edit}", id) with
        {
            Kind = MessageKind.Edited,
            Target = $"{id}",
        };

    [Fact]
    public async Task What_is_gone_without_a_word_of_who_did_it_is_its_authors_matter()
    {
        await AcceptAsync(Sent("first", 1));
        await AcceptAsync(Sent("second", 2));

        var waiting = await AcceptAsync(Deletion(2) with { Author = Author.Unknown }, new InboundKind.Withdrawal());
        var turn = await BeginAsync();
        var running = await AcceptAsync(Deletion(1) with { Author = Author.Unknown }, new InboundKind.Withdrawal());
        var unknown = await AcceptAsync(Deletion(9) with { Author = Author.Unknown }, new InboundKind.Withdrawal());

        Assert.Equal(new AcceptResult.Noted(Here), waiting);
        Assert.Equal("first", turn.Message.Text);
        var tooLate = Assert.IsType<AcceptResult.Controlled>(running).Control;
        Assert.Equal((ControlKind.TooLateDelete, turn.Message.Author), (tooLate.Kind, tooLate.Author));
        Assert.Equal(new AcceptResult.Noted(Here), unknown);
    }

    private static InboundMessage Deletion(long id) => Message("", $"d{id}:gone", id) with { Kind = MessageKind.Deleted, Target = $"{id}" };

    private Task<AcceptResult> MoveAsync(ConversationKey conversation, string thread) =>
        AcceptAsync(
            Message("", $"moved:{conversation.Thread}:{thread}", 40, conversation) with
            {
                Kind = MessageKind.Moved,
                Target = thread,
            },
            new InboundKind.Move()
        );
}

using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts.Inbox;

/// <summary>Receipts, and the line of what waits.</summary>
public abstract class AcknowledgementContract(IStoreRig rig) : StoreContract(rig)
{
    private long _sent = 100;

    [Fact]
    public async Task An_accepted_message_gets_its_receipt_once()
    {
        var (id, message) = await SendAsync("hello");

        await ShowReceiptAsync(id);
        await ShowReceiptAsync(id);

        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal((OutboxSource.Receipt, id, 0, true, 1), (row.Source, row.SourceId, row.Slot, row.Final, row.Revision));
        Assert.Equal((Receipt.Seen, message.MessageId), (row.Receipt, row.Target));
    }

    [Fact]
    public async Task The_end_of_the_turn_changes_the_receipt()
    {
        await AssertEndAsync(Answer("done"), Receipt.Done);
        await AssertEndAsync(Failure(AgentFailureKind.Network), Receipt.Failed);
        await AssertEndAsync(new TurnOutcome.Stopped(), Receipt.Failed);
    }

    [Fact]
    public async Task A_receipt_that_comes_after_the_end_shows_the_end()
    {
        var (id, _) = await SendAsync("hello");
        await CommitAsync((await BeginAsync()).Fence, new TurnOutcome.Answered());

        await ShowReceiptAsync(id);

        Assert.Equal(Receipt.Done, Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).Receipt);
    }

    [Fact]
    public async Task Every_part_of_what_was_sent_as_one_gets_the_end()
    {
        var (first, _) = await SendAsync(new string('x', 4096), message => message with { MayGoOn = true });
        var (second, _) = await SendAsync("end");
        await ShowReceiptAsync(first);
        await ShowReceiptAsync(second);

        await CommitAsync((await BeginAsync()).Fence, new TurnOutcome.Answered());

        var rows = await Rig.Outbox.OpenAsync(Here, Token);
        Assert.Equal([(first, Receipt.Done), (second, Receipt.Done)], rows.Select(row => (row.SourceId, row.Receipt!.Value)));
    }

    [Fact]
    public async Task What_is_no_message_a_control_or_declined_gets_no_receipt()
    {
        var (unnamed, _) = await SendAsync("no id", message => message with { MessageId = null });
        var (control, _) = await SendAsync("/status", kind: new InboundKind.Control(ControlKind.Status, ""));
        var stop = await AskAsync(ControlKind.StopAll);
        var (declined, _) = await SendAsync("waits");
        await Rig.Controls.TakeBackAsync(stop.Id, true, int.MaxValue, Token);

        foreach (var id in new[] { unnamed, control, declined })
        {
            await ShowReceiptAsync(id);
        }

        Assert.Empty(await Rig.Outbox.OpenAsync(Here, Token));
    }

    [Fact]
    public async Task What_is_taken_back_loses_its_receipt()
    {
        var (id, _) = await SendAsync("waits");
        await ShowReceiptAsync(id);
        await Rig.Outbox.DeliveredAsync(Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).Id, 1, Token);

        await Rig.Controls.TakeBackAsync((await AskAsync(ControlKind.StopAll)).Id, true, int.MaxValue, Token);

        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal((id, Wish.Absent, 2), (row.SourceId, row.Wish, row.Revision));
    }

    [Fact]
    public async Task The_line_of_what_waits_is_shown_when_a_moment_has_passed_and_holds_back_nothing_before()
    {
        await SayAndBeginAsync("runs");
        var (id, _) = await SendAsync("second");

        await ShowQueueAsync(id);

        Assert.Empty(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Empty(await Rig.Outbox.DueAsync(Rig.Time.GetUtcNow(), 10, Token));
        Rig.Time.Advance(QueueLine.ShownAfter);
        Assert.Equal([Here], await Rig.Outbox.DueAsync(Rig.Time.GetUtcNow(), 10, Token));
        Assert.Equal("⏳ 1 message waits:\n- `second`", (await QueueAsync())?.Body?.Markdown);
    }

    [Fact]
    public async Task The_line_grows_and_shrinks_with_the_queue_as_one_message()
    {
        var first = await SayAndBeginAsync("runs");
        var (id, _) = await SendAsync("second");
        await ShowQueueAsync(id);
        var (next, _) = await SendAsync("third");
        await ShowQueueAsync(next);
        Rig.Time.Advance(QueueLine.ShownAfter);
        var grown = await QueueAsync();

        await CommitAsync(first.Fence, new TurnOutcome.Answered());
        await BeginAsync();

        Assert.Equal("⏳ 2 messages wait:\n- `second`\n- `third`", grown?.Body?.Markdown);
        var shrunk = await QueueAsync();
        Assert.Equal((grown?.Id, "⏳ 1 message waits:\n- `third`"), (shrunk?.Id, shrunk?.Body?.Markdown));
    }

    [Fact]
    public async Task The_line_is_gone_when_nothing_waits_and_a_new_message_the_next_time()
    {
        var first = await SayAndBeginAsync("runs");
        var (id, _) = await SendAsync("second");
        await ShowQueueAsync(id);
        Rig.Time.Advance(QueueLine.ShownAfter);
        await DeliverAsync((await QueueAsync())!, "m1");
        await CommitAsync(first.Fence, new TurnOutcome.Answered());
        await BeginAsync();
        var gone = (await QueueAsync())!;
        await Rig.Outbox.ForgetAsync(gone.Id, Token);
        await Rig.Outbox.DeliveredAsync(gone.Id, gone.Revision, Token);

        var (next, _) = await SendAsync("third");
        await ShowQueueAsync(next);
        Rig.Time.Advance(QueueLine.ShownAfter);

        Assert.Equal((Wish.Absent, "m1"), (gone.Wish, gone.PlatformMessageId));
        var shown = (await QueueAsync())!;
        Assert.Equal((Wish.Present, null, "⏳ 1 message waits:\n- `third`"), (shown.Wish, shown.PlatformMessageId, shown.Body?.Markdown));
    }

    [Fact]
    public async Task A_wait_of_a_moment_shows_nothing()
    {
        var first = await SayAndBeginAsync("runs");
        var (id, _) = await SendAsync("second");
        await ShowQueueAsync(id);
        await CommitAsync(first.Fence, new TurnOutcome.Answered());
        await BeginAsync();

        Rig.Time.Advance(QueueLine.ShownAfter);

        Assert.Null(await QueueAsync());
        Assert.Empty(await Rig.Outbox.DueAsync(DateTimeOffset.MaxValue, 10, Token));
    }

    [Fact]
    public async Task A_line_that_is_asked_for_when_nothing_waits_any_more_is_not_made()
    {
        var (id, _) = await SendAsync("second");
        await BeginAsync();

        await ShowQueueAsync(id);

        Assert.Equal("0", await QueryOneAsync("SELECT COUNT(*) FROM outbox"));
    }

    [Fact]
    public async Task An_edit_and_a_stop_change_the_line()
    {
        await SayAndBeginAsync("runs");
        var (id, second) = await SendAsync("second");
        await ShowQueueAsync(id);
        Rig.Time.Advance(QueueLine.ShownAfter);

        var edit = Message("changed", "edit", 900) with { Kind = MessageKind.Edited, Target = second.MessageId };
        await AcceptAsync(edit, new InboundKind.Edit(StaysPrompt: true));
        var edited = (await QueueAsync())?.Body?.Markdown;
        await Rig.Controls.TakeBackAsync((await AskAsync(ControlKind.StopAll)).Id, true, int.MaxValue, Token);

        Assert.Equal("⏳ 1 message waits:\n- `changed`", edited);
        Assert.Null(await QueueAsync());
    }

    private async Task AssertEndAsync(TurnOutcome outcome, Receipt expected)
    {
        var (id, _) = await SendAsync("hello");
        await ShowReceiptAsync(id);
        var seen = (await Rig.Outbox.OpenAsync(Here, Token)).Single(row => row.SourceId == id);
        await Rig.Outbox.DeliveredAsync(seen.Id, 1, Token);

        await CommitAsync((await BeginAsync()).Fence, outcome);

        var row = (await Rig.Outbox.OpenAsync(Here, Token)).Single(row => row.SourceId == id);
        Assert.Equal((expected, 2, Wish.Present), (row.Receipt, row.Revision, row.Wish));
    }

    private async Task<(Guid Id, InboundMessage Message)> SendAsync(
        string text,
        Func<InboundMessage, InboundMessage>? change = null,
        InboundKind? kind = null
    )
    {
        var number = ++_sent;
        var message = Message(text, $"s{number}", number) with { MessageId = $"{number}" };
        message = change?.Invoke(message) ?? message;
        var id = Guid.CreateVersion7();
        await Rig.Inbox.AcceptAsync(id, message, kind ?? new InboundKind.Prompt(), 100, Token);
        return (id, message);
    }

    private Task ShowReceiptAsync(Guid id) => Rig.Controls.AcknowledgeAsync(id, hasReceipt: true, hasQueueLine: false, Token);

    private Task ShowQueueAsync(Guid id) => Rig.Controls.AcknowledgeAsync(id, hasReceipt: false, hasQueueLine: true, Token);

    private Task DeliverAsync(OutboxRow row, string messageId) => Rig.Outbox.PostedAsync(row.Id, messageId, row.Revision, Token);

    private async Task<OutboxRow?> QueueAsync() =>
        (await Rig.Outbox.OpenAsync(Here, Token)).SingleOrDefault(row => row.Source == OutboxSource.Queue);
}

using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Persistence.Commands;
using Archon.Bots.Persistence.Conversations;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Inbox;

/// <summary>One delivery's way into the inbox, within one transaction.</summary>
internal sealed class Acceptance(SqlSession sql, Guid id, InboundMessage message, DateTimeOffset now)
{
    /// <summary>How long a message waits for those that were sent with it. Source: clients send the parts of one text within it.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1.5);

    internal async Task<AcceptResult> AcceptAsync(InboundKind kind, int maxWaiting)
    {
        foreach (var cursor in message.Cursors)
        {
            await CursorRows.PassAsync(sql, message.Conversation.Platform, message.Bot, cursor);
        }

        var place = message.IsAddressed
            ? await ConversationRows.FindOrMakeAsync(sql, message.Conversation, now)
            : await ConversationRows.FindBeforeAsync(sql, message.Conversation, message.OrderKey);
        if (place is null)
        {
            return new AcceptResult.Unaddressed();
        }

        var result = kind is InboundKind.Prompt prompt ? await QueueAsync(place, prompt, maxWaiting) : await NoteAsync(place, kind);
        if (result is AcceptResult.Duplicate && place.IsNew)
        {
            await sql.ExecuteAsync($"DELETE FROM conversations WHERE id = {place.Id}");
        }

        return result;
    }

    private async Task<AcceptResult> QueueAsync(ConversationPlace place, InboundKind.Prompt prompt, int maxWaiting)
    {
        var queue = place.IsNew ? default : await LookAsync(place.Id);
        var head = queue.Settling > 0 && !prompt.StandsAlone ? await JoinedRows.HeadOfAsync(sql, place.Id, message) : null;
        head = head is { } whole && await JoinedRows.CountAsync(sql, whole) >= JoinedRows.Most ? null : head;
        if (head is null && queue.Waiting >= maxWaiting)
        {
            return await InsertAsync(place, InboxState.Done, DeclineReason.TooMany) is { } known
                ? new AcceptResult.Duplicate(place.Key, known)
                : await OpenAsync(place, new InboundKind.Control(ControlKind.TooMany, ""));
        }

        var settles = message.MayGoOn || message.Album is not null ? now + _patience : message.HeldUntil;
        if (await InsertAsync(place, InboxState.Pending, declined: null, head, head is null ? settles : null) is { } first)
        {
            return new AcceptResult.Duplicate(place.Key, first);
        }

        if (head is { } joined)
        {
            await sql.ExecuteAsync($"UPDATE inbox SET settles_at = {settles ?? now} WHERE id = {joined} AND state = 'pending'");
        }

        var before = head is null ? queue.Before : Math.Max(0, queue.Before - 1);
        return new AcceptResult.Waiting(place.Key, before + queue.Running) { SettlesAt = settles };
    }

    /// <summary>What is no prompt is done with when its transaction is.</summary>
    private async Task<AcceptResult> NoteAsync(ConversationPlace place, InboundKind kind)
    {
        if (kind is InboundKind.Withdrawal && message.Author == Author.Unknown)
        {
            // Not every platform tells who has deleted it: it is its author who has to know what became of it.
            if (await new MessageChange(sql, place.Id, message, now).AuthorAsync() is { } author)
            {
                return await new Acceptance(sql, id, message with { Author = author }, now).NoteAsync(place, kind);
            }
        }

        if (await InsertAsync(place, InboxState.Done, kind is InboundKind.Ignored ? DeclineReason.Ignored : null) is { } known)
        {
            return new AcceptResult.Duplicate(place.Key, known);
        }

        var changes = new MessageChange(sql, place.Id, message, now);
        var control = kind switch
        {
            InboundKind.Control asked => asked,
            InboundKind.Edit(var staysPrompt) => await changes.EditAsync(staysPrompt),
            InboundKind.Withdrawal => await changes.WithdrawAsync(),
            _ => null,
        };
        if (kind is InboundKind.Move && message.Target is { } address)
        {
            await ConversationRows.MoveAsync(sql, place.Id, address);
        }

        return control is null ? new AcceptResult.Noted(place.Key) : await OpenAsync(place, control);
    }

    private async Task<AcceptResult> OpenAsync(ConversationPlace place, InboundKind.Control control)
    {
        var opened = new ControlRow(Guid.CreateVersion7(now), place.Key, control.Kind, control.Argument, message.Author, now)
        {
            SentAt = message.SentAt,
            IsShared = message.IsShared,
            ReplyTo = message.Kind is MessageKind.Pressed ? message.Target : message.ReplyTo,
        };
        await ControlRows.OpenAsync(sql, opened, place.Id, id);
        return new AcceptResult.Controlled(opened);
    }

    private Task<Queue> LookAsync(Guid conversation) =>
        sql.FirstAsync(
            $"""
            SELECT
                (SELECT COUNT(*) FROM inbox WHERE conversation_id = {conversation} AND state = 'pending' AND joins IS NULL),
                (SELECT COUNT(*) FROM inbox
                    WHERE conversation_id = {conversation} AND state = 'pending' AND joins IS NULL AND order_key <= {message.OrderKey}),
                (SELECT COUNT(*) FROM turns WHERE conversation_id = {conversation} AND state = 'running'),
                (SELECT COUNT(*) FROM inbox WHERE conversation_id = {conversation} AND state = 'pending' AND settles_at IS NOT NULL)
            """,
            row => new Queue(row.Int(0), row.Int(1), row.Int(2), row.Int(3))
        );

    /// <returns>Not null: nothing was stored, for this row has the same delivery.</returns>
    private async Task<Guid?> InsertAsync(
        ConversationPlace place,
        InboxState state,
        DeclineReason? declined,
        Guid? joins = null,
        DateTimeOffset? settles = null
    )
    {
        var stored = await sql.ExecuteAsync(
            $"""
            INSERT INTO inbox (id, platform, bot, delivery_id, conversation_id, order_key, kind, state, declined,
                author_id, author_name, text, payload, sent_at, received_at, message_id, copies, joins, settles_at)
            VALUES ({id}, {message.Conversation.Platform}, {message.Bot}, {message.DeliveryId}, {place.Id},
                {message.OrderKey}, {message.Kind}, {state}, {declined},
                {message.Author.Id}, {message.Author.DisplayName}, {message.Text},
                {StoredJson.Write(Payload())}, {message.SentAt}, {now}, {message.MessageId}, 0, {joins}, {settles})
            ON CONFLICT DO NOTHING
            """
        );
        return stored > 0
            ? null
            : await sql.FirstAsync(
                $"""
                UPDATE inbox SET copies = copies + 1
                WHERE platform = {message.Conversation.Platform} AND bot = {message.Bot} AND delivery_id = {message.DeliveryId}
                RETURNING id
                """,
                row => row.Id(0)
            );
    }

    private InboxPayload Payload() =>
        new(message.Attachments, message.ReplyTo, message.Target)
        {
            IsShared = message.IsShared,
            Album = message.Album,
            MayGoOn = message.MayGoOn,
            Quotation = message.Quotation,
            IsOverheard = !message.IsAddressed,
            IsStranger = message.Author.IsStranger,
            IsVouchedFor = message.Author.IsVouchedFor,
        };

    /// <param name="Waiting">Places in the queue.</param>
    /// <param name="Before">Those of them that stand before the message.</param>
    /// <param name="Settling">Those of them that others may join.</param>
    private readonly record struct Queue(int Waiting, int Before, int Running, int Settling);
}

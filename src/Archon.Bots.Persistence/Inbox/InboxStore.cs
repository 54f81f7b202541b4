using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Persistence.Commands;
using Archon.Bots.Persistence.Conversations;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Inbox;

/// <remarks>
/// What is of no use to us (<see cref="InboundKind.Ignored"/>) is stored as done, so that its next copy is known, and is answered with
/// <see cref="AcceptResult.Waiting"/> and nothing ahead: a wake that it may cause finds nothing to do.
/// </remarks>
internal sealed class InboxStore(StoreWriter writer, StoreReader reader, TimeProvider time) : IInboxStore
{
    public Task<AcceptResult> AcceptAsync(
        Guid id,
        InboundMessage message,
        InboundKind kind,
        int maxWaiting,
        CancellationToken cancellationToken
    ) => writer.RunAsync(sql => AcceptAsync(sql, id, message, kind, maxWaiting), cancellationToken);

    public async Task<IReadOnlyList<ConversationKey>> WaitingAsync(string node, int limit, CancellationToken cancellationToken) =>
        await reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"""
                    SELECT c.platform, c.space, c.thread
                    FROM (
                        SELECT conversation_id, MIN(received_at) AS since, MIN(seq) AS first FROM inbox
                        WHERE state <> 'done' AND state <> 'held' GROUP BY conversation_id
                    ) w
                    JOIN conversations c ON c.id = w.conversation_id
                    WHERE c.owner IS NULL OR c.owner = {node} OR NOT EXISTS (SELECT 1 FROM leases l WHERE l.node = c.owner)
                    ORDER BY w.since, w.first LIMIT {limit}
                    """,
                    row => ConversationRows.ReadKey(row, 0)
                ),
            cancellationToken
        );

    private async Task<AcceptResult> AcceptAsync(SqlSession sql, Guid id, InboundMessage message, InboundKind kind, int maxWaiting)
    {
        var now = time.GetUtcNow();
        var (conversation, isNew) = await FindOrMakeAsync(sql, message.Conversation, now);
        var queue = kind is InboundKind.Prompt && !isNew ? await LookAsync(sql, conversation, message.OrderKey) : new Queue(0, 0, 0);
        var (state, declined) = kind switch
        {
            InboundKind.Prompt when queue.Waiting >= maxWaiting => (InboxState.Done, DeclineReason.TooMany),
            InboundKind.Prompt => (InboxState.Pending, (DeclineReason?)null),
            InboundKind.Ignored => (InboxState.Done, DeclineReason.Ignored),
            _ => (InboxState.Done, null),
        };
        if (!await InsertAsync(sql, new Arrival(id, conversation, state, declined, now), message))
        {
            if (isNew)
            {
                await sql.ExecuteAsync($"DELETE FROM conversations WHERE id = {conversation}");
            }

            return new AcceptResult.Duplicate();
        }

        var control = kind switch
        {
            InboundKind.Control asked => asked,
            _ when declined is DeclineReason.TooMany => new InboundKind.Control(ControlKind.TooMany, ""),
            _ => null,
        };
        if (control is null)
        {
            return new AcceptResult.Waiting(queue.Before + queue.Running);
        }

        var opened = new ControlRow(Guid.CreateVersion7(now), message.Conversation, control.Kind, control.Argument, message.Author, now)
        {
            IsShared = message.IsShared,
            ReplyTo = message.Kind is MessageKind.Pressed ? message.Target : message.ReplyTo,
        };
        await ControlRows.OpenAsync(sql, opened, conversation, id);
        return new AcceptResult.Controlled(opened);
    }

    private static async Task<(Guid Id, bool IsNew)> FindOrMakeAsync(SqlSession sql, ConversationKey key, DateTimeOffset now)
    {
        if (await ConversationRows.FindAsync(sql, key) is { } known)
        {
            return (known.Id, false);
        }

        var made = await sql.ExecuteAsync(
            $"""
            INSERT INTO conversations (id, platform, space, thread, epoch, generation, transcript_from, created_at)
            VALUES ({Guid.CreateVersion7(now)}, {key.Platform}, {key.Space}, {key.Thread}, 0, 0, 0, {now})
            ON CONFLICT (platform, space, thread) DO NOTHING
            """
        );
        return ((await ConversationRows.FindAsync(sql, key))!.Id, made > 0);
    }

    private static Task<Queue> LookAsync(SqlSession sql, Guid conversation, long orderKey) =>
        sql.FirstAsync(
            $"""
            SELECT
                (SELECT COUNT(*) FROM inbox WHERE conversation_id = {conversation} AND state = 'pending'),
                (SELECT COUNT(*) FROM inbox WHERE conversation_id = {conversation} AND state = 'pending' AND order_key <= {orderKey}),
                (SELECT COUNT(*) FROM turns WHERE conversation_id = {conversation} AND state = 'running')
            """,
            row => new Queue(row.Int(0), row.Int(1), row.Int(2))
        );

    private static async Task<bool> InsertAsync(SqlSession sql, Arrival arrival, InboundMessage message) =>
        await sql.ExecuteAsync(
            $"""
            INSERT INTO inbox (id, platform, bot, delivery_id, conversation_id, order_key, kind, state, declined,
                author_id, author_name, text, payload, sent_at, received_at, message_id, copies)
            VALUES ({arrival.Id}, {message.Conversation.Platform}, {message.Bot}, {message.DeliveryId}, {arrival.Conversation},
                {message.OrderKey}, {message.Kind}, {arrival.State}, {arrival.Declined},
                {message.Author.Id}, {message.Author.DisplayName}, {message.Text},
                {StoredJson.Write(Payload(message))}, {message.SentAt}, {arrival.At}, {message.MessageId}, 0)
            ON CONFLICT DO NOTHING
            """
        ) > 0;

    private static InboxPayload Payload(InboundMessage message) =>
        new(message.Attachments, message.ReplyTo, message.Target)
        {
            IsShared = message.IsShared,
            Album = message.Album,
            MayGoOn = message.MayGoOn,
            Quotation = message.Quotation,
        };

    private readonly record struct Queue(int Waiting, int Before, int Running);

    private sealed record Arrival(Guid Id, Guid Conversation, InboxState State, DeclineReason? Declined, DateTimeOffset At);
}

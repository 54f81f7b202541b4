using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Persistence.Audits;
using Archon.Bots.Persistence.Conversations;
using Archon.Bots.Persistence.Inbox;
using Archon.Bots.Persistence.Outbox;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Commands;

internal sealed class ControlStore(StoreWriter writer, StoreReader reader, TimeProvider time) : IControlStore
{
    public async Task<IReadOnlyList<ControlRow>> OpenAsync(int limit, CancellationToken cancellationToken) =>
        await reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"""
                    SELECT o.id, c.platform, c.space, c.thread, o.kind, o.argument, o.author_id, o.author_name, o.at, o.is_shared, o.reply_to,
                        i.sent_at, i.payload
                    FROM controls o JOIN conversations c ON c.id = o.conversation_id JOIN inbox i ON i.id = o.inbox_id
                    WHERE o.state = 'open' ORDER BY o.seq LIMIT {limit}
                    """,
                    row => new ControlRow(
                        row.Id(0),
                        ConversationRows.ReadKey(row, 1),
                        row.Enum<ControlKind>(4),
                        row.Text(5),
                        StoredJson.ReadPayload(row.Text(12)).AuthorOf(row.Text(6), row.Text(7)),
                        row.Time(8)
                    )
                    {
                        SentAt = row.Time(11),
                        IsShared = row.Flag(9),
                        ReplyTo = row.TextOrNull(10),
                    }
                ),
            cancellationToken
        );

    public Task<ConversationView> ViewAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        reader.SnapshotAsync(sql => ConversationViews.ReadAsync(sql, conversation), cancellationToken);

    /// <remarks>A control that was handed to a turn is its commit's to close; here it counts as closed.</remarks>
    public Task<bool> AnswerAsync(Guid control, ControlAnswer answer, CancellationToken cancellationToken) =>
        writer.RunAsync(sql => AnswerAsync(sql, control, answer), cancellationToken);

    public Task AcknowledgeAsync(Guid inbox, bool hasReceipt, bool hasQueueLine, CancellationToken cancellationToken) =>
        writer.RunAsync(sql => AcknowledgeAsync(sql, inbox, hasReceipt, hasQueueLine), cancellationToken);

    public Task NoticeAsync(ConversationKey conversation, Guid source, ReplyBody body, CancellationToken cancellationToken) =>
        writer.RunAsync(
            async sql =>
            {
                if (await ConversationRows.LockAsync(sql, conversation) is { } row)
                {
                    await OutboxWrites.WishAsync(sql, new OutboxPlace(row.Id, OutboxSource.Notice, source, 0), body, time.GetUtcNow());
                }
            },
            cancellationToken
        );

    public Task<bool> HandAsync(Guid control, Guid turn, CancellationToken cancellationToken) =>
        writer.RunAsync(
            async sql =>
                // Locked, so that the turn's commit comes before this or finds the control.
                await sql.FirstAsync($"SELECT 1 FROM turns WHERE id = {turn} AND state = 'running' {sql.RowLock}", row => row.Int(0)) == 1
                && await sql.ExecuteAsync(
                    $"""
                    UPDATE controls SET state = 'handed', turn_id = {turn}
                    WHERE id = {control} AND state = 'open'
                        AND conversation_id = (SELECT conversation_id FROM turns WHERE id = {turn})
                    """
                ) > 0,
            cancellationToken
        );

    public Task<IReadOnlyList<string>> TakeBackAsync(Guid control, bool ofAnybody, int limit, CancellationToken cancellationToken) =>
        writer.RunAsync(sql => TakeBackAsync(sql, control, ofAnybody, limit), cancellationToken);

    public async Task<IReadOnlyList<string>> TooManySinceAsync(
        ConversationKey conversation,
        DateTimeOffset since,
        CancellationToken cancellationToken
    ) =>
        await reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"""
                    SELECT i.text, i.payload FROM inbox i JOIN conversations c ON c.id = i.conversation_id
                    WHERE c.platform = {conversation.Platform} AND c.space = {conversation.Space} AND c.thread = {conversation.Thread}
                        AND i.state = 'done' AND i.declined = 'too_many' AND i.received_at >= {since}
                    ORDER BY i.order_key, i.seq
                    """,
                    row => InboxRows.ReadLine(row, 0)
                ),
            cancellationToken
        );

    private async Task<bool> AnswerAsync(SqlSession sql, Guid control, ControlAnswer answer)
    {
        var now = time.GetUtcNow();
        var conversation = await sql.FirstAsync(
            $"""
            UPDATE controls SET state = 'answered', answered_at = {now} WHERE id = {control} AND state = 'open'
            RETURNING conversation_id
            """,
            row => (Guid?)row.Id(0)
        );
        if (conversation is null)
        {
            return false;
        }

        if (answer.OnlyOnceADay is { Rule: var rule })
        {
            await sql.ExecuteAsync($"UPDATE inbox SET refused_by = {rule} WHERE id = (SELECT inbox_id FROM controls WHERE id = {control})");
        }

        var isSaid = answer.OnlyOnceADay is not { } refusal || await RefusalAudit.IsFirstOfDayAsync(sql, refusal, now);
        if (isSaid && answer.Body is { } body)
        {
            var place = answer.SharedSource is { } shared
                ? new OutboxPlace(conversation.Value, OutboxSource.Notice, shared, 0)
                : new OutboxPlace(conversation.Value, OutboxSource.Control, control, 0);
            await OutboxWrites.WishAsync(sql, place, body, now);
        }

        return true;
    }

    private async Task AcknowledgeAsync(SqlSession sql, Guid inbox, bool hasReceipt, bool hasQueueLine)
    {
        var conversation = await sql.FirstAsync(
            $"""
            SELECT c.id FROM conversations c WHERE c.id = (SELECT conversation_id FROM inbox WHERE id = {inbox}) {sql.RowLock}
            """,
            row => row.Id(0)
        );
        var now = time.GetUtcNow();
        if (hasReceipt)
        {
            await ReceiptRows.ShowAsync(sql, inbox, now);
        }

        if (hasQueueLine)
        {
            await QueueRows.ShowAsync(sql, conversation, now);
        }
    }

    private async Task<IReadOnlyList<string>> TakeBackAsync(SqlSession sql, Guid control, bool ofAnybody, int limit)
    {
        var conversation = await sql.FirstAsync(
            $"""
            SELECT c.id FROM conversations c WHERE c.id = (SELECT conversation_id FROM controls WHERE id = {control}) {sql.RowLock}
            """,
            row => row.Id(0)
        );
        var heads = await sql.ListAsync(
            $"""
            UPDATE inbox SET state = 'done', declined = 'stopped', declined_by = {control}
            WHERE state = 'pending' AND NOT EXISTS (SELECT 1 FROM inbox d WHERE d.declined_by = {control}) AND seq IN (
                SELECT i.seq FROM inbox i JOIN controls o ON o.conversation_id = i.conversation_id
                WHERE o.id = {control} AND o.state = 'open' AND i.state = 'pending' AND i.joins IS NULL
                    AND ({ofAnybody} OR i.author_id = o.author_id)
                ORDER BY i.order_key, i.seq LIMIT {limit}
            )
            RETURNING id
            """,
            row => row.Id(0)
        );
        if (heads.Count > 0)
        {
            var parts = await sql.ListAsync(
                $"""
                UPDATE inbox SET state = 'done', declined = 'stopped', declined_by = {control}
                WHERE state = 'pending' AND joins IN (SELECT d.id FROM inbox d WHERE d.declined_by = {control})
                RETURNING id
                """,
                row => row.Id(0)
            );
            await ReceiptRows.RemoveAsync(sql, heads.Concat(parts));
            await QueueRows.RefreshAsync(sql, conversation, time.GetUtcNow());
        }

        return await sql.ListAsync(
            $"SELECT text, payload FROM inbox WHERE declined_by = {control} AND joins IS NULL ORDER BY order_key, seq",
            row => InboxRows.ReadLine(row, 0)
        );
    }
}

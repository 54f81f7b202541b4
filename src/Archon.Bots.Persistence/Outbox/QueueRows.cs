using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Persistence.Inbox;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Outbox;

/// <summary>The line that tells what waits in a conversation: one row, changed by whatever changes the queue.</summary>
internal static class QueueRows
{
    /// <summary>Unit: characters of a waiting text that are read.</summary>
    private const int Read = 200;

    /// <summary>Shows the line if something waits.</summary>
    internal static async Task ShowAsync(SqlSession sql, Guid conversation, DateTimeOffset now)
    {
        if (await BodyAsync(sql, conversation) is not { } body)
        {
            await HideAsync(sql, conversation);
            return;
        }

        await sql.ExecuteAsync(
            $"""
            INSERT INTO outbox (id, conversation_id, source, source_id, slot, kind, wish, body, revision, delivered_revision, final,
                next_attempt, created_at)
            VALUES ({Guid.CreateVersion7(now)}, {conversation}, 'queue', {conversation}, 0, 'message', 'present',
                {StoredJson.Write(body)}, 1, 0, {true}, {now + QueueLine.ShownAfter}, {now})
            ON CONFLICT (source, source_id, slot) DO UPDATE
            SET wish = excluded.wish, body = excluded.body, revision = outbox.revision + 1, dead_reason = NULL,
                next_attempt = CASE
                    WHEN outbox.wish = 'absent' AND outbox.throttled IS NULL THEN excluded.next_attempt ELSE outbox.next_attempt
                END
            WHERE outbox.wish = 'absent' OR outbox.body <> excluded.body
            """
        );
    }

    /// <summary>Changes the line if it is shown, or is about to be.</summary>
    internal static async Task RefreshAsync(SqlSession sql, Guid conversation, DateTimeOffset now)
    {
        var isShown = await sql.FirstAsync(
            $"SELECT 1 FROM outbox WHERE source = 'queue' AND source_id = {conversation} AND slot = 0 AND wish = 'present'",
            row => row.Int(0)
        );
        if (isShown == 1)
        {
            await ShowAsync(sql, conversation, now);
        }
    }

    private static Task<int> HideAsync(SqlSession sql, Guid conversation) =>
        sql.ExecuteAsync(
            $"""
            UPDATE outbox SET wish = 'absent', body = NULL, revision = revision + 1, dead_reason = NULL,
                delivered_revision = CASE
                    WHEN platform_message_id IS NULL AND attempting_since IS NULL THEN revision + 1 ELSE delivered_revision
                END,
                next_attempt = CASE WHEN throttled IS NULL THEN NULL ELSE next_attempt END
            WHERE source = 'queue' AND source_id = {conversation} AND slot = 0 AND wish = 'present'
            """
        );

    private static async Task<ReplyBody?> BodyAsync(SqlSession sql, Guid conversation)
    {
        var count = 0;
        var first = await sql.ListAsync(
            $"""
            SELECT substr(text, 1, {Read}), payload, COUNT(*) OVER () FROM inbox
            WHERE conversation_id = {conversation} AND state = 'pending' AND joins IS NULL
            ORDER BY order_key, seq LIMIT {QueueLine.Named}
            """,
            row =>
            {
                count = row.Int(2);
                return InboxRows.ReadLine(row, 0);
            }
        );
        return QueueLine.Of(count, first);
    }
}

using Archon.Bots.Core.Messages;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Outbox;

/// <summary>The reactions that tell people what became of their messages: one row a message.</summary>
internal static class ReceiptRows
{
    /// <summary>The receipt as the message stands now: it may have ended before its author was shown that it was accepted.</summary>
    internal static Task ShowAsync(SqlSession sql, Guid inbox, DateTimeOffset now) =>
        sql.LaterAsync(
            $"""
            INSERT INTO outbox (id, conversation_id, source, source_id, slot, kind, wish, target, receipt, revision, delivered_revision,
                final, created_at)
            SELECT {Guid.CreateVersion7(now)}, i.conversation_id, 'receipt', i.id, 0, 'reaction', 'present', i.message_id,
                CASE WHEN i.state <> 'done' THEN 'seen' WHEN t.outcome = 'answered' THEN 'done' ELSE 'failed' END, 1, 0,
                {true}, {now}
            FROM inbox i LEFT JOIN turns t ON t.id = i.turn_id
            WHERE i.id = {inbox} AND i.message_id IS NOT NULL AND (i.state <> 'done' OR i.turn_id IS NOT NULL)
            ON CONFLICT (source, source_id, slot) DO NOTHING
            """
        );

    internal static Task ChangeAsync(SqlSession sql, Guid inbox, Receipt receipt) =>
        sql.LaterAsync(
            $"""
            UPDATE outbox SET receipt = {receipt}, revision = revision + 1,
                next_attempt = CASE WHEN throttled IS NULL THEN NULL ELSE next_attempt END
            WHERE source = 'receipt' AND source_id = {inbox} AND slot = 0
            """
        );

    /// <summary>What was taken back shows nothing any more.</summary>
    internal static async Task RemoveAsync(SqlSession sql, IEnumerable<Guid> messages)
    {
        foreach (var inbox in messages)
        {
            await sql.LaterAsync(
                $"""
                UPDATE outbox SET wish = 'absent', revision = revision + 1,
                    next_attempt = CASE WHEN throttled IS NULL THEN NULL ELSE next_attempt END
                WHERE source = 'receipt' AND source_id = {inbox} AND slot = 0
                """
            );
        }
    }
}

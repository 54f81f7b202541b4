using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Outbox;

/// <summary>Which message of a conversation is meant.</summary>
internal readonly record struct OutboxPlace(Guid Conversation, OutboxSource Source, Guid SourceId, int Slot);

/// <summary>
/// What other stores' transactions wish for. A new wish is due at once, but for one thing: a pause that the platform asked for lasts.
/// </summary>
internal static class OutboxWrites
{
    /// <summary>The message is to show this body, from now on or for the first time.</summary>
    internal static Task WishAsync(SqlSession sql, OutboxPlace place, ReplyBody body, DateTimeOffset now) =>
        sql.LaterAsync(
            $"""
            INSERT INTO outbox (id, conversation_id, source, source_id, slot, kind, wish, body, revision, delivered_revision, final, created_at)
            VALUES ({Guid.CreateVersion7(now)}, {place.Conversation}, {place.Source}, {place.SourceId}, {place.Slot}, 'message', 'present',
                {StoredJson.Write(body)}, 1, 0, {true}, {now})
            ON CONFLICT (source, source_id, slot) DO UPDATE
            SET wish = excluded.wish, body = excluded.body, revision = outbox.revision + 1, final = excluded.final,
                next_attempt = CASE WHEN outbox.throttled IS NULL THEN NULL ELSE outbox.next_attempt END, dead_reason = NULL
            """
        );

    /// <summary>What a turn's preview showed from this part on is to vanish.</summary>
    internal static Task UnwishAsync(SqlSession sql, Guid turn, int fromSlot) =>
        sql.LaterAsync(
            $"""
            UPDATE outbox
            SET wish = 'absent', body = NULL, revision = revision + 1, final = {true}, dead_reason = NULL,
                next_attempt = CASE WHEN throttled IS NULL THEN NULL ELSE next_attempt END
            WHERE source = 'turn' AND source_id = {turn} AND slot >= {fromSlot}
            """
        );

    /// <summary>Whether a turn's preview has been posted.</summary>
    internal static async Task<bool> HasPreviewAsync(SqlSession sql, Guid turn) =>
        await sql.FirstAsync(
            $"""
            SELECT 1 FROM outbox WHERE source = 'turn' AND source_id = {turn} AND slot = 0 AND platform_message_id IS NOT NULL
            """,
            row => row.Int(0)
        ) == 1;

    /// <summary>
    /// A turn's preview is to show this line, which is not its answer. As the second revision of something that was seen: if its reader has
    /// deleted it, it stays so.
    /// </summary>
    internal static Task ShrinkAsync(SqlSession sql, Guid turn, ReplyBody line) =>
        sql.LaterAsync(
            $"""
            UPDATE outbox
            SET wish = 'present', body = {StoredJson.Write(
                line
            )}, revision = revision + 2, delivered_revision = revision + 1, final = {true},
                next_attempt = CASE WHEN throttled IS NULL THEN NULL ELSE next_attempt END, dead_reason = NULL
            WHERE source = 'turn' AND source_id = {turn} AND slot = 0
            """
        );
}

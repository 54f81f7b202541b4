using Archon.Bots.Core.Conversations;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Conversations;

/// <summary>A conversation's row as the stores look at it.</summary>
internal sealed record ConversationRow(Guid Id, string? Owner, long Epoch, ConversationSettings Settings);

/// <param name="Key">Its own, wherever it has moved to.</param>
internal sealed record ConversationPlace(Guid Id, ConversationKey Key, bool IsNew);

internal static class ConversationRows
{
    /// <returns>Null: nobody spoke there yet.</returns>
    internal static Task<ConversationRow?> FindAsync(SqlSession sql, ConversationKey key) =>
        sql.FirstAsync(
            $"""
            SELECT id, owner, epoch, generation, provider, model FROM conversations
            WHERE platform = {key.Platform} AND space = {key.Space} AND thread = {key.Thread}
            """,
            Read
        );

    /// <summary>As <see cref="FindAsync"/>, for somebody who is about to change it.</summary>
    internal static Task<ConversationRow?> LockAsync(SqlSession sql, ConversationKey key) =>
        sql.FirstAsync(
            $"""
            SELECT id, owner, epoch, generation, provider, model FROM conversations
            WHERE platform = {key.Platform} AND space = {key.Space} AND thread = {key.Thread} {sql.RowLock}
            """,
            Read
        );

    /// <summary>Where the message came from: a conversation that has moved there, or the one that has always been there. Locked.</summary>
    internal static async Task<ConversationPlace> FindOrMakeAsync(SqlSession sql, ConversationKey origin, DateTimeOffset now)
    {
        if (await PlaceAsync(sql, origin) is { } known)
        {
            return known;
        }

        var made = await sql.ExecuteAsync(
            $"""
            INSERT INTO conversations (id, platform, space, thread, epoch, generation, transcript_from, created_at)
            VALUES ({Guid.CreateVersion7(now)}, {origin.Platform}, {origin.Space}, {origin.Thread}, 0, 0, 0, {now})
            ON CONFLICT (platform, space, thread) DO NOTHING
            """
        );
        return (await PlaceAsync(sql, origin))! with { IsNew = made > 0 };
    }

    /// <summary>As <see cref="FindOrMakeAsync"/>, for what is no reason to begin a conversation.</summary>
    /// <returns>Null: there was none yet when it was said.</returns>
    internal static async Task<ConversationPlace?> FindBeforeAsync(SqlSession sql, ConversationKey origin, long orderKey)
    {
        if (await PlaceAsync(sql, origin) is not { } place)
        {
            return null;
        }

        var isOlder = await sql.FirstAsync(
            $"SELECT COALESCE(MIN(order_key), {orderKey}) > {orderKey} FROM inbox WHERE conversation_id = {place.Id}",
            row => row.Flag(0)
        );
        return isOlder ? null : place;
    }

    /// <summary>Its key stays; an address is one conversation's, the last that moved there.</summary>
    internal static async Task MoveAsync(SqlSession sql, Guid conversation, string address)
    {
        await sql.ExecuteAsync(
            $"""
            UPDATE conversations SET address = NULL
            WHERE address = {address} AND id <> {conversation}
                AND EXISTS (
                    SELECT 1 FROM conversations m
                    WHERE m.id = {conversation} AND m.platform = conversations.platform AND m.space = conversations.space
                )
            """
        );
        await sql.ExecuteAsync($"UPDATE conversations SET address = {address} WHERE id = {conversation}");

        // The new place counts its messages anew: an old id would name somebody else's there.
        await sql.ExecuteAsync(
            $"""
            UPDATE outbox SET platform_message_id = NULL, target = NULL, attempting_since = NULL
            WHERE conversation_id = {conversation} AND kind = 'message'
                AND (NOT final OR source IN ('queue', 'question') OR delivered_revision < revision)
            """
        );
        await sql.ExecuteAsync(
            $"""
            UPDATE outbox SET dead_reason = 'its message stayed in the place that the conversation left'
            WHERE conversation_id = {conversation} AND kind = 'reaction' AND delivered_revision < revision
            """
        );
    }

    private static Task<ConversationPlace?> PlaceAsync(SqlSession sql, ConversationKey origin) =>
        sql.FirstAsync(
            $"""
            SELECT id, thread FROM conversations
            WHERE platform = {origin.Platform} AND space = {origin.Space} AND (address = {origin.Thread} OR thread = {origin.Thread})
            ORDER BY CASE WHEN address = {origin.Thread} THEN 0 ELSE 1 END LIMIT 1 {sql.RowLock}
            """,
            row => new ConversationPlace(row.Id(0), origin with { Thread = row.Text(1) }, IsNew: false)
        );

    internal static ConversationKey ReadKey(SqlRow row, int column) => new(row.Text(column), row.Text(column + 1), row.Text(column + 2));

    private static ConversationRow Read(SqlRow row) =>
        new(row.Id(0), row.TextOrNull(1), row.Long(2), new ConversationSettings(row.Int(3), row.TextOrNull(4), row.TextOrNull(5)));
}

using Archon.Bots.Core.Conversations;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Conversations;

/// <summary>A conversation's row as the stores look at it.</summary>
internal sealed record ConversationRow(Guid Id, string? Owner, long Epoch, ConversationSettings Settings);

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

    internal static ConversationKey ReadKey(SqlRow row, int column) => new(row.Text(column), row.Text(column + 1), row.Text(column + 2));

    private static ConversationRow Read(SqlRow row) =>
        new(row.Id(0), row.TextOrNull(1), row.Long(2), new ConversationSettings(row.Int(3), row.TextOrNull(4), row.TextOrNull(5)));
}

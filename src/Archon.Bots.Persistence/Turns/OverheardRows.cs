using System.Collections.Immutable;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Turns;

/// <summary>What was said in a conversation to nobody, by nobody who may use the bot: the next turn is told of it.</summary>
internal static class OverheardRows
{
    /// <summary>Unit: lines, the newest.</summary>
    private const int Most = 50;

    /// <summary>The turn that was refused in silence is such a line.</summary>
    internal static Task AddAsync(SqlSession sql, TurnFence refused) =>
        sql.LaterAsync(
            $"""
            UPDATE conversations SET overheard_from = (SELECT MIN(i.order_key) FROM inbox i WHERE i.turn_id = {refused.Turn})
            WHERE id = {refused.Conversation} AND overheard_from IS NULL
            """
        );

    internal static async Task<ImmutableArray<ThreadLine>> ReadAsync(SqlSession sql, Guid conversation, long from, long before)
    {
        var newestFirst = await sql.ListAsync(
            $"""
            SELECT author_id, author_name, text, payload FROM inbox
            WHERE conversation_id = {conversation} AND state = 'done' AND refused_by IS NOT NULL
                AND order_key >= {from} AND order_key < {before}
            ORDER BY order_key DESC, seq DESC LIMIT {Most}
            """,
            row =>
            {
                var payload = StoredJson.ReadPayload(row.Text(3));
                var author = payload.AuthorOf(row.Text(0), row.Text(1));
                return new ThreadLine(author, AttachmentText.Record(row.Text(2), payload.Attachments));
            }
        );
        newestFirst.Reverse();
        return [.. newestFirst];
    }
}

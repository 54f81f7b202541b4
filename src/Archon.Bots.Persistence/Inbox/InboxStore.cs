using System.Collections.Immutable;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Persistence.Conversations;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Inbox;

internal sealed class InboxStore(StoreWriter writer, StoreReader reader, TimeProvider time) : IInboxStore
{
    public Task<AcceptResult> AcceptAsync(
        Guid id,
        InboundMessage message,
        InboundKind kind,
        int maxWaiting,
        CancellationToken cancellationToken
    ) => writer.RunAsync(sql => new Acceptance(sql, id, message, time.GetUtcNow()).AcceptAsync(kind, maxWaiting), cancellationToken);

    public async Task<ImmutableDictionary<string, long>> ReadCursorsAsync(string platform, string bot, CancellationToken cancellationToken)
    {
        var cursors = await reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"SELECT place, position FROM cursors WHERE platform = {platform} AND bot = {bot}",
                    row => KeyValuePair.Create(row.Text(0), row.Long(1))
                ),
            cancellationToken
        );
        return ImmutableDictionary.CreateRange(StringComparer.Ordinal, cursors);
    }

    public Task PassAsync(string platform, string bot, IReadOnlyCollection<Cursor> cursors, CancellationToken cancellationToken) =>
        writer.RunAsync(
            async sql =>
            {
                foreach (var cursor in cursors)
                {
                    await CursorRows.PassAsync(sql, platform, bot, cursor);
                }
            },
            cancellationToken
        );

    public async Task<IReadOnlyList<ConversationKey>> ReleaseAsync(string platform, string bot, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await writer.RunAsync(
            async sql =>
            {
                await sql.ExecuteAsync(
                    $"""
                    UPDATE inbox SET settles_at = {now}
                    WHERE platform = {platform} AND bot = {bot} AND state = 'pending' AND settles_at > {now}
                    """
                );
                return await sql.ListAsync(
                    $"""
                    SELECT DISTINCT c.platform, c.space, c.thread FROM inbox i JOIN conversations c ON c.id = i.conversation_id
                    WHERE i.platform = {platform} AND i.bot = {bot} AND i.state = 'pending' AND i.settles_at = {now}
                    """,
                    row => ConversationRows.ReadKey(row, 0)
                );
            },
            cancellationToken
        );
    }

    public async Task<IReadOnlyList<ConversationKey>> WaitingAsync(string node, int limit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"""
                    SELECT c.platform, c.space, c.thread
                    FROM (
                        SELECT conversation_id, MIN(received_at) AS since, MIN(seq) AS first FROM inbox
                        WHERE state = 'running' OR (state = 'pending' AND joins IS NULL AND (settles_at IS NULL OR settles_at <= {now}))
                        GROUP BY conversation_id
                    ) w
                    JOIN conversations c ON c.id = w.conversation_id
                    WHERE c.owner IS NULL OR c.owner = {node} OR NOT EXISTS (SELECT 1 FROM leases l WHERE l.node = c.owner)
                    ORDER BY w.since, w.first LIMIT {limit}
                    """,
                    row => ConversationRows.ReadKey(row, 0)
                ),
            cancellationToken
        );
    }
}

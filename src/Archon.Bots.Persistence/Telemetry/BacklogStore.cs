using Archon.Bots.Core.Telemetry;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Telemetry;

internal sealed class BacklogStore(StoreReader reader) : IBacklogStore
{
    public Task<Backlog> ReadAsync(CancellationToken cancellationToken) =>
        reader.SnapshotAsync(
            async sql =>
            {
                var inbox = await WaitingAsync(sql);
                var outbox = await UndeliveredAsync(sql);
                return new Backlog(inbox.Count, inbox.Oldest, outbox.Count, outbox.Oldest);
            },
            cancellationToken
        );

    /// <summary>The first condition is the index's own.</summary>
    private static Task<Queue> WaitingAsync(SqlSession sql) =>
        sql.FirstAsync(
            $"SELECT COUNT(*), MIN(received_at) FROM inbox WHERE state <> 'done' AND state = 'pending' AND joins IS NULL",
            row => new Queue(row.Int(0), row.TimeOrNull(1))
        );

    /// <summary>
    /// The first line is the index's own condition. A turn's rows are there from its first preview on, and wished for when it has ended;
    /// others count only until they are posted, for what stands there already is edited when it pleases.
    /// </summary>
    private static Task<Queue> UndeliveredAsync(SqlSession sql) =>
        sql.FirstAsync(
            $"""
            SELECT COUNT(*), MIN(COALESCE(t.ended_at, o.created_at)) FROM outbox o
            LEFT JOIN turns t ON t.id = o.source_id AND o.source IN ('turn', 'answer')
            WHERE o.final AND o.dead_reason IS NULL AND o.delivered_revision < o.revision
                AND o.wish = 'present' AND o.kind = 'message' AND o.source <> 'queue'
                AND (o.platform_message_id IS NULL OR t.id IS NOT NULL)
            """,
            row => new Queue(row.Int(0), row.TimeOrNull(1))
        );

    private readonly record struct Queue(int Count, DateTimeOffset? Oldest);
}

using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Conversations;
using Archon.Bots.Persistence.Storage;
using Archon.Bots.Persistence.Turns;

namespace Archon.Bots.Persistence.Outbox;

internal sealed class OutboxStore(StoreWriter writer, StoreReader reader, TimeProvider time) : IOutboxStore
{
    /// <summary>What <see cref="Read"/> reads, in its order; the table is called <c>o</c>, its conversation <c>c</c>.</summary>
    private static readonly SqlText _columns = new(
        """
        o.id, c.platform, c.space, c.thread, o.source, o.source_id, o.slot, o.wish, o.body, o.final, o.revision, o.delivered_revision,
        o.platform_message_id, o.attempting_since, o.next_attempt, o.receipt, o.target,
        CASE
            WHEN o.source IN ('turn', 'answer') THEN (SELECT t.inbox_id FROM turns t WHERE t.id = o.source_id)
            WHEN o.source = 'control' THEN (SELECT k.inbox_id FROM controls k WHERE k.id = o.source_id)
            WHEN o.source = 'question' THEN (SELECT t.inbox_id FROM approvals a JOIN turns t ON t.id = a.turn_id WHERE a.id = o.source_id)
            WHEN o.source = 'receipt' THEN o.source_id
        END
        """
    );

    /// <summary>A row that the platform does not show as wished; the first line is the index's own condition.</summary>
    private static readonly SqlText _isOpen = new(
        """
        o.final AND o.dead_reason IS NULL AND o.delivered_revision < o.revision
        AND (o.wish = 'present' OR o.platform_message_id IS NOT NULL OR o.kind = 'reaction')
        """
    );

    public async Task<IReadOnlyList<ConversationKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        await reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"""
                    SELECT c.platform, c.space, c.thread
                    FROM (
                        SELECT o.conversation_id, MIN(o.seq) AS first FROM outbox o
                        WHERE {_isOpen} AND (o.next_attempt IS NULL OR o.next_attempt <= {now}) GROUP BY o.conversation_id
                    ) d
                    JOIN conversations c ON c.id = d.conversation_id
                    ORDER BY d.first LIMIT {limit}
                    """,
                    row => ConversationRows.ReadKey(row, 0)
                ),
            cancellationToken
        );

    public async Task<IReadOnlyList<OutboxRow>> OpenAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"""
                    SELECT {_columns} FROM outbox o JOIN conversations c ON c.id = o.conversation_id
                    WHERE c.platform = {conversation.Platform} AND c.space = {conversation.Space} AND c.thread = {conversation.Thread}
                        AND {_isOpen} AND (o.source <> 'queue' OR o.next_attempt IS NULL OR o.next_attempt <= {now})
                    ORDER BY o.seq, o.slot
                    """,
                    Read
                ),
            cancellationToken
        );
    }

    public Task<OutboxRow> PreviewAsync(TurnFence fence, int slot, CancellationToken cancellationToken) =>
        writer.RunAsync(sql => PreviewAsync(sql, fence, slot), cancellationToken);

    /// <summary>The first attempt's time stays until its outcome is known: the post may have arrived since then.</summary>
    public Task AttemptAsync(Guid row, DateTimeOffset now, CancellationToken cancellationToken) =>
        writer.RunAsync(
            sql => sql.ExecuteAsync($"UPDATE outbox SET attempting_since = COALESCE(attempting_since, {now}) WHERE id = {row}"),
            cancellationToken
        );

    public Task PostedAsync(Guid row, string platformMessageId, int revision, CancellationToken cancellationToken) =>
        writer.RunAsync(
            sql =>
                sql.ExecuteAsync(
                    $"""
                    UPDATE outbox SET platform_message_id = {platformMessageId}, delivered_revision = {revision}, attempting_since = NULL,
                        next_attempt = NULL, throttled = NULL
                    WHERE id = {row}
                    """
                ),
            cancellationToken
        );

    public Task DeliveredAsync(Guid row, int revision, CancellationToken cancellationToken) =>
        writer.RunAsync(
            sql =>
                sql.ExecuteAsync(
                    $"""
                    UPDATE outbox SET delivered_revision = {revision}, attempting_since = NULL, next_attempt = NULL, throttled = NULL
                    WHERE id = {row} AND delivered_revision < {revision}
                    """
                ),
            cancellationToken
        );

    public Task ForgetAsync(Guid row, CancellationToken cancellationToken) =>
        writer.RunAsync(
            sql => sql.ExecuteAsync($"UPDATE outbox SET platform_message_id = NULL, attempting_since = NULL WHERE id = {row}"),
            cancellationToken
        );

    public Task PostponeAsync(OutboxRow row, DateTimeOffset nextAttempt, CallFamily? throttled, CancellationToken cancellationToken) =>
        writer.RunAsync(
            sql =>
                throttled is null
                    // A newer wish may have room where that one had none.
                    ? sql.ExecuteAsync(
                        $"UPDATE outbox SET next_attempt = {nextAttempt}, throttled = NULL WHERE id = {row.Id} AND revision = {row.Revision}"
                    )
                    : sql.ExecuteAsync($"UPDATE outbox SET next_attempt = {nextAttempt}, throttled = {throttled} WHERE id = {row.Id}"),
            cancellationToken
        );

    public async Task<IReadOnlyList<PlatformPause>> PausesAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"""
                    SELECT c.platform, c.space, c.thread, o.throttled, o.next_attempt
                    FROM outbox o JOIN conversations c ON c.id = o.conversation_id
                    WHERE o.throttled IS NOT NULL AND o.next_attempt > {now}
                    """,
                    row => new PlatformPause(ConversationRows.ReadKey(row, 0), row.Enum<CallFamily>(3), row.Time(4))
                ),
            cancellationToken
        );

    public Task BuryAsync(Guid row, string reason, CancellationToken cancellationToken) =>
        writer.RunAsync(
            async sql =>
            {
                await sql.ExecuteAsync($"UPDATE outbox SET dead_reason = {reason}, attempting_since = NULL WHERE id = {row}");
                await sql.ExecuteAsync(
                    $"""
                    UPDATE turns SET delivery_failure = {reason}
                    WHERE id = (SELECT source_id FROM outbox WHERE id = {row} AND source IN ('turn', 'answer'))
                    """
                );
            },
            cancellationToken
        );

    private async Task<OutboxRow> PreviewAsync(SqlSession sql, TurnFence fence, int slot)
    {
        await TurnFences.PassRunningAsync(sql, fence);
        var now = time.GetUtcNow();
        await sql.ExecuteAsync(
            $"""
            INSERT INTO outbox (id, conversation_id, source, source_id, slot, kind, wish, revision, delivered_revision, final, created_at)
            VALUES ({Guid.CreateVersion7(
                now
            )}, {fence.Conversation}, 'turn', {fence.Turn}, {slot}, 'message', 'present', 0, 0, {false}, {now})
            ON CONFLICT (source, source_id, slot) DO NOTHING
            """
        );
        var row = await sql.FirstAsync(
            $"""
            SELECT {_columns} FROM outbox o JOIN conversations c ON c.id = o.conversation_id
            WHERE o.source = 'turn' AND o.source_id = {fence.Turn} AND o.slot = {slot}
            """,
            Read
        );
        return row!;
    }

    private static OutboxRow Read(SqlRow row) =>
        new()
        {
            Id = row.Id(0),
            Conversation = ConversationRows.ReadKey(row, 1),
            Source = row.Enum<OutboxSource>(4),
            SourceId = row.Id(5),
            Slot = row.Int(6),
            Wish = row.Enum<Wish>(7),
            Body = StoredJson.ReadBody(row.TextOrNull(8)),
            Final = row.Flag(9),
            Revision = row.Int(10),
            DeliveredRevision = row.Int(11),
            PlatformMessageId = row.TextOrNull(12),
            AttemptingSince = row.TimeOrNull(13),
            NextAttempt = row.TimeOrNull(14),
            Receipt = row.EnumOrNull<Receipt>(15),
            Target = row.TextOrNull(16),
            Message = row.IdOrNull(17),
        };
}

using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Stories;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Conversations;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Stories;

internal sealed class MessageStories(StoreReader reader) : IMessageStories
{
    public Task<MessageStory?> FindAsync(ConversationKey conversation, string platformMessageId, CancellationToken cancellationToken) =>
        reader.SnapshotAsync(
            async sql =>
                await ConversationRows.FindAsync(sql, conversation) is { } here
                && await OfPersonAsync(sql, here.Id, platformMessageId) is { } inbox
                    ? await TellAsync(sql, here.Id, inbox)
                    : null,
            cancellationToken
        );

    public Task<MessageStory?> NewestAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        reader.SnapshotAsync(
            async sql =>
                await ConversationRows.FindAsync(sql, conversation) is { } here && await NewestPromptAsync(sql, here.Id) is { } inbox
                    ? await TellAsync(sql, here.Id, inbox)
                    : null,
            cancellationToken
        );

    /// <summary>The person's message itself, or that which the bot's message was written for.</summary>
    private static async Task<Guid?> OfPersonAsync(SqlSession sql, Guid conversation, string messageId) =>
        await sql.FirstAsync(
            $"""
            SELECT id FROM inbox
            WHERE conversation_id = {conversation} AND message_id = {messageId} AND kind IN ('message', 'command') ORDER BY seq LIMIT 1
            """,
            row => (Guid?)row.Id(0)
        )
        ?? await sql.FirstAsync(
            $"""
            SELECT COALESCE(t.inbox_id, k.inbox_id, q.inbox_id) FROM outbox o
            LEFT JOIN turns t ON t.id = o.source_id AND o.source IN ('turn', 'answer')
            LEFT JOIN controls k ON k.id = o.source_id AND o.source = 'control'
            LEFT JOIN approvals a ON a.id = o.source_id AND o.source = 'question'
            LEFT JOIN turns q ON q.id = a.turn_id
            WHERE o.conversation_id = {conversation} AND o.platform_message_id = {messageId} AND o.kind = 'message'
            ORDER BY o.seq LIMIT 1
            """,
            row => row.IdOrNull(0)
        );

    private static Task<Guid?> NewestPromptAsync(SqlSession sql, Guid conversation) =>
        sql.FirstAsync(
            $"""
            SELECT i.id FROM inbox i
            WHERE i.conversation_id = {conversation} AND i.kind IN ('message', 'command')
                AND NOT EXISTS (SELECT 1 FROM controls k WHERE k.inbox_id = i.id AND k.kind <> 'too_many')
            ORDER BY i.seq DESC LIMIT 1
            """,
            row => (Guid?)row.Id(0)
        );

    private static async Task<MessageStory?> TellAsync(SqlSession sql, Guid conversation, Guid inbox)
    {
        var story = await sql.FirstAsync(
            $"""
            SELECT i.text, i.author_name, i.sent_at, i.received_at, i.copies, i.declined, i.refused_by, k.kind, i.turn_id, k.id,
                CASE WHEN i.state = 'pending' THEN (
                    SELECT COUNT(*) FROM inbox w
                    WHERE w.conversation_id = i.conversation_id AND w.state = 'pending' AND w.joins IS NULL
                        AND (w.order_key < i.order_key OR (w.order_key = i.order_key AND w.seq < i.seq))
                ) + (SELECT COUNT(*) FROM turns r WHERE r.conversation_id = i.conversation_id AND r.state = 'running') END
            FROM inbox i LEFT JOIN controls k ON k.inbox_id = i.id
            WHERE i.id = {inbox} ORDER BY k.seq LIMIT 1
            """,
            row =>
                (
                    Story: new MessageStory
                    {
                        Text = row.Text(0),
                        AuthorName = row.Text(1),
                        SentAt = row.Time(2),
                        ReceivedAt = row.Time(3),
                        Copies = row.Int(4),
                        Declined = row.TextOrNull(5),
                        RefusedBy = row.TextOrNull(6),
                        Control = row.EnumOrNull<ControlKind>(7),
                        Ahead = row.IntOrNull(10),
                        Turn = null,
                    },
                    Turn: row.IdOrNull(8),
                    Control: row.IdOrNull(9)
                )
        );
        if (story.Story is null)
        {
            return null;
        }

        return story.Story with
        {
            Turn = story.Turn is { } turn ? await TurnAsync(sql, turn) : null,
            Deliveries = [.. await DeliveriesAsync(sql, conversation, story.Turn ?? story.Control ?? Guid.Empty)],
        };
    }

    private static async Task<TurnStory?> TurnAsync(SqlSession sql, Guid turn)
    {
        var story = await sql.FirstAsync(
            $"SELECT begun_at, ended_at, attempt, outcome, failure_code, interrupted_at FROM turns WHERE id = {turn}",
            row => new TurnStory(row.Time(0), row.TimeOrNull(1), row.Int(2), row.TextOrNull(3), row.TextOrNull(4))
            {
                InterruptedAt = row.TimeOrNull(5),
            }
        );
        if (story is null)
        {
            return null;
        }

        var steps = await sql.ListAsync(
            $"SELECT kind, at FROM journal WHERE turn_id = {turn} ORDER BY seq",
            row => new StepStory(row.Enum<JournalKind>(0), row.Time(1))
        );
        return story with { Steps = [.. steps], Sessions = [.. await SessionsAsync(sql, turn)] };
    }

    /// <summary>Which turn lost a session is not written down, but turns of one conversation do not overlap.</summary>
    private static Task<List<SessionStory>> SessionsAsync(SqlSession sql, Guid turn) =>
        sql.ListAsync(
            $"""
            SELECT s.provider, COALESCE(s.provider_session_id, s.lost_session_id), s.proven, s.started_for, s.started_turn = t.id,
                s.started_at, s.cleared_at
            FROM turns t JOIN agent_sessions s ON s.conversation_id = t.conversation_id AND s.scope = 'chat'
            WHERE t.id = {turn} AND (
                s.id = t.session_id OR s.started_turn = t.id
                OR (s.cleared_at >= t.begun_at AND (t.ended_at IS NULL OR s.cleared_at <= t.ended_at))
            )
            ORDER BY s.seq
            """,
            row => new SessionStory(
                row.Text(0),
                row.TextOrNull(1),
                row.Flag(2),
                row.Enum<SessionStart>(3),
                row.Flag(4),
                row.Time(5),
                row.TimeOrNull(6)
            )
        );

    /// <summary>Of a turn's reply, its newest kind: a progress line is no answer.</summary>
    private static Task<List<DeliveryStory>> DeliveriesAsync(SqlSession sql, Guid conversation, Guid source) =>
        sql.ListAsync(
            $"""
            SELECT platform_message_id, delivered_revision >= revision, dead_reason, next_attempt FROM outbox o
            WHERE conversation_id = {conversation} AND source_id = {source} AND source IN ('turn', 'answer', 'control') AND final
                AND wish = 'present' AND kind = 'message' AND (source <> 'turn' OR NOT EXISTS (
                    SELECT 1 FROM outbox a WHERE a.source = 'answer' AND a.source_id = {source} AND a.wish = 'present'
                ))
            ORDER BY slot
            """,
            row => new DeliveryStory(row.TextOrNull(0), row.Flag(1), row.TextOrNull(2), row.TimeOrNull(3))
        );
}

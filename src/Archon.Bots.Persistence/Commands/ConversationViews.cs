using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Persistence.Conversations;
using Archon.Bots.Persistence.Inbox;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Commands;

/// <summary>What people are shown of a conversation.</summary>
internal static class ConversationViews
{
    internal static async Task<ConversationView> ReadAsync(SqlSession sql, ConversationKey key)
    {
        if (await ConversationRows.FindAsync(sql, key) is not { } conversation)
        {
            return new ConversationView(null, [], ConversationSettings.Default, null);
        }

        var running = await sql.FirstAsync(
            $"""
            SELECT t.id, i.text, i.payload, t.begun_at, t.attempt, i.author_id FROM turns t JOIN inbox i ON i.id = t.inbox_id
            WHERE t.conversation_id = {conversation.Id} AND t.state = 'running'
            """,
            row => new RunningTurn(row.Id(0), InboxRows.ReadLine(row, 1), row.Time(3), row.Int(4), row.Text(5))
        );
        var waiting = await sql.ListAsync(
            $"""
            SELECT text, payload FROM inbox WHERE conversation_id = {conversation.Id} AND state = 'pending' AND joins IS NULL
            ORDER BY order_key, seq
            """,
            row => InboxRows.ReadLine(row, 0)
        );
        var session = await sql.FirstAsync(
            $"""
            SELECT provider, provider_session_id, proven, cwd, started_at FROM agent_sessions
            WHERE conversation_id = {conversation.Id} AND scope = 'chat' AND ended_at IS NULL ORDER BY seq DESC LIMIT 1
            """,
            row => new SessionView(row.Text(0), row.TextOrNull(1), row.Flag(2), row.Text(3), row.Time(4))
        );
        return new ConversationView(running, waiting, conversation.Settings, session)
        {
            Parked = await ReadParkedAsync(sql, key, conversation.Id),
        };
    }

    private static async Task<ParkedAnswer?> ReadParkedAsync(SqlSession sql, ConversationKey key, Guid conversation)
    {
        var until = await sql.FirstAsync(
            $"""
            SELECT MAX(next_attempt) FROM outbox
            WHERE conversation_id = {conversation} AND source IN ('turn', 'answer') AND throttled IS NOT NULL
                AND final AND dead_reason IS NULL AND delivered_revision < revision
            """,
            row => row.TimeOrNull(0)
        );
        return until is { } parkedUntil ? new ParkedAnswer(key.Platform, parkedUntil) : null;
    }
}

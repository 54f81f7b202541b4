using System.Collections.Immutable;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Conversations;
using Archon.Bots.Persistence.Sessions;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Turns;

/// <summary>Takes a conversation and its next turn, within one transaction.</summary>
internal static class TurnBeginning
{
    internal static async Task<Turn?> BeginAsync(SqlSession sql, ConversationKey key, string node, DateTimeOffset now)
    {
        if (await ConversationRows.LockAsync(sql, key) is not { } conversation || await TakeAsync(sql, conversation, node) is not { } epoch)
        {
            return null;
        }

        var begun = await UnfinishedAsync(sql, conversation.Id, epoch) ?? await NextAsync(sql, conversation.Id, epoch, now);
        if (begun is null)
        {
            await sql.ExecuteAsync($"UPDATE conversations SET owner = NULL WHERE id = {conversation.Id}");
            return null;
        }

        var sessions = await SessionRows.ReadChainAsync(sql, conversation.Id);
        return new Turn
        {
            Fence = new TurnFence(begun.Turn, conversation.Id, epoch),
            Conversation = key,
            Attempt = begun.Attempt,
            BegunAt = begun.At,
            Message = begun.Message,
            Settings = conversation.Settings,
            Sessions = sessions,
            Journal = begun.Journal,
            LastFailure = sessions.Active is { } active ? await LastFailureAsync(sql, active.Id) : null,
        };
    }

    /// <returns>The epoch under which the conversation is the node's; null: somebody else works there.</returns>
    private static Task<long?> TakeAsync(SqlSession sql, ConversationRow conversation, string node) =>
        sql.FirstAsync(
            $"""
            UPDATE conversations SET owner = {node}, epoch = epoch + 1
            WHERE id = {conversation.Id}
                AND (owner IS NULL OR owner = {node} OR NOT EXISTS (SELECT 1 FROM leases WHERE leases.node = conversations.owner))
            RETURNING epoch
            """,
            row => (long?)row.Long(0)
        );

    private static async Task<Begun?> UnfinishedAsync(SqlSession sql, Guid conversation, long epoch)
    {
        var turn = await sql.FirstAsync(
            $"""
            UPDATE turns SET attempt = attempt + 1, epoch = {epoch}
            WHERE conversation_id = {conversation} AND state = 'running'
            RETURNING id, inbox_id, attempt, begun_at
            """,
            row => new Unfinished(row.Id(0), row.Id(1), row.Int(2), row.Time(3))
        );
        if (turn is null)
        {
            return null;
        }

        var message = await sql.FirstAsync(
            $"SELECT id, author_id, author_name, text, payload, sent_at FROM inbox WHERE id = {turn.InboxId}",
            ReadMessage
        );
        var journal = await sql.ListAsync(
            $"SELECT kind, detail, at FROM journal WHERE turn_id = {turn.Id} ORDER BY seq",
            row => new JournalEntry(row.Enum<JournalKind>(0), row.Text(1), row.Time(2))
        );
        return new Begun(turn.Id, turn.Attempt, turn.At, message!, [.. journal]);
    }

    private static async Task<Begun?> NextAsync(SqlSession sql, Guid conversation, long epoch, DateTimeOffset now)
    {
        var turn = Guid.CreateVersion7(now);
        var message = await sql.FirstAsync(
            $"""
            UPDATE inbox SET state = 'running', turn_id = {turn}
            WHERE seq = (
                SELECT seq FROM inbox WHERE conversation_id = {conversation} AND state = 'pending' ORDER BY order_key, seq LIMIT 1
            )
            RETURNING id, author_id, author_name, text, payload, sent_at
            """,
            ReadMessage
        );
        if (message is null)
        {
            return null;
        }

        await sql.ExecuteAsync(
            $"""
            INSERT INTO turns (id, conversation_id, inbox_id, attempt, state, epoch, begun_at)
            VALUES ({turn}, {conversation}, {message.InboxId}, 1, 'running', {epoch}, {now})
            """
        );
        return new Begun(turn, 1, now, message, []);
    }

    private static Task<AgentFailureKind?> LastFailureAsync(SqlSession sql, Guid session) =>
        sql.FirstAsync(
            $"SELECT failure_code FROM turns WHERE session_id = {session} AND state = 'done' ORDER BY seq DESC LIMIT 1",
            row => row.EnumOrNull<AgentFailureKind>(0)
        );

    private static TurnMessage ReadMessage(SqlRow row) =>
        new(row.Id(0), new Author(row.Text(1), row.Text(2)), row.Text(3), StoredJson.ReadAttachments(row.Text(4)), row.Time(5));

    private sealed record Unfinished(Guid Id, Guid InboxId, int Attempt, DateTimeOffset At);

    private sealed record Begun(Guid Turn, int Attempt, DateTimeOffset At, TurnMessage Message, ImmutableArray<JournalEntry> Journal);
}

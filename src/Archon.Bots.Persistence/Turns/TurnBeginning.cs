using System.Collections.Immutable;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Inbox;
using Archon.Bots.Persistence.Outbox;
using Archon.Bots.Persistence.Sessions;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Turns;

/// <summary>Takes a conversation and its next turn, within one transaction.</summary>
internal static class TurnBeginning
{
    internal static async Task<Turn?> BeginAsync(SqlSession sql, ConversationKey key, string node, DateTimeOffset now)
    {
        var begun = await TakeAsync(sql, key, node) is { } taken ? await BeginAsync(sql, taken, now) : null;
        if (begun is null)
        {
            await sql.ExecuteAsync(
                $"""
                UPDATE conversations SET owner = NULL
                WHERE platform = {key.Platform} AND space = {key.Space} AND thread = {key.Thread} AND owner = {node}
                """
            );
            return null;
        }

        var conversation = begun.Conversation;
        if (conversation.HasQueueLine)
        {
            await QueueRows.ShowAsync(sql, conversation.Id, now);
        }

        var sessions = await SessionRows.ReadChainAsync(sql, conversation.Id);
        return new Turn
        {
            Fence = new TurnFence(begun.Turn, conversation.Id, conversation.Epoch),
            Conversation = key,
            Attempt = begun.Attempt,
            BegunAt = begun.At,
            Message = begun.Message,
            Settings = conversation.Settings,
            Sessions = sessions,
            Journal = begun.Journal,
            IsFirst = conversation.IsFresh,
            Overheard = conversation.OverheardFrom is { } from
                ? await OverheardRows.ReadAsync(sql, conversation.Id, from, begun.Message.OrderKey)
                : [],
            LastFailure = sessions.Active is { } active ? await LastFailureAsync(sql, active.Id) : null,
        };
    }

    /// <returns>Null: somebody else works there, or there is nothing to do: most wakes find that, and one statement is to tell them.</returns>
    private static Task<Taken?> TakeAsync(SqlSession sql, ConversationKey key, string node) =>
        sql.FirstAsync(
            $"""
            UPDATE conversations SET owner = {node}, epoch = epoch + 1
            WHERE platform = {key.Platform} AND space = {key.Space} AND thread = {key.Thread}
                AND (owner IS NULL OR owner = {node} OR NOT EXISTS (SELECT 1 FROM leases WHERE leases.node = conversations.owner))
                AND (
                    EXISTS (SELECT 1 FROM turns t WHERE t.conversation_id = conversations.id AND t.state = 'running')
                    OR EXISTS (
                        SELECT 1 FROM inbox i WHERE i.conversation_id = conversations.id AND i.state = 'pending' AND i.joins IS NULL
                    )
                )
            RETURNING id, epoch, generation, provider, model,
                EXISTS (SELECT 1 FROM turns t WHERE t.conversation_id = conversations.id AND t.state = 'running'),
                EXISTS (
                    SELECT 1 FROM outbox o
                    WHERE o.source = 'queue' AND o.source_id = conversations.id AND o.slot = 0 AND o.wish = 'present'
                ),
                last_turn_at IS NULL, overheard_from
            """,
            row => new Taken(
                row.Id(0),
                row.Long(1),
                new ConversationSettings(row.Int(2), row.TextOrNull(3), row.TextOrNull(4)),
                row.Flag(5),
                row.Flag(6),
                row.Flag(7),
                row.LongOrNull(8)
            )
        );

    private static Task<Begun?> BeginAsync(SqlSession sql, Taken conversation, DateTimeOffset now) =>
        conversation.HasUnfinished ? UnfinishedAsync(sql, conversation) : NextAsync(sql, conversation, now);

    private static async Task<Begun?> UnfinishedAsync(SqlSession sql, Taken conversation)
    {
        var turn = await sql.FirstAsync(
            $"""
            UPDATE turns SET attempt = attempt + 1, epoch = {conversation.Epoch}
            WHERE conversation_id = {conversation.Id} AND state = 'running'
            RETURNING id, attempt, begun_at
            """,
            row => new Unfinished(row.Id(0), row.Int(1), row.Time(2))
        );
        if (turn is null)
        {
            return null;
        }

        var rows = await sql.ListAsync($"SELECT {InboxRows.Columns} FROM inbox WHERE turn_id = {turn.Id}", InboxRows.Read);
        var journal = await sql.ListAsync(
            $"SELECT kind, detail, at FROM journal WHERE turn_id = {turn.Id} ORDER BY seq",
            row => new JournalEntry(row.Enum<JournalKind>(0), row.Text(1), row.Time(2))
        );
        return new Begun(conversation, turn.Id, turn.Attempt, turn.At, InboxRows.Join(rows), [.. journal]);
    }

    private static async Task<Begun?> NextAsync(SqlSession sql, Taken conversation, DateTimeOffset now)
    {
        var turn = Guid.CreateVersion7(now);
        var head = await sql.FirstAsync(
            $"""
            UPDATE inbox SET state = 'running', turn_id = {turn}
            WHERE (settles_at IS NULL OR settles_at <= {now}) AND seq = (
                SELECT i.seq FROM inbox i WHERE i.conversation_id = {conversation.Id} AND i.state = 'pending' AND i.joins IS NULL
                ORDER BY i.order_key, i.seq LIMIT 1
            )
            RETURNING {InboxRows.Columns}, settles_at
            """,
            row => new Head(InboxRows.Read(row), row.TimeOrNull(InboxRows.Width) is not null)
        );
        if (head is null)
        {
            return null;
        }

        List<InboxRow> rows = [head.Row];
        if (head.MayHaveParts)
        {
            rows.AddRange(
                await sql.ListAsync(
                    $"""
                    UPDATE inbox SET state = 'running', turn_id = {turn} WHERE joins = {head.Row.Id} AND state = 'pending'
                    RETURNING {InboxRows.Columns}
                    """,
                    InboxRows.Read
                )
            );
        }

        await sql.LaterAsync(
            $"""
            INSERT INTO turns (id, conversation_id, inbox_id, attempt, state, epoch, begun_at)
            VALUES ({turn}, {conversation.Id}, {head.Row.Id}, 1, 'running', {conversation.Epoch}, {now})
            """
        );
        return new Begun(conversation, turn, 1, now, InboxRows.Join(rows), []);
    }

    private static Task<AgentFailureKind?> LastFailureAsync(SqlSession sql, Guid session) =>
        sql.FirstAsync(
            $"SELECT failure_code FROM turns WHERE session_id = {session} AND state = 'done' ORDER BY seq DESC LIMIT 1",
            row => row.EnumOrNull<AgentFailureKind>(0)
        );

    /// <param name="HasQueueLine">Whether people are shown what waits.</param>
    /// <param name="IsFresh">Whether no turn has run there yet.</param>
    private sealed record Taken(
        Guid Id,
        long Epoch,
        ConversationSettings Settings,
        bool HasUnfinished,
        bool HasQueueLine,
        bool IsFresh,
        long? OverheardFrom
    );

    private sealed record Head(InboxRow Row, bool MayHaveParts);

    private sealed record Unfinished(Guid Id, int Attempt, DateTimeOffset At);

    private sealed record Begun(
        Taken Conversation,
        Guid Turn,
        int Attempt,
        DateTimeOffset At,
        TurnMessage Message,
        ImmutableArray<JournalEntry> Journal
    );
}

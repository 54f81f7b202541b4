using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Outbox;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Approvals;

/// <summary>What a turn changes about its questions. Each caller holds the conversation's lock, as a decision does.</summary>
internal static class ApprovalRows
{
    internal static async Task<Guid> AskAsync(SqlSession sql, TurnFence fence, AskedEntry entry, DateTimeOffset now)
    {
        if (await TakeUpAsync(sql, fence, entry) is { } known)
        {
            return known;
        }

        await OvertakeAsync(sql, fence, now);
        var question = entry.Question;
        await sql.ExecuteAsync(
            $"""
            INSERT INTO approvals (id, conversation_id, turn_id, epoch, question_id, tool, input_hash, text, asker_id, state, at)
            VALUES ({entry.Id}, {fence.Conversation}, {fence.Turn}, {fence.Epoch}, {question.Id}, {question.Tool}, {question.InputHash},
                {entry.Text}, {entry.Asker.Id}, 'open', {now})
            """
        );
        await ShowAsync(sql, fence.Conversation, entry.Id, entry.Card, now);
        return entry.Id;
    }

    /// <exception cref="InvalidOperationException">It is not decided, or was used before.</exception>
    internal static async Task UseAsync(SqlSession sql, TurnFence fence, Guid approval, DateTimeOffset now)
    {
        var used = await sql.ExecuteAsync(
            $"""
            UPDATE approvals SET used_at = {now}
            WHERE id = {approval} AND turn_id = {fence.Turn} AND state IN ('allowed', 'denied') AND used_at IS NULL
            """
        );
        if (used == 0)
        {
            throw new InvalidOperationException($"Question {approval} has no decision that could go to the agent.");
        }
    }

    internal static async Task WithdrawAsync(SqlSession sql, TurnFence fence, Guid approval, DateTimeOffset now)
    {
        var over = await sql.ListAsync(
            $"""
            UPDATE approvals SET state = 'withdrawn' WHERE id = {approval} AND turn_id = {fence.Turn} AND state = 'open'
            RETURNING id, text, seq
            """,
            ReadOver
        );
        await ShowOverAsync(sql, fence, over, ApprovalState.Withdrawn, now);
    }

    /// <summary>The turn has ended: nobody waits for an answer any more.</summary>
    internal static async Task WithdrawAllAsync(SqlSession sql, TurnFence fence, DateTimeOffset now)
    {
        var over = await sql.ListAsync(
            $"UPDATE approvals SET state = 'withdrawn' WHERE turn_id = {fence.Turn} AND state = 'open' RETURNING id, text, seq",
            ReadOver
        );
        await ShowOverAsync(sql, fence, over, ApprovalState.Withdrawn, now);
    }

    internal static Task ShowAsync(SqlSession sql, Guid conversation, Guid approval, ReplyBody card, DateTimeOffset now) =>
        OutboxWrites.WishAsync(sql, new OutboxPlace(conversation, OutboxSource.Question, approval, 0), card, now);

    /// <summary>An early answer, or the same card again: the oldest of an earlier run that fits.</summary>
    private static Task<Guid?> TakeUpAsync(SqlSession sql, TurnFence fence, AskedEntry entry) =>
        sql.FirstAsync(
            $"""
            UPDATE approvals SET epoch = {fence.Epoch}, question_id = {entry.Question.Id}
            WHERE seq = (
                SELECT MIN(seq) FROM approvals
                WHERE turn_id = {fence.Turn} AND epoch < {fence.Epoch}
                    AND tool = {entry.Question.Tool} AND input_hash = {entry.Question.InputHash}
                    AND (state = 'open' OR (state IN ('allowed', 'denied') AND used_at IS NULL))
            )
            RETURNING id
            """,
            row => (Guid?)row.Id(0)
        );

    private static async Task OvertakeAsync(SqlSession sql, TurnFence fence, DateTimeOffset now)
    {
        var over = await sql.ListAsync(
            $"""
            UPDATE approvals SET state = 'overtaken'
            WHERE turn_id = {fence.Turn} AND epoch < {fence.Epoch} AND state = 'open'
            RETURNING id, text, seq
            """,
            ReadOver
        );
        await ShowOverAsync(sql, fence, over, ApprovalState.Overtaken, now);
    }

    private static async Task ShowOverAsync(SqlSession sql, TurnFence fence, List<Over> over, ApprovalState state, DateTimeOffset now)
    {
        foreach (var (id, text, _) in over.OrderBy(question => question.Seq))
        {
            await ShowAsync(sql, fence.Conversation, id, ApprovalCard.Over(text, state), now);
        }
    }

    private static Over ReadOver(SqlRow row) => new(row.Id(0), row.Text(1), row.Long(2));

    private sealed record Over(Guid Id, string Text, long Seq);
}

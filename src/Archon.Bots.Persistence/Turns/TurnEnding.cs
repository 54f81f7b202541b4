using System.Diagnostics;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Approvals;
using Archon.Bots.Persistence.Audits;
using Archon.Bots.Persistence.Inbox;
using Archon.Bots.Persistence.Outbox;
using Archon.Bots.Persistence.Sessions;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Turns;

/// <summary>Everything that a turn's end changes, within one transaction.</summary>
internal sealed class TurnEnding(SqlSession sql, TurnCommit commit, DateTimeOffset now)
{
    private readonly TurnFence _fence = commit.Fence;
    private readonly TurnOutcome _outcome = commit.Outcome;
    private List<InboxRow> _messages = [];

    internal async Task CommitAsync()
    {
        await TurnFences.PassAsync(sql, _fence);
        var left = await EndTurnAsync();
        if (_outcome is TurnOutcome.Refused refused)
        {
            await RefuseAsync(refused);
        }
        else
        {
            await WriteTranscriptAsync();
            await ChangeConversationAsync();
            await KeepSessionIdAsync();
            await WriteUsageAsync();
            await WriteBodiesAsync();
        }

        if (left.HasOpenQuestions)
        {
            await ApprovalRows.WithdrawAllAsync(sql, _fence, now);
        }

        if (left.HasStops)
        {
            await CloseStopsAsync();
        }
    }

    /// <returns>What the turn leaves open, which few do.</returns>
    private async Task<Left> EndTurnAsync()
    {
        var (end, failure) = _outcome switch
        {
            TurnOutcome.Answered => (TurnEnd.Answered, (AgentFailureKind?)null),
            TurnOutcome.Refused => (TurnEnd.Refused, null),
            TurnOutcome.Failed failed => (TurnEnd.Failed, failed.Failure.Kind),
            TurnOutcome.Stopped => (TurnEnd.Stopped, null),
            TurnOutcome.SessionLost => throw new InvalidOperationException("A lost session is healed in the runner; it ends no turn."),
            _ => throw new UnreachableException(),
        };
        var ended =
            await sql.FirstAsync(
                $"""
                UPDATE turns SET state = 'done', outcome = {end}, failure_code = {failure}, ended_at = {now}
                WHERE id = {_fence.Turn} AND conversation_id = {_fence.Conversation} AND state = 'running'
                RETURNING EXISTS (SELECT 1 FROM approvals a WHERE a.turn_id = turns.id AND a.state = 'open'),
                    EXISTS (SELECT 1 FROM controls c WHERE c.turn_id = turns.id AND c.state = 'handed')
                """,
                row => new Left(row.Flag(0), row.Flag(1))
            ) ?? throw new OwnershipLostException(_fence);

        _messages = await sql.ListAsync(
            $"UPDATE inbox SET state = 'done' WHERE turn_id = {_fence.Turn} RETURNING {InboxRows.Columns}",
            InboxRows.Read
        );
        foreach (var message in _messages.Where(message => message.MessageId is not null))
        {
            await ReceiptRows.ChangeAsync(sql, message.Id, end == TurnEnd.Answered ? Receipt.Done : Receipt.Failed);
        }

        return ended;
    }

    private async Task RefuseAsync(TurnOutcome.Refused refused)
    {
        await sql.ExecuteAsync($"UPDATE inbox SET refused_by = {refused.Refusal.Rule} WHERE turn_id = {_fence.Turn}");
        var parts = 0;
        if (commit.RefusalNotice is not { } notice)
        {
            await OverheardRows.AddAsync(sql, _fence);
        }
        else if (await RefusalAudit.IsFirstOfDayAsync(sql, refused.Refusal, now))
        {
            await OutboxWrites.WishAsync(sql, new OutboxPlace(_fence.Conversation, OutboxSource.Turn, _fence.Turn, parts++), notice, now);
        }

        await OutboxWrites.UnwishAsync(sql, _fence.Turn, parts);
    }

    private async Task WriteTranscriptAsync()
    {
        if (_outcome is not TurnOutcome.Answered { Change: not ConversationChange.None })
        {
            foreach (var line in commit.Earlier)
            {
                await WriteLineAsync(line, now);
            }

            var said = InboxRows.Join(_messages);
            var text = AttachmentText.Record(said.Text, said.Attachments);
            await WriteLineAsync(new TranscriptLine(TranscriptRole.User, said.Author.DisplayName, text), said.SentAt);
        }

        foreach (var line in _outcome.Lines)
        {
            await WriteLineAsync(line, now);
        }
    }

    private Task WriteLineAsync(TranscriptLine line, DateTimeOffset at) =>
        sql.LaterAsync(
            $"""
            INSERT INTO messages (conversation_id, turn_id, role, name, text, at)
            VALUES ({_fence.Conversation}, {_fence.Turn}, {line.Role}, {line.Name}, {line.Text}, {at})
            """
        );

    private async Task ChangeConversationAsync()
    {
        await sql.LaterAsync($"UPDATE conversations SET last_turn_at = {now}, overheard_from = NULL WHERE id = {_fence.Conversation}");
        if (_outcome is not TurnOutcome.Answered { Change: not ConversationChange.None and var change })
        {
            return;
        }

        await SessionRows.EndActiveAsync(sql, _fence.Conversation, SessionEnd.Reset, but: Guid.Empty, now);
        await sql.ExecuteAsync(
            $"""
            UPDATE conversations
            SET transcript_from = COALESCE((SELECT MAX(seq) FROM messages WHERE conversation_id = {_fence.Conversation}), 0)
            WHERE id = {_fence.Conversation}
            """
        );
        if (change is ConversationChange.New)
        {
            await sql.ExecuteAsync(
                $"UPDATE conversations SET generation = generation + 1, provider = NULL, model = NULL WHERE id = {_fence.Conversation}"
            );
        }
    }

    private async Task KeepSessionIdAsync()
    {
        if (_outcome is (TurnOutcome.Answered or TurnOutcome.Failed) and { Session: { } session, ProviderSessionId: { } providerSessionId })
        {
            await sql.LaterAsync(
                $"""
                UPDATE agent_sessions SET provider_session_id = {providerSessionId}
                WHERE id = {session} AND conversation_id = {_fence.Conversation} AND ended_at IS NULL
                    AND provider_session_id IS NOT NULL AND provider_session_id <> {providerSessionId}
                """
            );
        }
    }

    private async Task WriteUsageAsync()
    {
        if (_outcome.Usage is { } usage)
        {
            await sql.LaterAsync(
                $"""
                INSERT INTO usage (id, turn_id, conversation_id, provider, input_tokens, output_tokens, cache_read_tokens,
                    cache_write_tokens, cost_usd, duration_ms, at)
                VALUES ({Guid.CreateVersion7(now)}, {_fence.Turn}, {_fence.Conversation}, {usage.Provider}, {usage.InputTokens},
                    {usage.OutputTokens}, {usage.CacheReadTokens}, {usage.CacheWriteTokens}, {usage.CostUsd},
                    {(long)usage.Duration.TotalMilliseconds}, {now})
                """
            );
        }
    }

    /// <summary>In place of the preview, or, where that has stood for long, in new messages: those ring.</summary>
    private async Task WriteBodiesAsync()
    {
        var rings = _outcome.Progress is not null && await OutboxWrites.HasPreviewAsync(sql, _fence.Turn);
        if (rings)
        {
            await OutboxWrites.ShrinkAsync(sql, _fence.Turn, _outcome.Progress!);
        }

        for (var slot = 0; slot < _outcome.Bodies.Length; slot++)
        {
            var source = rings ? OutboxSource.Answer : OutboxSource.Turn;
            var place = new OutboxPlace(_fence.Conversation, source, _fence.Turn, slot);
            await OutboxWrites.WishAsync(sql, place, _outcome.Bodies[slot], now);
        }

        await OutboxWrites.UnwishAsync(sql, _fence.Turn, rings ? 1 : _outcome.Bodies.Length);
    }

    private async Task CloseStopsAsync()
    {
        var closed = await sql.ListAsync(
            $"""
            UPDATE controls SET state = 'answered', answered_at = {now}
            WHERE state = 'handed' AND turn_id = {_fence.Turn} RETURNING id, seq
            """,
            row => (Id: row.Id(0), Seq: row.Long(1))
        );
        if (_outcome is TurnOutcome.Stopped)
        {
            return;
        }

        foreach (var (id, _) in closed.OrderBy(stop => stop.Seq))
        {
            await OutboxWrites.WishAsync(sql, new OutboxPlace(_fence.Conversation, OutboxSource.Control, id, 0), commit.TooLate, now);
        }
    }

    private sealed record Left(bool HasOpenQuestions, bool HasStops);
}

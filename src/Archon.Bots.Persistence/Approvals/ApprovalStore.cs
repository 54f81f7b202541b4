using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Conversations;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Approvals;

internal sealed class ApprovalStore(StoreWriter writer, StoreReader reader, TimeProvider time) : IApprovalStore
{
    /// <summary>What <see cref="Read"/> reads, in its order.</summary>
    private static readonly SqlText _columns = new(
        """
        a.id, a.turn_id, a.state, a.text, a.asker_id, i.author_name, a.reason, a.decided_by_id, a.decided_by_name, a.decided_at,
        a.at, EXISTS (
            SELECT 1 FROM outbox o WHERE o.source = 'question' AND o.source_id = a.id AND o.platform_message_id IS NOT NULL
        )
        """
    );

    private static readonly SqlText _tables = new(
        """
        approvals a JOIN conversations c ON c.id = a.conversation_id JOIN turns t ON t.id = a.turn_id JOIN inbox i ON i.id = t.inbox_id
        """
    );

    public Task<Approval?> FindAsync(ConversationKey conversation, Guid approval, CancellationToken cancellationToken) =>
        reader.ReadAsync(
            sql =>
                sql.FirstAsync(
                    $"""
                    SELECT {_columns} FROM {_tables}
                    WHERE c.platform = {conversation.Platform} AND c.space = {conversation.Space} AND c.thread = {conversation.Thread}
                        AND a.id = {approval}
                    """,
                    Read
                ),
            cancellationToken
        );

    public Task<Approval?> FindByCardAsync(ConversationKey conversation, string platformMessageId, CancellationToken cancellationToken) =>
        reader.ReadAsync(
            sql =>
                sql.FirstAsync(
                    $"""
                    SELECT {_columns} FROM {_tables}
                    WHERE c.platform = {conversation.Platform} AND c.space = {conversation.Space} AND c.thread = {conversation.Thread}
                        AND a.id IN (
                            SELECT o.source_id FROM outbox o
                            WHERE o.conversation_id = c.id AND o.platform_message_id = {platformMessageId} AND o.source = 'question'
                        )
                    """,
                    Read
                ),
            cancellationToken
        );

    public async Task<IReadOnlyList<Approval>> OpenAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        await reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"""
                    SELECT {_columns} FROM {_tables}
                    WHERE c.platform = {conversation.Platform} AND c.space = {conversation.Space} AND c.thread = {conversation.Thread}
                        AND a.state = 'open'
                    ORDER BY a.seq
                    """,
                    Read
                ),
            cancellationToken
        );

    public Task<DecisionResult> DecideAsync(
        ControlRow control,
        Guid approval,
        bool isAllowed,
        string reason,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            sql => DecideAsync(sql, control, approval, new Decision(isAllowed, reason, control.Author, time.GetUtcNow())),
            cancellationToken
        );

    public async Task<IReadOnlyDictionary<Guid, Decision>> UnusedAsync(TurnFence fence, CancellationToken cancellationToken)
    {
        var unused = await reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"""
                    SELECT id, state, reason, decided_by_id, decided_by_name, decided_at FROM approvals
                    WHERE turn_id = {fence.Turn} AND state IN ('allowed', 'denied') AND used_at IS NULL
                    """,
                    row => KeyValuePair.Create(row.Id(0), ReadDecision(row, row.Enum<ApprovalState>(1), 2))
                ),
            cancellationToken
        );
        return unused.ToDictionary();
    }

    private static async Task<DecisionResult> DecideAsync(SqlSession sql, ControlRow control, Guid approval, Decision decision)
    {
        // The turn's commit takes the same lock first: it withdraws the question, or finds it decided.
        var conversation = await ConversationRows.LockAsync(sql, control.Conversation);
        if (
            conversation is null
            || await sql.FirstAsync($"SELECT 1 FROM controls WHERE id = {control.Id} AND state = 'open'", row => row.Int(0)) == 0
        )
        {
            return DecisionResult.Repeated;
        }

        var state = decision.IsAllowed ? ApprovalState.Allowed : ApprovalState.Denied;
        var decided = await sql.FirstAsync(
            $"""
            UPDATE approvals SET state = {state}, reason = {decision.Reason}, decided_by_id = {decision.By.Id},
                decided_by_name = {decision.By.DisplayName}, decided_at = {decision.At}
            WHERE id = {approval} AND conversation_id = {conversation.Id} AND state = 'open'
            RETURNING text, tool
            """,
            row => new Question(row.Text(0), row.Text(1))
        );
        if (decided is null)
        {
            return DecisionResult.TooLate;
        }

        await sql.ExecuteAsync($"UPDATE controls SET state = 'answered', answered_at = {decision.At} WHERE id = {control.Id}");
        await ApprovalRows.ShowAsync(sql, conversation.Id, approval, ApprovalCard.Decided(decided.Text, decision), decision.At);
        await sql.ExecuteAsync(
            $"""
            INSERT INTO audit (id, at, day, platform, user_id, action, detail)
            VALUES ({Guid.CreateVersion7(decision.At)}, {decision.At}, {DateOnly.FromDateTime(decision.At.UtcDateTime)},
                {control.Conversation.Platform}, {decision.By.Id}, {state}, {$"{decided.Tool} {approval:N}"})
            """
        );
        return DecisionResult.Decided;
    }

    private static Approval Read(SqlRow row)
    {
        var state = row.Enum<ApprovalState>(2);
        var decision = state is ApprovalState.Allowed or ApprovalState.Denied ? ReadDecision(row, state, 6) : null;
        return new Approval(row.Id(0), row.Id(1), state, row.Text(3), new Author(row.Text(4), row.Text(5)), decision)
        {
            AskedAt = row.Time(10),
            IsShown = row.Flag(11),
        };
    }

    private static Decision ReadDecision(SqlRow row, ApprovalState state, int column) =>
        new(
            state == ApprovalState.Allowed,
            row.TextOrNull(column) ?? "",
            new Author(row.Text(column + 1), row.Text(column + 2)),
            row.Time(column + 3)
        );

    private sealed record Question(string Text, string Tool);
}

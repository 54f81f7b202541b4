using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Approvals;
using Archon.Bots.Persistence.Sessions;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Turns;

internal sealed class TurnJournal(StoreWriter writer, Node node, TimeProvider time) : ITurnJournal
{
    public Task DispatchedAsync(TurnFence fence, DispatchedEntry entry, CancellationToken cancellationToken) =>
        writer.RunAsync(sql => DispatchedAsync(sql, fence, entry), cancellationToken);

    public Task SessionBoundAsync(TurnFence fence, Guid session, string providerSessionId, CancellationToken cancellationToken) =>
        writer.RunAsync(
            async sql =>
            {
                await TurnFences.PassRunningAsync(sql, fence);
                if (await SessionRows.BindAsync(sql, fence.Conversation, session, providerSessionId))
                {
                    await WriteAsync(sql, fence, JournalKind.SessionBound, providerSessionId);
                }
            },
            cancellationToken
        );

    public Task ToolSeenAsync(TurnFence fence, string line, CancellationToken cancellationToken) =>
        writer.RunAsync(
            async sql =>
            {
                await TurnFences.PassRunningAsync(sql, fence);
                await WriteAsync(sql, fence, JournalKind.ToolSeen, line);
            },
            cancellationToken
        );

    public Task<Guid> AskedAsync(TurnFence fence, AskedEntry entry, CancellationToken cancellationToken) =>
        writer.RunAsync(
            async sql =>
            {
                await TurnFences.PassRunningAsync(sql, fence);
                await WriteAsync(sql, fence, JournalKind.Asked, entry.Question.Line);
                return await ApprovalRows.AskAsync(sql, fence, entry, time.GetUtcNow());
            },
            cancellationToken
        );

    public Task UsedAsync(TurnFence fence, Guid approval, CancellationToken cancellationToken) =>
        writer.RunAsync(
            async sql =>
            {
                await TurnFences.PassRunningAsync(sql, fence);
                await ApprovalRows.UseAsync(sql, fence, approval, time.GetUtcNow());
            },
            cancellationToken
        );

    public Task WithdrawnAsync(TurnFence fence, Guid approval, CancellationToken cancellationToken) =>
        writer.RunAsync(
            async sql =>
            {
                await TurnFences.PassRunningAsync(sql, fence);
                await ApprovalRows.WithdrawAsync(sql, fence, approval, time.GetUtcNow());
            },
            cancellationToken
        );

    private async Task DispatchedAsync(SqlSession sql, TurnFence fence, DispatchedEntry entry)
    {
        await TurnFences.PassRunningAsync(sql, fence);
        var now = time.GetUtcNow();
        var plan = entry.Plan;
        if (plan.IsNewRow)
        {
            await SessionRows.EndActiveAsync(sql, fence.Conversation, EndFor(plan.StartedFor), but: plan.Row, now);
            await SessionRows.StartAsync(sql, fence, plan, now);
        }

        await SessionRows.ReopenAsync(sql, plan.Row, plan.ProviderSessionId);
        await sql.LaterAsync(
            $"""
            UPDATE turns SET session_id = {plan.Row}, agent_pid = {entry.Process?.Pid}, agent_start_time = {entry.Process?.StartTime},
                run_id = {node.Identity.RunId}, dispatched_at = {now}
            WHERE id = {fence.Turn}
            """
        );
        await WriteAsync(sql, fence, JournalKind.Dispatched, plan.ProviderSessionId);
    }

    private async Task WriteAsync(SqlSession sql, TurnFence fence, JournalKind kind, string detail) =>
        await sql.LaterAsync(
            $"INSERT INTO journal (turn_id, kind, detail, at) VALUES ({fence.Turn}, {kind}, {detail}, {time.GetUtcNow()})"
        );

    /// <summary>Why the session that a new one replaces came to its end.</summary>
    private static SessionEnd EndFor(SessionStart start) =>
        start switch
        {
            SessionStart.SessionLost => SessionEnd.SessionLost,
            SessionStart.ExecutionFailed => SessionEnd.ExecutionFailed,
            SessionStart.ContextFull => SessionEnd.ContextFull,
            SessionStart.Poisoned => SessionEnd.Poisoned,
            SessionStart.ProviderChange => SessionEnd.ProviderChange,
            SessionStart.WorkingDirectoryChange => SessionEnd.WorkingDirectoryChange,
            _ => SessionEnd.Reset,
        };
}

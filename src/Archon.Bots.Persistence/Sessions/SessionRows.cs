using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Sessions;

/// <summary>What the stores do to <c>agent_sessions</c>, within a transaction of theirs.</summary>
internal static class SessionRows
{
    /// <summary>What <see cref="Read"/> reads, in its order; the table is called <c>s</c>.</summary>
    internal static SqlText Columns { get; } =
        new("s.id, s.provider, s.provider_session_id, s.proven, s.cwd, s.started_for, s.started_turn, s.ended_for, s.lost_session_id");

    /// <summary>How many columns <see cref="Columns"/> are.</summary>
    private const int Width = 9;

    internal static StoredSession Read(SqlRow row) =>
        new()
        {
            Id = row.Id(0),
            Provider = row.Text(1),
            ProviderSessionId = row.TextOrNull(2),
            Proven = row.Flag(3),
            WorkingDirectory = row.Text(4),
            StartedFor = row.Enum<SessionStart>(5),
            StartedTurn = row.Id(6),
            EndedFor = row.EnumOrNull<SessionEnd>(7),
            LostSessionId = row.TextOrNull(8),
        };

    internal static async Task<SessionChain> ReadChainAsync(SqlSession sql, Guid conversation)
    {
        var newestFirst = await sql.ListAsync(
            $"""
            SELECT {Columns}, s.ended_at IS NOT NULL FROM agent_sessions s
            WHERE s.conversation_id = {conversation} AND s.scope = 'chat' AND (
                s.ended_at IS NULL
                OR s.seq = (
                    SELECT e.seq FROM agent_sessions e
                    WHERE e.conversation_id = {conversation} AND e.scope = 'chat' AND e.ended_at IS NOT NULL
                    ORDER BY e.ended_at DESC, e.seq DESC LIMIT 1
                )
            )
            ORDER BY s.seq DESC
            """,
            row => (Session: Read(row), IsEnded: row.Flag(Width))
        );
        return new SessionChain(newestFirst.Find(found => !found.IsEnded).Session, newestFirst.Find(found => found.IsEnded).Session);
    }

    internal static Task EndActiveAsync(SqlSession sql, Guid conversation, SessionEnd why, Guid but, DateTimeOffset now) =>
        sql.LaterAsync(
            $"""
            UPDATE agent_sessions SET ended_at = {now}, ended_for = {why}
            WHERE conversation_id = {conversation} AND scope = 'chat' AND ended_at IS NULL AND id <> {but}
            """
        );

    /// <summary>Makes the plan's row; a second dispatch of the same plan finds it made.</summary>
    internal static Task StartAsync(SqlSession sql, TurnFence fence, SessionPlan plan, DateTimeOffset now) =>
        sql.LaterAsync(
            $"""
            INSERT INTO agent_sessions (id, conversation_id, scope, provider, provider_session_id, proven, cwd, parent_id, started_for,
                started_turn, started_at)
            VALUES ({plan.Row}, {fence.Conversation}, 'chat', {plan.Provider}, {plan.ProviderSessionId}, {false}, {plan.WorkingDirectory},
                {plan.Parent}, {plan.StartedFor}, {fence.Turn}, {now})
            ON CONFLICT (id) DO NOTHING
            """
        );

    /// <summary>An id that the agent never answered under may be replaced by the one that was really opened; a cleared one may not.</summary>
    internal static Task ReopenAsync(SqlSession sql, Guid session, string providerSessionId) =>
        sql.LaterAsync(
            $"""
            UPDATE agent_sessions SET provider_session_id = {providerSessionId}
            WHERE id = {session} AND NOT proven AND ended_at IS NULL
                AND provider_session_id IS NOT NULL AND provider_session_id <> {providerSessionId}
            """
        );

    /// <returns>False: known already, or the session was ended or cleared meanwhile.</returns>
    internal static async Task<bool> BindAsync(SqlSession sql, Guid conversation, Guid session, string providerSessionId) =>
        await sql.ExecuteAsync(
            $"""
            UPDATE agent_sessions SET provider_session_id = {providerSessionId}, proven = {true}
            WHERE id = {session} AND conversation_id = {conversation} AND ended_at IS NULL
                AND provider_session_id IS NOT NULL AND (NOT proven OR provider_session_id <> {providerSessionId})
            """
        ) > 0;
}

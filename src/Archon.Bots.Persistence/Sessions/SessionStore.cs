using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Storage;
using Archon.Bots.Persistence.Turns;

namespace Archon.Bots.Persistence.Sessions;

internal sealed class SessionStore(StoreWriter writer, StoreReader reader, TimeProvider time) : ISessionStore
{
    public Task<bool> UpdateSessionAsync(
        Guid id,
        string? providerSessionId,
        string? expected,
        SessionEnd? endedFor,
        TurnFence fence,
        CancellationToken cancellationToken
    ) =>
        writer.RunAsync(
            async sql =>
            {
                await TurnFences.PassAsync(sql, fence);
                var changed = providerSessionId is null
                    ? await ClearAsync(sql, id, expected, endedFor ?? SessionEnd.SessionLost, fence)
                    : await ReplaceAsync(sql, id, providerSessionId, expected, fence);
                if (changed == 0 && await sql.FirstAsync($"SELECT 1 FROM agent_sessions WHERE id = {id}", row => row.Int(0)) == 0)
                {
                    throw new KeyNotFoundException($"No session has the id {id}.");
                }

                return changed > 0;
            },
            cancellationToken
        );

    public Task<SessionChain> ReadChainAsync(Guid conversation, CancellationToken cancellationToken) =>
        reader.SnapshotAsync(sql => SessionRows.ReadChainAsync(sql, conversation), cancellationToken);

    public async Task<IReadOnlyList<StoredSession>> RecentAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        await reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"""
                    SELECT {SessionRows.Columns} FROM agent_sessions s JOIN conversations c ON c.id = s.conversation_id
                    WHERE c.last_turn_at >= {since} AND s.scope = 'chat' AND s.ended_at IS NULL AND s.proven
                        AND s.provider_session_id IS NOT NULL
                    ORDER BY c.last_turn_at DESC, s.seq DESC LIMIT {limit}
                    """,
                    SessionRows.Read
                ),
            cancellationToken
        );

    private async Task<int> ClearAsync(SqlSession sql, Guid id, string? expected, SessionEnd endedFor, TurnFence fence)
    {
        var now = time.GetUtcNow();
        return await sql.ExecuteAsync(
            $"""
            UPDATE agent_sessions
            SET provider_session_id = {(string?)null}, lost_session_id = {expected}, cleared_at = {now},
                ended_at = COALESCE(ended_at, {now}), ended_for = COALESCE(ended_for, {endedFor})
            WHERE id = {id} AND conversation_id = {fence.Conversation} AND provider_session_id = {expected}
            """
        );
    }

    private static Task<int> ReplaceAsync(SqlSession sql, Guid id, string providerSessionId, string? expected, TurnFence fence) =>
        sql.ExecuteAsync(
            $"""
            UPDATE agent_sessions SET provider_session_id = {providerSessionId}
            WHERE id = {id} AND conversation_id = {fence.Conversation} AND cleared_at IS NULL
                AND provider_session_id IS NOT DISTINCT FROM {expected}
            """
        );
}

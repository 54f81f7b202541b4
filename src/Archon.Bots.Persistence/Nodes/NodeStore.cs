using Archon.Bots.Core.Nodes;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Nodes;

internal sealed class NodeStore(StoreWriter writer, TimeProvider time) : INodeStore
{
    public Task<NodeIdentity> JoinAsync(string runId, CancellationToken cancellationToken) =>
        writer.RunAsync(sql => JoinAsync(sql, runId), cancellationToken);

    private async Task<NodeIdentity> JoinAsync(SqlSession sql, string runId)
    {
        var now = time.GetUtcNow();
        await sql.ExecuteAsync(
            $"INSERT INTO meta (key, value) VALUES ('database_id', {Guid.CreateVersion7(now).ToString("N")}) ON CONFLICT DO NOTHING"
        );
        await sql.ExecuteAsync($"DELETE FROM leases WHERE node <> {runId}");
        await sql.ExecuteAsync(
            $"INSERT INTO leases (node, run_id, at) VALUES ({runId}, {runId}, {now}) ON CONFLICT (node) DO UPDATE SET at = excluded.at"
        );
        var databaseId = await sql.FirstAsync($"SELECT value FROM meta WHERE key = 'database_id'", row => row.Text(0));
        return new NodeIdentity(databaseId!, runId);
    }
}

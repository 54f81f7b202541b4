namespace Archon.Bots.Core.Nodes;

public interface INodeStore
{
    /// <summary>
    /// Writes this run's lease and deletes every other: whoever holds the database is alone, so the conversations of former runs are free.
    /// The database's own id is made at the first call.
    /// </summary>
    Task<NodeIdentity> JoinAsync(string runId, CancellationToken cancellationToken);
}

namespace Archon.Bots.Core.Nodes;

/// <summary>Who we are among the processes that may share a database.</summary>
/// <param name="DatabaseId">Made once per database and stored in it.</param>
/// <param name="RunId">Made at each start; also the node's name in leases.</param>
public sealed record NodeIdentity(string DatabaseId, string RunId)
{
    /// <summary>What every agent of this run carries as <c>ARCHON_BOTS_RUN</c>.</summary>
    public string RunMark => $"{DatabaseId}.{RunId}";
}

/// <summary>Knows who we are once the database is open.</summary>
public sealed class Node
{
    private NodeIdentity? _identity;

    /// <exception cref="InvalidOperationException">The database is not open yet.</exception>
    public NodeIdentity Identity =>
        _identity ?? throw new InvalidOperationException("The database is not open yet, so this node has no identity.");

    public bool HasJoined => _identity is not null;

    public void Join(NodeIdentity identity) => _identity = identity;
}

namespace Archon.Bots.Persistence.Nodes;

internal sealed class LeaseRecord
{
    /// <summary>Who may own conversations while this row stands.</summary>
    public required string Node { get; set; }

    public required string RunId { get; set; }

    public required DateTimeOffset At { get; set; }
}

/// <summary>What the database knows of itself.</summary>
internal sealed class MetaRecord
{
    public required string Key { get; set; }

    public required string Value { get; set; }
}

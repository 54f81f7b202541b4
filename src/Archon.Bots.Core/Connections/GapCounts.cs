namespace Archon.Bots.Core.Connections;

/// <summary>What the reading of one gap has found.</summary>
public sealed class GapCounts
{
    public int Places { get; set; }

    public int Messages { get; set; }

    /// <summary>Those that were something for us.</summary>
    public int Taken { get; set; }
}

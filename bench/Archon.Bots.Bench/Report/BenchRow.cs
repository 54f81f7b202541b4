namespace Archon.Bots.Bench.Report;

/// <summary>One line of the table.</summary>
internal sealed record BenchRow(string Name, string Goal)
{
    public required string Figure { get; init; }

    /// <summary>The same of the bot without storage, in the same run.</summary>
    public string Bare { get; init; } = "";

    /// <summary>Ours to the bare one's; null: there is nothing to compare with.</summary>
    public Samples? Ratio { get; init; }

    /// <summary>Null: the row has no goal, it stands beside one that has.</summary>
    public required bool? IsMet { get; init; }

    public Dictionary<string, double> Values { get; init; } = [];
}

namespace Archon.Bots.Core.Connections;

/// <summary>How long to wait before the next try to connect. Pure but for its chance.</summary>
public static class ReconnectPause
{
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(0.1);

    /// <summary>1, 2, 4 .. s, each anywhere below that, so that many do not come back together.</summary>
    /// <param name="failures">In a row, before this one.</param>
    /// <param name="longest">What it grows to.</param>
    public static TimeSpan After(int failures, TimeSpan longest)
    {
        var full = Math.Min(longest.TotalSeconds, Math.Pow(2, Math.Min(failures, 10)));
        var pause = TimeSpan.FromSeconds(full * Random.Shared.NextDouble());
        return pause > _shortest ? pause : _shortest;
    }
}

namespace Archon.Bots.Bench.Report;

/// <summary>What several rounds gave.</summary>
internal sealed class Samples(IEnumerable<double> values)
{
    private readonly List<double> _sorted = [.. values.Order()];

    public double Median => Percentile(50);

    public double Least => _sorted[0];

    public double Most => _sorted[^1];

    /// <summary>By nearest rank.</summary>
    public double Percentile(int percent) => _sorted[Math.Max(0, (int)Math.Ceiling(percent / 100.0 * _sorted.Count) - 1)];

    /// <summary>Round by round.</summary>
    public static Samples Ratio(IEnumerable<double> ours, IEnumerable<double> theirs) => new(ours.Zip(theirs, (our, their) => our / their));

    /// <summary>By how much the second grows with each one of the first: a line by least squares.</summary>
    public static double Slope(IEnumerable<(double At, double Value)> points)
    {
        var all = points.ToList();
        var (at, value) = (all.Average(point => point.At), all.Average(point => point.Value));
        var spread = all.Sum(point => (point.At - at) * (point.At - at));
        return spread == 0 ? 0 : all.Sum(point => (point.At - at) * (point.Value - value)) / spread;
    }

    /// <summary>The median, and how far the rounds lie apart.</summary>
    public override string ToString() => $"{Short(Median)} ({Short(Least)}-{Short(Most)})";

    private static string Short(double value) =>
        value switch
        {
            >= 100 => $"{value:0}",
            >= 10 => $"{value:0.0}",
            _ => $"{value:0.00}",
        };
}

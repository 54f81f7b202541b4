namespace Archon.Bots.Core.Tests;

/// <summary>The compiler cannot see that a union is complete; this can.</summary>
internal static class Unions
{
    /// <summary>The samples, if there is exactly one of each case.</summary>
    public static IReadOnlyList<T> CasesOf<T>(params T[] samples)
        where T : class
    {
        var cases = typeof(T).GetNestedTypes().Where(nested => nested.IsSubclassOf(typeof(T))).Select(nested => nested.Name).Order();
        Assert.Equal(cases, samples.Select(sample => sample.GetType().Name).Order());
        return samples;
    }
}

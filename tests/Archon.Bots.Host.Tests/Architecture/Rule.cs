namespace Archon.Bots.Host.Tests.Architecture;

internal static class Rule
{
    /// <summary>Fails with everything that breaks the rule, in whole lines.</summary>
    public static void Held(IEnumerable<string> broken)
    {
        var lines = broken.Distinct().ToList();
        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }
}

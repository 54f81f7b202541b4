namespace Archon.Bots.EndToEnd;

internal static class TestTimeouts
{
    /// <summary>What a test waits at most for anything: a real agent starts in 1 to 4 s on two busy cores.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(60);
}

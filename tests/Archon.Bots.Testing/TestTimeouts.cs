namespace Archon.Bots.Testing;

public static class TestTimeouts
{
    /// <summary>How long a test waits for what must happen; long, because it is only reached by a failure.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromSeconds(30);
}

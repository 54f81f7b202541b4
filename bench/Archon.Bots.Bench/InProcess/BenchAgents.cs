namespace Archon.Bots.Bench.InProcess;

/// <summary>The agents that the bench adds to the server, by their names.</summary>
internal static class BenchAgents
{
    public const string Instant = "instant";

    /// <summary>Thinks for a moment.</summary>
    public const string Quick = "quick";

    /// <summary>Thinks longer, and loses sessions.</summary>
    public const string Forgetful = "forgetful";

    public static TimeSpan ThinkingTime { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>What one of that name takes where it is the bare bot's.</summary>
    public static TimeSpan TimeOf(string agent) => agent == Quick ? ThinkingTime : TimeSpan.Zero;
}

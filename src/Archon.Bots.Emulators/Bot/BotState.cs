namespace Archon.Bots.Emulators.Bot;

/// <param name="Agent"><c>demo</c> or <c>claude</c>.</param>
/// <param name="Pages">Where it answers questions about itself; null: it does not run.</param>
/// <param name="Problem">Why it ended by itself; null: it did not.</param>
internal sealed record BotState(BotPhase Phase, string Agent, Uri? Pages, string? Problem)
{
    public static BotState None { get; } = new(BotPhase.Starting, "", null, null);
}

internal enum BotPhase
{
    Starting,
    Up,
    Stopping,

    /// <summary>By SIGKILL, on demand.</summary>
    Killed,

    /// <summary>By itself.</summary>
    Ended,
}

namespace Archon.Bots.Emulators.Playground.Life;

/// <summary>One room of the path, and what became of the message there.</summary>
/// <param name="Key">For the page: what it knows the room by.</param>
/// <param name="When">As a reader is told it: <c>+12 ms</c>; null: not yet.</param>
internal sealed record LifeRoom(string Key, string Name, RoomState State, string? When, string Text);

internal enum RoomState
{
    NotYet,
    Now,
    Done,

    /// <summary>Done, and something had to be done again for it.</summary>
    Healed,
    Failed,

    /// <summary>The message does not pass here.</summary>
    Skipped,
}

namespace Archon.Bots.Emulators.Playground.Doors;

/// <summary>What the button that refuses asks of a platform.</summary>
internal static class Refusals
{
    /// <summary>Unit: sends.</summary>
    public const int Count = 2;

    /// <summary>How long each is told to wait.</summary>
    public const int Seconds = 2;
}

namespace Archon.Bots.Emulators.Terminal;

/// <summary>Where the user types and reads: a terminal, or two pipes.</summary>
internal interface IChatFace : IDisposable
{
    /// <summary>The end of the input leaves only when what was said has been answered, and a line waits for the answer to the one before.</summary>
    bool WaitsForAnswers { get; }

    /// <summary>The next line; null at the end of the input.</summary>
    Task<string?> ReadLineAsync(CancellationToken cancellationToken);

    /// <summary>A line of the chat program itself.</summary>
    void Tell(string line);

    void Show(Room room, long now);
}

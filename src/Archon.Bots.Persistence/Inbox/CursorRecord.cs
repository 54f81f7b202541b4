namespace Archon.Bots.Persistence.Inbox;

/// <summary>Up to where a place's messages are known.</summary>
internal sealed class CursorRecord
{
    public required string Platform { get; set; }

    public required string Bot { get; set; }

    /// <summary>What is read as one, in the adapter's own words.</summary>
    public required string Place { get; set; }

    /// <summary>The platform's own order.</summary>
    public required long Position { get; set; }
}

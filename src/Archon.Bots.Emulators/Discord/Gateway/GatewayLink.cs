using Archon.Bots.Emulators.Sockets;

namespace Archon.Bots.Emulators.Discord.Gateway;

/// <summary>One connection of the bot.</summary>
internal sealed class GatewayLink(ServerSocket socket)
{
    public ServerSocket Socket => socket;

    /// <summary>Null: none has begun on it.</summary>
    public EmulatedSession? Session { get; set; }

    /// <summary>When the last heartbeat came.</summary>
    public long BeatAt { get; set; }

    /// <summary>Heartbeats are not answered.</summary>
    public bool IsDeaf { get; set; }

    public int Unanswered { get; set; }

    /// <summary>The bot was told to come back.</summary>
    public bool IsToBeResumed { get; set; }
}

namespace Archon.Bots.Emulators.Discord;

/// <summary>How the emulated Discord looks to the one bot that talks to it.</summary>
public sealed class DiscordEmulatorOptions
{
    /// <summary>TCP port on loopback; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>File that gets one JSON line per call; without it nothing is written.</summary>
    public string? LogPath { get; init; }

    /// <summary>Source: Discord's own, about 41 s.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(41.25);

    /// <summary>How long a session without a connection can be resumed. "A few minutes"; not documented closer.</summary>
    public TimeSpan SessionLife { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>For how long a nonce is known. Source: create message, enforce_nonce, "the past few minutes".</summary>
    public TimeSpan NonceLife { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What /gateway/bot advises.</summary>
    public int Shards { get; init; } = 1;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

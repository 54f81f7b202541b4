namespace Archon.Bots.Emulators.Models;

/// <summary>How a <see cref="ModelEmulator"/> is started.</summary>
public sealed record ModelEmulatorOptions
{
    /// <summary>The loopback port; 0 takes any free one. Range: 0 to 65535.</summary>
    public int Port { get; init; }

    /// <summary>A file that gets one JSON line a finished request; none when null.</summary>
    public string? LogPath { get; init; }

    /// <summary>Measures the delays of scripted replies and stamps the requests.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

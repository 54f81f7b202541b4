namespace Archon.Bots.Emulators.Slack;

/// <summary>How the emulated Slack looks to the one app that talks to it.</summary>
public sealed class SlackEmulatorOptions
{
    /// <summary>TCP port on loopback; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>File that gets one JSON line per Web API call; without it nothing is written.</summary>
    public string? LogPath { get; init; }

    /// <summary>The only bot token that is accepted; without it any well-formed one is.</summary>
    public string? BotToken { get; init; }

    /// <summary>The only app token that is accepted; without it any well-formed one is.</summary>
    public string? AppToken { get; init; }

    /// <summary>How long an envelope may go without its acknowledgement. Source: Slack, Socket Mode: 3 seconds.</summary>
    public TimeSpan AckWindow { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Waits before the retries, in units of <see cref="AckWindow"/>. Source: Events API: at once, after 1 minute, after 5.</summary>
    public IReadOnlyList<int> RetrySchedule { get; init; } = [0, 20, 100];

    /// <summary>How often Slack pings an open connection.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What hello promises. Unit: seconds.</summary>
    public int ConnectionLifetime { get; init; } = 18_060;

    /// <summary>How long a stream may stay open before Slack ends it. About 5 minutes; not documented.</summary>
    public TimeSpan StreamLife { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the app's own messages come back to it as events, as in reality.</summary>
    public bool EchoesBot { get; init; } = true;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

namespace Archon.Bots.Emulators.Telegram;

/// <summary>How the emulated Telegram looks to the one bot that talks to it.</summary>
public sealed class TelegramEmulatorOptions
{
    /// <summary>TCP port on loopback; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>File that gets one JSON line per Bot API call; without it nothing is written.</summary>
    public string? LogPath { get; init; }

    /// <summary>The only token that is accepted; without it any well-formed one is.</summary>
    public string? Token { get; init; }

    public string Username { get; init; } = "rig_bot";

    /// <summary>Privacy mode: in groups the bot sees commands, mentions and replies to it. Source: BotFather, on for a new bot.</summary>
    public bool Privacy { get; init; } = true;

    /// <summary>Private chats may have topics (BotFather's Threaded Mode).</summary>
    public bool PrivateTopics { get; init; }

    /// <summary>How long a press may be answered. An estimate: Telegram does not document it.</summary>
    public TimeSpan CallbackLifetime { get; init; } = TimeSpan.FromSeconds(30);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

using System.ComponentModel.DataAnnotations;
using Archon.Bots.Core.Settings;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Discord.Settings;

/// <summary>Settings under <c>Platforms:Discord</c>.</summary>
internal sealed class DiscordOptions
{
    public const string Section = "Platforms:Discord";

    /// <summary>The bot's token, from the Developer Portal's page Bot. Source: environment <c>DISCORD_BOT_TOKEN</c>.</summary>
    [Secret]
    [Required(
        ErrorMessage = "Platforms:Discord:BotToken (DISCORD_BOT_TOKEN) is not set: your application's page Bot in the Developer Portal gives one (Reset Token)."
    )]
    [RegularExpression(
        @"^[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{3,}\.[A-Za-z0-9_-]{10,}$",
        ErrorMessage = "Platforms:Discord:BotToken (DISCORD_BOT_TOKEN) does not look like a token, three parts with dots between them, without 'Bot ' before it: copy it again from the page Bot."
    )]
    public string BotToken { get; set; } = "";

    /// <summary>Another address than Discord's, as an emulator's; not set: Discord's.</summary>
    public string? BaseUrl { get; set; }

    /// <summary><c>stream</c> (the reply grows by edits) or <c>batch</c> (one message at the end); unset: stream. Source: environment <c>DISCORD_STREAMING_MODE</c>.</summary>
    public string? StreamingMode { get; set; }

    /// <summary>Shortest time between two edits of one reply. Source: an estimate from the edits that a channel lets pass, about 5 in 5 s.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00.200",
        "00:01:00",
        ErrorMessage = "Platforms:Discord:EditInterval must be from 00:00:00.200 to 00:01:00."
    )]
    public TimeSpan EditInterval { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a call may take before its outcome counts as unknown. Source: an estimate, answers take well under a second.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00", ErrorMessage = "Platforms:Discord:CallTimeout must be from 00:00:01 to 00:02:00.")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether a message gets a reaction as its receipt: eyes, then a check or a cross.</summary>
    public bool Reactions { get; set; } = true;

    /// <summary>Whether the bot has to be mentioned in a channel; in its own threads and in direct messages never. Source: environment <c>DISCORD_REQUIRE_MENTION</c>.</summary>
    public bool RequireMention { get; set; } = true;

    /// <summary>Whether what is said in a channel opens a thread; else it is answered in the channel, which is one conversation then.</summary>
    public bool OpenThreads { get; set; } = true;

    /// <summary>Who may use it beside those allowed in chat: user ids, separated by commas, the owner's first. Source: environment <c>DISCORD_ALLOWED_USER_IDS</c>.</summary>
    public string? AllowedUserIds { get; set; }

    /// <summary>Roles whose holders may use it, too: ids, separated by commas.</summary>
    public string? AllowedRoleIds { get; set; }

    /// <summary>Servers that it listens in: ids, separated by commas; unset: all that it is in. Direct messages always count.</summary>
    public string? AllowedGuildIds { get; set; }

    /// <summary>Channels that it listens in, with their threads: ids, separated by commas; unset: all that it sees. Direct messages always count.</summary>
    public string? AllowedChannelIds { get; set; }

    /// <summary>Other bots that it listens to: user ids, separated by commas. They need to stand among the allowed users, too.</summary>
    public string? AllowedBotIds { get; set; }

    /// <summary>Servers whose own the commands are, seen there at once: ids, separated by commas; unset: commands are for all servers and direct messages.</summary>
    public string? CommandGuildIds { get; set; }
}

[OptionsValidator]
internal sealed partial class DiscordOptionsValidator : IValidateOptions<DiscordOptions>;

using System.ComponentModel.DataAnnotations;
using Archon.Bots.Core.Settings;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Telegram.Settings;

/// <summary>Settings under <c>Platforms:Telegram</c>.</summary>
internal sealed class TelegramOptions
{
    public const string Section = "Platforms:Telegram";

    /// <summary>The bot's token, from @BotFather. Source: environment <c>TELEGRAM_BOT_TOKEN</c>.</summary>
    [Secret]
    [Required(ErrorMessage = "Platforms:Telegram:BotToken (TELEGRAM_BOT_TOKEN) is not set: @BotFather gives one.")]
    [RegularExpression(
        @"^\d+:[A-Za-z0-9_-]{30,}$",
        ErrorMessage = "Platforms:Telegram:BotToken (TELEGRAM_BOT_TOKEN) does not look like a token, 123456789:AA...: copy it again from @BotFather."
    )]
    public string BotToken { get; set; } = "";

    /// <summary>An own Bot API server or an emulator; not set: Telegram's.</summary>
    public string? BaseUrl { get; set; }

    /// <summary><c>stream</c> (the reply grows by edits) or <c>batch</c> (one message at the end); unset: stream. Source: environment <c>TELEGRAM_STREAMING_MODE</c>.</summary>
    public string? StreamingMode { get; set; }

    /// <summary>Shortest time between two edits of one reply. Source: Bots FAQ, about one message a second in a chat; edits count.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00.200",
        "00:01:00",
        ErrorMessage = "Platforms:Telegram:EditInterval must be from 00:00:00.200 to 00:01:00."
    )]
    public TimeSpan EditInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long Telegram holds a poll open when there is nothing. Unit: whole seconds. Source: getUpdates, timeout.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = "Platforms:Telegram:PollTimeout must be from 00:00:01 to 00:01:00.")]
    public TimeSpan PollTimeout { get; set; } = TimeSpan.FromSeconds(50);

    /// <summary>How long any other call may take before its outcome counts as unknown. Source: an estimate, answers take well under a second.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00", ErrorMessage = "Platforms:Telegram:CallTimeout must be from 00:00:01 to 00:02:00.")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether a message gets a reaction as its receipt: eyes, then a thumb up or down.</summary>
    public bool Reactions { get; set; } = true;

    /// <summary>Whether running replies are shown as drafts in private chats, and posted once when they are complete.</summary>
    public bool Drafts { get; set; }

    /// <summary>Messages and edits a second, to all chats together. Source: Bots FAQ, about 30 a second; up to 1,000 by allow_paid_broadcast.</summary>
    [Range(1, 10_000, ErrorMessage = "Platforms:Telegram:MessagesPerSecond must be from 1 to 10000.")]
    public int MessagesPerSecond { get; set; } = 30;

    /// <summary>Who may use it beside those allowed in chat: user ids, separated by commas, the owner's first. Source: environment <c>TELEGRAM_ALLOWED_USER_IDS</c>.</summary>
    public string? AllowedUserIds { get; set; }
}

[OptionsValidator]
internal sealed partial class TelegramOptionsValidator : IValidateOptions<TelegramOptions>;

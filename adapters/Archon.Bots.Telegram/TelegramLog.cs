using Microsoft.Extensions.Logging;

namespace Archon.Bots.Telegram;

/// <summary>No method takes an exception of the transport: its texts may hold the address, and that the token.</summary>
internal static partial class TelegramLog
{
    [LoggerMessage(
        EventName = "telegram.connect_completed",
        Level = LogLevel.Information,
        Message = "Connected as bot {BotId} @{Username}"
    )]
    internal static partial void Connected(this ILogger logger, long botId, string? username);

    [LoggerMessage(EventName = "telegram.privacy_found", Level = LogLevel.Information, Message = "Telegram: {Note}")]
    internal static partial void PrivacyFound(this ILogger logger, string note);

    [LoggerMessage(EventName = "telegram.menu_completed", Level = LogLevel.Information, Message = "Telegram offers {Count} commands")]
    internal static partial void MenuPublished(this ILogger logger, int count);

    [LoggerMessage(
        EventName = "telegram.menu_failed",
        Level = LogLevel.Information,
        Message = "Telegram's list of commands was not brought up to date: {Reason}"
    )]
    internal static partial void MenuFailed(this ILogger logger, string reason);

    [LoggerMessage(
        EventName = "telegram.webhook_found",
        Level = LogLevel.Warning,
        Message = "A webhook is set for this bot's token, so that Telegram gives no updates here: it is deleted"
    )]
    internal static partial void WebhookFound(this ILogger logger);

    [LoggerMessage(
        EventName = "telegram.poll_conflicted",
        Level = LogLevel.Warning,
        Message = "Another process polls with this bot's token: only one may. Next try in {Pause}"
    )]
    internal static partial void PollConflicted(this ILogger logger, TimeSpan pause);

    [LoggerMessage(
        EventName = "telegram.poll_throttled",
        Level = LogLevel.Warning,
        Message = "Telegram asks to wait {Pause} before the next poll"
    )]
    internal static partial void PollThrottled(this ILogger logger, TimeSpan pause);

    [LoggerMessage(
        EventName = "telegram.poll_failed",
        Level = LogLevel.Warning,
        Message = "Telegram does not answer: {Reason}. It is tried again"
    )]
    internal static partial void PollFailed(this ILogger logger, string reason);

    [LoggerMessage(
        EventName = "telegram.poll_recovered",
        Level = LogLevel.Information,
        Message = "Telegram answers again after {Failures} failures"
    )]
    internal static partial void ConnectionRecovered(this ILogger logger, int failures);

    [LoggerMessage(EventName = "telegram.poll_completed", Level = LogLevel.Information, Message = "Polling has stopped")]
    internal static partial void PollingStopped(this ILogger logger);

    [LoggerMessage(
        EventName = "telegram.accept_failed",
        Level = LogLevel.Error,
        Message = "Delivery {DeliveryId} could not be stored; it is not confirmed, and Telegram gives it again"
    )]
    internal static partial void AcceptFailed(this ILogger logger, string deliveryId, Exception exception);

    [LoggerMessage(EventName = "telegram.press_failed", Level = LogLevel.Debug, Message = "A press was not answered: {Reason}")]
    internal static partial void PressUnanswered(this ILogger logger, string reason);

    [LoggerMessage(
        EventName = "telegram.stump_left",
        Level = LogLevel.Warning,
        Message = "The file came, and message {MessageId} that stood in for it could not be deleted: {Reason}"
    )]
    internal static partial void StumpLeft(this ILogger logger, string messageId, string reason);

    [LoggerMessage(
        EventName = "telegram.chat_moved",
        Level = LogLevel.Information,
        Message = "The group {Chat} became the supergroup {Supergroup}; what was meant for it goes there"
    )]
    internal static partial void ChatMoved(this ILogger logger, long chat, long supergroup);

    [LoggerMessage(
        EventName = "telegram.rendering_refused",
        Level = LogLevel.Warning,
        Message = "Telegram did not parse our HTML ({Reason}); the message goes as plain text"
    )]
    internal static partial void RenderingRefused(this ILogger logger, string reason);
}

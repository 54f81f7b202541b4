using Microsoft.Extensions.Logging;

namespace Archon.Bots.Telegram;

/// <summary>No text of an exception of the transport is logged: it may hold the address, and the address holds the token.</summary>
internal static partial class TelegramLog
{
    [LoggerMessage(
        EventName = "telegram.polling_started",
        Level = LogLevel.Information,
        Message = "Telegram knows the bot as @{Username}; it is polled now"
    )]
    internal static partial void PollingStarted(this ILogger logger, string? username);

    [LoggerMessage(EventName = "telegram.polling_recovered", Level = LogLevel.Information, Message = "Telegram answers polls again")]
    internal static partial void PollingRecovered(this ILogger logger);

    [LoggerMessage(
        EventName = "telegram.polling_failed",
        Level = LogLevel.Warning,
        Message = "A poll of Telegram failed ({Reason}); the next one is in {Pause}"
    )]
    internal static partial void PollingFailed(this ILogger logger, string reason, TimeSpan pause);

    [LoggerMessage(
        EventName = "telegram.polling_refused",
        Level = LogLevel.Warning,
        Message = "Another program polls with the same token (409); end one of the two. The next poll is in {Pause}"
    )]
    internal static partial void PollingConflicted(this ILogger logger, TimeSpan pause);

    [LoggerMessage(
        EventName = "telegram.update_failed",
        Level = LogLevel.Error,
        Message = "Update {UpdateId} could not be stored; it is not confirmed and comes again in {Pause}"
    )]
    internal static partial void UpdateNotStored(this ILogger logger, int updateId, TimeSpan pause, Exception exception);

    [LoggerMessage(
        EventName = "telegram.rendering_failed",
        Level = LogLevel.Warning,
        Message = "Telegram could not parse the formatting of message {MessageId}; it goes as plain text"
    )]
    internal static partial void FormattingRefused(this ILogger logger, Guid messageId);
}

using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Platforms;

internal static partial class PlatformLog
{
    [LoggerMessage(EventName = "platform.reception_refused", Level = LogLevel.Error, Message = "{Platform} refuses the bot: {Reason}")]
    internal static partial void PlatformRefused(this ILogger logger, string platform, string reason);

    // The exception's text is left out: it may hold an address with a token.
    [LoggerMessage(
        EventName = "platform.reception_failed",
        Level = LogLevel.Warning,
        Message = "Reception from {Platform} broke off ({ExceptionType}); it starts again in {Pause}"
    )]
    internal static partial void ReceptionFailed(this ILogger logger, string platform, string exceptionType, TimeSpan pause);
}

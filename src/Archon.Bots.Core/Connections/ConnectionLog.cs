using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Connections;

internal static partial class ConnectionLog
{
    [LoggerMessage(
        EventName = "gap.failed",
        Level = LogLevel.Warning,
        Message = "{Place} could not be read back ({Reason}); it is read at the next connection"
    )]
    internal static partial void GapFailed(this ILogger logger, string place, string reason);

    [LoggerMessage(
        EventName = "gap.not_passed",
        Level = LogLevel.Warning,
        Message = "How far places on {Platform} are known could not be written down; it is tried again"
    )]
    internal static partial void NotPassed(this ILogger logger, string platform, Exception exception);

    [LoggerMessage(
        EventName = "gap.read",
        Level = LogLevel.Information,
        Message = "What was said on {Platform} while no connection was up is read back: {Messages} messages in {Places} places, {Taken} handed over"
    )]
    internal static partial void GapRead(this ILogger logger, string platform, int messages, int places, int taken);
}

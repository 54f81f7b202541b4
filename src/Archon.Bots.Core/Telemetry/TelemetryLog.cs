using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Telemetry;

internal static partial class TelemetryLog
{
    [LoggerMessage(
        EventName = "telemetry.backlog_failed",
        Level = LogLevel.Warning,
        Message = "The queues cannot be counted ({Reason}); their metrics stay what they were"
    )]
    internal static partial void BacklogUnread(this ILogger logger, string reason);
}

using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Scheduling;

internal static partial class SchedulingLog
{
    [LoggerMessage(
        EventName = "server.stop_started",
        Level = LogLevel.Information,
        Message = "The server ends. {Running} conversations are at work and have {Grace} to come to their end; a second signal interrupts them at once"
    )]
    internal static partial void StopStarted(this ILogger logger, int running, TimeSpan grace);
}

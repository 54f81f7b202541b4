using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.Acp;

internal static partial class AcpLog
{
    [LoggerMessage(
        EventName = "acp.stop_completed",
        Level = LogLevel.Information,
        Message = "Agent {Pid} stopped within {Duration} (obeyed: {Obeyed})"
    )]
    internal static partial void StopCompleted(this ILogger logger, int pid, bool obeyed, TimeSpan duration);
}

using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.ClaudeCode;

internal static partial class ClaudeLog
{
    [LoggerMessage(
        EventName = "agent.open_completed",
        Level = LogLevel.Information,
        Message = "claude {Pid} is ready after {Duration} (resumed: {Resumed})"
    )]
    internal static partial void OpenCompleted(this ILogger logger, int pid, TimeSpan duration, bool resumed);

    [LoggerMessage(
        EventName = "agent.open_refused",
        Level = LogLevel.Information,
        Message = "claude would not open session {SessionId}: {Reason}"
    )]
    internal static partial void OpenRefused(this ILogger logger, string sessionId, string reason);

    [LoggerMessage(
        EventName = "agent.stop_completed",
        Level = LogLevel.Information,
        Message = "claude {Pid} stopped within {Duration} (obeyed: {Obeyed})"
    )]
    internal static partial void StopCompleted(this ILogger logger, int pid, bool obeyed, TimeSpan duration);
}

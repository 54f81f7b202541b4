using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Agents;

internal static partial class AgentLog
{
    [LoggerMessage(
        EventName = "agent.session_started",
        Level = LogLevel.Information,
        Message = "{Provider} session {SessionId} is open (resumed: {Resumed}) after {Elapsed}"
    )]
    internal static partial void SessionOpened(this ILogger logger, string provider, string sessionId, bool resumed, TimeSpan elapsed);

    [LoggerMessage(EventName = "agent.session_reused", Level = LogLevel.Debug, Message = "Session {SessionId} was warm")]
    internal static partial void SessionReused(this ILogger logger, string sessionId);

    [LoggerMessage(EventName = "agent.session_completed", Level = LogLevel.Debug, Message = "Idle session {SessionId} is closed ({Why})")]
    internal static partial void SessionEvicted(this ILogger logger, string sessionId, string why);

    [LoggerMessage(
        EventName = "agent.spawn_ahead_failed",
        Level = LogLevel.Information,
        Message = "Session {SessionId} could not be opened ahead ({Failure}); its next message will say so"
    )]
    internal static partial void SpawnAheadFailed(this ILogger logger, string sessionId, AgentFailureKind failure);

    [LoggerMessage(EventName = "agent.close_failed", Level = LogLevel.Warning, Message = "Session {SessionId} did not close cleanly")]
    internal static partial void CloseFailed(this ILogger logger, string sessionId, Exception exception);
}

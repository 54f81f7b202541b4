using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Sessions;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Conversations;

internal static partial class ConversationLog
{
    [LoggerMessage(EventName = "turn.run_started", Level = LogLevel.Information, Message = "Turn {TurnId} starts, attempt {Attempt}")]
    internal static partial void TurnStarted(this ILogger logger, Guid turnId, int attempt);

    [LoggerMessage(EventName = "turn.run_completed", Level = LogLevel.Information, Message = "Turn {TurnId} ends: {Outcome} {Failure}")]
    internal static partial void TurnCompleted(this ILogger logger, Guid turnId, string outcome, AgentFailureKind? failure);

    [LoggerMessage(
        EventName = "turn.run_retried",
        Level = LogLevel.Information,
        Message = "Turn {TurnId} was interrupted by the shutdown and is given back"
    )]
    internal static partial void TurnGivenBack(this ILogger logger, Guid turnId);

    [LoggerMessage(
        EventName = "turn.run_failed",
        Level = LogLevel.Error,
        Message = "Turn {TurnId} could not be finished; the sweeper brings it back"
    )]
    internal static partial void TurnFailed(this ILogger logger, Guid? turnId, Exception exception);

    [LoggerMessage(
        EventName = "attachment.fetch_refused",
        Level = LogLevel.Information,
        Message = "A {Kind} of turn {TurnId} did not reach the agent; its sender is told"
    )]
    internal static partial void FileNotGathered(this ILogger logger, string kind, Guid turnId);

    [LoggerMessage(
        EventName = "thread.read_refused",
        Level = LogLevel.Warning,
        Message = "Turn {TurnId} goes without what was said in its thread before: {Reason}"
    )]
    internal static partial void ThreadNotRead(this ILogger logger, Guid turnId, string reason);

    [LoggerMessage(EventName = "attachment.store_failed", Level = LogLevel.Error, Message = "A file that was sent could not be stored")]
    internal static partial void FileNotKept(this ILogger logger, Exception exception);

    [LoggerMessage(
        EventName = "turn.ownership_lost",
        Level = LogLevel.Warning,
        Message = "The conversation was taken by another owner; nothing was written"
    )]
    internal static partial void OwnershipLost(this ILogger logger, Exception exception);

    [LoggerMessage(
        EventName = "session.id_lost",
        Level = LogLevel.Warning,
        Message = "Session {Session} is cleared ({Why}); turn {TurnId} runs again on a fresh one"
    )]
    internal static partial void SessionLost(this ILogger logger, Guid session, SessionEnd why, Guid turnId);

    [LoggerMessage(
        EventName = "session.id_cleared",
        Level = LogLevel.Warning,
        Message = "Session {Session} is cleared after an execution error; turn {TurnId} reports it"
    )]
    internal static partial void SessionCleared(this ILogger logger, Guid session, Guid turnId);
}

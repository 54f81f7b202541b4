using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.Guard;

internal static partial class GuardLog
{
    [LoggerMessage(EventName = "guard.start_completed", Level = LogLevel.Information, Message = "The guard runs as process {Pid}")]
    internal static partial void GuardStarted(this ILogger logger, int pid);

    [LoggerMessage(
        EventName = "guard.process_lost",
        Level = LogLevel.Warning,
        Message = "The guard, process {Pid}, has ended; a new one is started ({Said})"
    )]
    internal static partial void GuardLost(this ILogger logger, int pid, string said);

    [LoggerMessage(
        EventName = "guard.start_failed",
        Level = LogLevel.Error,
        Message = "No guard can be started: agents would outlive a server that is killed"
    )]
    internal static partial void GuardFailed(this ILogger logger, Exception exception);

    [LoggerMessage(
        EventName = "guard.leftovers_started",
        Level = LogLevel.Warning,
        Message = "{Count} processes of an earlier run are ended before any conversation is taken"
    )]
    internal static partial void LeftoversFound(this ILogger logger, int count);

    [LoggerMessage(
        EventName = "guard.secrecy_completed",
        Level = LogLevel.Information,
        Message = "The environment of the server is hidden from the tools of its agents"
    )]
    internal static partial void EnvironmentHidden(this ILogger logger);

    [LoggerMessage(
        EventName = "guard.secrecy_refused",
        Level = LogLevel.Warning,
        Message = "The server runs as root, so /proc/{Pid}/environ cannot be hidden from the tools of its agents; run it as a user of its own"
    )]
    internal static partial void EnvironmentOpen(this ILogger logger, int pid);
}

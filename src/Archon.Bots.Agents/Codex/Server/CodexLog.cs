using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.Codex.Server;

internal static partial class CodexLog
{
    [LoggerMessage(EventName = "codex.server_started", Level = LogLevel.Information, Message = "codex app-server runs as {Pid}: {Version}")]
    internal static partial void ServerStarted(this ILogger logger, int pid, string version);

    [LoggerMessage(
        EventName = "codex.server_lost",
        Level = LogLevel.Warning,
        Message = "codex app-server {Pid} {Ending}; the next message starts it again"
    )]
    internal static partial void ServerLost(this ILogger logger, int pid, string ending);

    [LoggerMessage(
        EventName = "codex.stop_completed",
        Level = LogLevel.Information,
        Message = "Thread {Thread} was stopped within {Lasted} (obeyed: {Obeyed})"
    )]
    internal static partial void StopCompleted(this ILogger logger, string thread, TimeSpan lasted, bool obeyed);

    [LoggerMessage(
        EventName = "codex.question_refused",
        Level = LogLevel.Warning,
        Message = "codex asks {Method}, which has no card here: refused"
    )]
    internal static partial void QuestionRefused(this ILogger logger, string method);
}

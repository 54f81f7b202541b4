using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.Wire;

internal static partial class WireLog
{
    [LoggerMessage(
        EventName = "agent.output_failed",
        Level = LogLevel.Error,
        Message = "The output of agent {Pid} could not be read; it is ended"
    )]
    internal static partial void OutputFailed(this ILogger logger, Exception exception, int pid);
}

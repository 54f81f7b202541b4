namespace Archon.Bots.Host;

internal static partial class ServerLog
{
    [LoggerMessage(
        EventName = "server.start_completed",
        Level = LogLevel.Information,
        Message = "The server runs; its health pages are at {Addresses}"
    )]
    internal static partial void StartCompleted(this ILogger logger, string addresses);
}

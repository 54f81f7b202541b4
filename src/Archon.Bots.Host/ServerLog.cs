namespace Archon.Bots.Host;

internal static partial class ServerLog
{
    [LoggerMessage(
        EventName = "server.start_completed",
        Level = LogLevel.Information,
        Message = "The server runs; its health pages are at {Addresses}"
    )]
    internal static partial void StartCompleted(this ILogger logger, string addresses);

    [LoggerMessage(
        EventName = "settings.name_doubted",
        Level = LogLevel.Warning,
        Message = "The environment has {Name}, which is no setting of this bot. If it was meant for it, write {Meant}"
    )]
    internal static partial void SettingDoubtful(this ILogger logger, string name, string meant);
}

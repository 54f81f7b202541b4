using Microsoft.Extensions.Logging;

namespace Archon.Bots.Slack;

internal static partial class SlackLog
{
    [LoggerMessage(
        EventName = "slack.connected",
        Level = LogLevel.Information,
        Message = "Connected to Slack; {Connections} open for this app"
    )]
    internal static partial void Connected(this ILogger logger, int connections);

    [LoggerMessage(
        EventName = "slack.connection_failed",
        Level = LogLevel.Warning,
        Message = "No connection to Slack ({Reason}); the next try is in {Pause}"
    )]
    internal static partial void ConnectionFailed(this ILogger logger, string reason, TimeSpan pause);

    [LoggerMessage(
        EventName = "slack.others_found",
        Level = LogLevel.Warning,
        Message = "Another instance holds this token: {Others} more connections are open, and each gets a part of what is said"
    )]
    internal static partial void OthersFound(this ILogger logger, int others);

    [LoggerMessage(EventName = "slack.end_announced", Level = LogLevel.Information, Message = "Slack will close the connection: {Reason}")]
    internal static partial void EndAnnounced(this ILogger logger, string reason);

    [LoggerMessage(EventName = "slack.socket_broke", Level = LogLevel.Warning, Message = "The connection to Slack broke off: {Reason}")]
    internal static partial void SocketBroke(this ILogger logger, string reason);

    [LoggerMessage(
        EventName = "slack.disabled",
        Level = LogLevel.Error,
        Message = "Socket Mode is switched off in the app's settings: switch it on (Settings, Socket Mode). The next try is in {Pause}"
    )]
    internal static partial void Disabled(this ILogger logger, TimeSpan pause);

    [LoggerMessage(
        EventName = "slack.frame_refused",
        Level = LogLevel.Warning,
        Message = "A frame of {Length} characters is no JSON; it is left"
    )]
    internal static partial void FrameNotRead(this ILogger logger, int length);

    [LoggerMessage(
        EventName = "slack.accept_failed",
        Level = LogLevel.Warning,
        Message = "A delivery ({Type}) could not be taken or acknowledged ({ExceptionType}); Slack will bring it again"
    )]
    internal static partial void EnvelopeNotTaken(this ILogger logger, string type, string exceptionType, Exception exception);

    [LoggerMessage(EventName = "slack.event_left", Level = LogLevel.Debug, Message = "An event of type {Type} is of no use")]
    internal static partial void EventLeft(this ILogger logger, string type);

    [LoggerMessage(
        EventName = "slack.scope_missing",
        Level = LogLevel.Warning,
        Message = "{Method} lacks the scope {Scope}: add it under OAuth & Permissions and install the app again. Until then it is not used"
    )]
    internal static partial void ScopeMissing(this ILogger logger, string method, string scope);

    [LoggerMessage(EventName = "slack.name_unknown", Level = LogLevel.Debug, Message = "A name could not be asked for: {Reason}")]
    internal static partial void NameUnknown(this ILogger logger, string reason);

    [LoggerMessage(EventName = "slack.receipt_refused", Level = LogLevel.Warning, Message = "A reaction was refused: {Reason}")]
    internal static partial void ReceiptRefused(this ILogger logger, string reason);

    [LoggerMessage(
        EventName = "slack.status_left",
        Level = LogLevel.Debug,
        Message = "The status of a thread stays until it fades: {Reason}"
    )]
    internal static partial void StatusLeft(this ILogger logger, string reason);

    [LoggerMessage(
        EventName = "slack.stream_refused",
        Level = LogLevel.Warning,
        Message = "Slack streams no reply in {Channel}; it grows by edits: {Reason}"
    )]
    internal static partial void StreamRefused(this ILogger logger, string channel, string reason);

    [LoggerMessage(
        EventName = "slack.stump_left",
        Level = LogLevel.Warning,
        Message = "A message whose file took its place stays: {Reason}"
    )]
    internal static partial void StumpLeft(this ILogger logger, string reason);
}

using Microsoft.Extensions.Logging;

namespace Archon.Bots.Discord;

internal static partial class DiscordLog
{
    [LoggerMessage(
        EventName = "discord.connected",
        Level = LogLevel.Information,
        Message = "Connected to Discord; shard {Shard} of {Shards}"
    )]
    internal static partial void Connected(this ILogger logger, int shard, int shards);

    [LoggerMessage(
        EventName = "discord.connection_ended",
        Level = LogLevel.Warning,
        Message = "No connection to Discord for shard {Shard} ({Reason}); the next try is in {Pause}"
    )]
    internal static partial void ConnectionEnded(this ILogger logger, int shard, string reason, TimeSpan pause);

    [LoggerMessage(
        EventName = "discord.session_not_kept",
        Level = LogLevel.Warning,
        Message = "How far the session has come could not be written down; it is tried again"
    )]
    internal static partial void SessionNotKept(this ILogger logger, Exception exception);

    [LoggerMessage(
        EventName = "discord.frame_refused",
        Level = LogLevel.Warning,
        Message = "A frame of {Length} characters is no JSON of the gateway; it is left"
    )]
    internal static partial void FrameNotRead(this ILogger logger, int length);

    [LoggerMessage(
        EventName = "discord.accept_failed",
        Level = LogLevel.Warning,
        Message = "A dispatch ({Type}) could not be taken; the session is resumed before it"
    )]
    internal static partial void DispatchNotTaken(this ILogger logger, string type, Exception exception);

    [LoggerMessage(EventName = "discord.event_left", Level = LogLevel.Debug, Message = "An event of type {Type} is of no use")]
    internal static partial void EventLeft(this ILogger logger, string type);

    [LoggerMessage(EventName = "discord.op_left", Level = LogLevel.Debug, Message = "A frame with the opcode {Op} is of no use")]
    internal static partial void OpLeft(this ILogger logger, int op);

    [LoggerMessage(EventName = "discord.name_unknown", Level = LogLevel.Debug, Message = "A channel could not be asked for: {Reason}")]
    internal static partial void ChannelUnknown(this ILogger logger, string reason);

    [LoggerMessage(
        EventName = "discord.thread_refused",
        Level = LogLevel.Warning,
        Message = "No thread could be opened in {Channel}; it is answered in the channel: {Reason}"
    )]
    internal static partial void ThreadRefused(this ILogger logger, string channel, string reason);

    [LoggerMessage(
        EventName = "discord.answer_failed",
        Level = LogLevel.Warning,
        Message = "A press or command could not be acknowledged: {Reason}"
    )]
    internal static partial void AnswerFailed(this ILogger logger, string reason);

    [LoggerMessage(
        EventName = "discord.commands_registered",
        Level = LogLevel.Information,
        Message = "{Commands} commands are registered ({Where})"
    )]
    internal static partial void CommandsRegistered(this ILogger logger, int commands, string where);

    [LoggerMessage(
        EventName = "discord.commands_refused",
        Level = LogLevel.Warning,
        Message = "The commands could not be registered: {Reason}"
    )]
    internal static partial void CommandsRefused(this ILogger logger, string reason);
}

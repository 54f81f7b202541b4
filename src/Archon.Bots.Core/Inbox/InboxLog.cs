using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Inbox;

internal static partial class InboxLog
{
    [LoggerMessage(
        EventName = "inbox.message_accepted",
        Level = LogLevel.Information,
        Message = "Message {Delivery} of {Conversation} waits behind {Ahead}"
    )]
    internal static partial void MessageAccepted(this ILogger logger, string delivery, ConversationKey conversation, int ahead);

    [LoggerMessage(
        EventName = "inbox.control_accepted",
        Level = LogLevel.Information,
        Message = "Control {Kind} of {Conversation} is open"
    )]
    internal static partial void ControlAccepted(this ILogger logger, ControlKind kind, ConversationKey conversation);

    [LoggerMessage(
        EventName = "inbox.change_accepted",
        Level = LogLevel.Information,
        Message = "{Kind} of {Conversation} is stored and asks for no turn"
    )]
    internal static partial void ChangeAccepted(this ILogger logger, MessageKind kind, ConversationKey conversation);

    [LoggerMessage(
        EventName = "inbox.duplicate_refused",
        Level = LogLevel.Debug,
        Message = "Message {Delivery} of {Conversation} is known already"
    )]
    internal static partial void DuplicateRefused(this ILogger logger, string delivery, ConversationKey conversation);

    [LoggerMessage(
        EventName = "inbox.message_left",
        Level = LogLevel.Debug,
        Message = "Message {Delivery} in {Conversation} speaks to nobody here"
    )]
    internal static partial void LeftAlone(this ILogger logger, string delivery, ConversationKey conversation);

    [LoggerMessage(
        EventName = "inbox.sweep_failed",
        Level = LogLevel.Warning,
        Message = "The sweep for waiting conversations failed; the next one is due in {Interval}"
    )]
    internal static partial void SweepFailed(this ILogger logger, TimeSpan interval, Exception exception);
}

using Archon.Bots.Core.Conversations;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Outbox;

internal static partial class OutboxLog
{
    [LoggerMessage(
        EventName = "outbox.delivery_completed",
        Level = LogLevel.Debug,
        Message = "Message {MessageId} part {Slot} is as wished"
    )]
    internal static partial void Delivered(this ILogger logger, Guid messageId, int slot);

    [LoggerMessage(
        EventName = "outbox.delivery_throttled",
        Level = LogLevel.Information,
        Message = "Delivery of {MessageId} to {Conversation} waits {Delay}"
    )]
    internal static partial void Throttled(this ILogger logger, Guid messageId, ConversationKey conversation, TimeSpan delay);

    [LoggerMessage(
        EventName = "outbox.delivery_parked",
        Level = LogLevel.Warning,
        Message = "Nothing is sent to {Conversation} before {Until}: the platform asks for it; what there is to say waits in its rows"
    )]
    internal static partial void Parked(this ILogger logger, ConversationKey conversation, DateTimeOffset until);

    [LoggerMessage(
        EventName = "outbox.receipt_lost",
        Level = LogLevel.Debug,
        Message = "Receipt {MessageId} in {Conversation} is not shown: {Reason}"
    )]
    internal static partial void ReceiptBuried(this ILogger logger, Guid messageId, ConversationKey conversation, string reason);

    [LoggerMessage(
        EventName = "outbox.delivery_retried",
        Level = LogLevel.Warning,
        Message = "Delivery of {MessageId} to {Conversation} has no known outcome ({Reason}); again in {Delay}"
    )]
    internal static partial void OutcomeUnknown(
        this ILogger logger,
        Guid messageId,
        ConversationKey conversation,
        string reason,
        TimeSpan delay
    );

    [LoggerMessage(
        EventName = "outbox.delivery_lost",
        Level = LogLevel.Error,
        Message = "Message {MessageId} to {Conversation} was rejected for good: {Reason}"
    )]
    internal static partial void Buried(this ILogger logger, Guid messageId, ConversationKey conversation, string reason);

    [LoggerMessage(
        EventName = "outbox.pump_failed",
        Level = LogLevel.Error,
        Message = "The pump stumbled over {Conversation}; the sweep brings it back"
    )]
    internal static partial void PumpFailed(this ILogger logger, ConversationKey? conversation, Exception exception);
}

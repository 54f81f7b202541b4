using System.Globalization;
using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>Where a conversation's messages go: the thread of its key, taken apart.</summary>
internal readonly record struct TelegramAddress(long Chat, int? Topic)
{
    /// <summary>Groups have negative ids. Source: Bot API, Chat.</summary>
    public bool IsPrivate => Chat > 0;

    public static TelegramAddress Of(ConversationKey conversation)
    {
        var slash = conversation.Thread.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new TelegramAddress(long.Parse(conversation.Thread, CultureInfo.InvariantCulture), null)
            : new TelegramAddress(
                long.Parse(conversation.Thread.AsSpan(0, slash), CultureInfo.InvariantCulture),
                int.Parse(conversation.Thread.AsSpan(slash + 1), CultureInfo.InvariantCulture)
            );
    }
}

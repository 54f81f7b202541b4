using System.Globalization;
using Archon.Bots.Core.Conversations;
using Telegram.Bot.Types;

namespace Archon.Bots.Telegram;

/// <summary>Telegram's ids as parts of a conversation's key.</summary>
internal static class TelegramKeys
{
    public static ConversationKey KeyOf(long bot, long chat) =>
        new(
            TelegramServiceCollectionExtensions.Platform,
            bot.ToString(CultureInfo.InvariantCulture),
            chat.ToString(CultureInfo.InvariantCulture)
        );

    public static ChatId ChatOf(ConversationKey conversation) => long.Parse(conversation.Thread, CultureInfo.InvariantCulture);
}

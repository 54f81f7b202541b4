using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Archon.Bots.Telegram.Updates;

/// <summary>What happens to the places that conversations are in.</summary>
internal static class TelegramPlaces
{
    public static bool IsGroup(Chat chat) => chat.Type is ChatType.Group or ChatType.Supergroup;

    public static ConversationKey Key(Chat chat, BotIdentity bot) => Key(chat.Id, bot);

    public static ConversationKey Key(Message message, BotIdentity bot) =>
        // Outside of topics the field only names a thread of replies.
        message is { IsTopicMessage: true, MessageThreadId: { } topic }
            ? new ConversationKey(TelegramPlatform.PlatformName, bot.Id, $"{message.Chat.Id}/{topic}")
            : Key(message.Chat, bot);

    /// <summary>The bot came to a group.</summary>
    public static InboundMessage? MapMembership(ChatMemberUpdated change, BotIdentity bot)
    {
        if (
            !IsGroup(change.Chat)
            || change.NewChatMember.Status is not (ChatMemberStatus.Member or ChatMemberStatus.Administrator)
            || change.OldChatMember.IsInChat
        )
        {
            return null;
        }

        var at = Utc(change.Date);
        var seesAll = bot.ReadsGroups || change.NewChatMember.Status == ChatMemberStatus.Administrator;
        return new InboundMessage
        {
            Bot = bot.Id,
            DeliveryId = $"{change.Chat.Id}:member:{at.ToUnixTimeSeconds()}",
            OrderKey = at.ToUnixTimeSeconds(),
            Conversation = Key(change.Chat, bot),
            Author = AuthorOf(change.From),
            Text = seesAll ? "" : TelegramPrivacy.Opened,
            SentAt = at,
            Kind = MessageKind.Opened,
            IsShared = true,
        };
    }

    /// <summary>A group became a supergroup, which has another id. It is told in both, so that either telling is enough.</summary>
    public static InboundMessage? MapMove(Message message, BotIdentity bot) =>
        message switch
        {
            { MigrateToChatId: { } to } => Move(message, message.Chat.Id, to, bot),
            { MigrateFromChatId: { } from } => Move(message, from, message.Chat.Id, bot),
            _ => null,
        };

    public static Author AuthorOf(User user) => new(user.Id.ToString(), TelegramQuotes.NameOf(user));

    public static DateTimeOffset Utc(DateTime date) => new(DateTime.SpecifyKind(date, DateTimeKind.Utc));

    private static ConversationKey Key(long chat, BotIdentity bot) => new(TelegramPlatform.PlatformName, bot.Id, chat.ToString());

    private static InboundMessage Move(Message message, long from, long to, BotIdentity bot) =>
        new()
        {
            Bot = bot.Id,
            DeliveryId = $"{from}:moved",
            OrderKey = message.Id,
            Conversation = Key(from, bot),
            Author = message.From is { } user ? AuthorOf(user) : new Author(from.ToString(), message.Chat.Title ?? ""),
            Text = "",
            SentAt = Utc(message.Date),
            Kind = MessageKind.Moved,
            Target = to.ToString(),
            IsShared = true,
        };
}

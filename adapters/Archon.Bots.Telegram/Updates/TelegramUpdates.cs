using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Archon.Bots.Telegram.Updates;

/// <summary>An update of Telegram as a message of the house; null: not for us. Source: Bot API, Update.</summary>
internal static class TelegramUpdates
{
    /// <param name="now">For what Telegram gives no time of.</param>
    public static InboundMessage? Map(Update update, BotIdentity bot, DateTimeOffset now) =>
        update switch
        {
            { Message: { } message } => MapMessage(message, bot),
            { EditedMessage: { } message } => MapEdit(message, bot),
            { CallbackQuery: { } query } => MapPress(query, bot, now),
            { MyChatMember: { } change } => MapMembership(change, bot),
            _ => null,
        };

    private static InboundMessage? MapMessage(Message message, BotIdentity bot)
    {
        if (message.Chat.Type != ChatType.Private || message.IsServiceMessage || !IsFromPerson(message))
        {
            return null;
        }

        return new InboundMessage
        {
            Bot = bot.Id,
            DeliveryId = $"{message.Chat.Id}:{message.Id}",
            OrderKey = message.Id,
            Conversation = Key(message, bot),
            Author = AuthorOf(message.From!),
            Text = WithoutSuffix(message.Text ?? message.Caption ?? "", bot),
            SentAt = Utc(message.Date),
            Attachments = TelegramAttachments.Of(message),
            ReplyTo = message.ReplyToMessage?.Id.ToString(),
        };
    }

    private static InboundMessage? MapEdit(Message message, BotIdentity bot)
    {
        if (message.EditDate is not { } editDate || MapMessage(message, bot) is not { } mapped)
        {
            return null;
        }

        var editedAt = Utc(editDate);
        return mapped with
        {
            Kind = MessageKind.Edited,
            DeliveryId = $"{mapped.DeliveryId}:{editedAt.ToUnixTimeSeconds()}",
            Target = message.Id.ToString(),
            SentAt = editedAt,
        };
    }

    private static InboundMessage? MapPress(CallbackQuery query, BotIdentity bot, DateTimeOffset now) =>
        query is not { Data: { Length: > 0 } data, Message: { } message } || query.From.IsBot
            ? null
            : new InboundMessage
            {
                Bot = bot.Id,
                DeliveryId = $"cb:{query.Id}",
                OrderKey = message.Id,
                Conversation = Key(message, bot),
                Author = AuthorOf(query.From),
                Text = data,
                SentAt = now,
                Kind = MessageKind.Pressed,
                Target = message.Id.ToString(),
            };

    private static InboundMessage? MapMembership(ChatMemberUpdated change, BotIdentity bot)
    {
        if (
            change.Chat.Type is not (ChatType.Group or ChatType.Supergroup)
            || change.NewChatMember.Status is not (ChatMemberStatus.Member or ChatMemberStatus.Administrator)
            || change.OldChatMember.IsInChat
        )
        {
            return null;
        }

        var at = Utc(change.Date);
        return new InboundMessage
        {
            Bot = bot.Id,
            DeliveryId = $"{change.Chat.Id}:member:{at.ToUnixTimeSeconds()}",
            OrderKey = at.ToUnixTimeSeconds(),
            Conversation = new ConversationKey(TelegramPlatform.PlatformName, bot.Id, change.Chat.Id.ToString()),
            Author = AuthorOf(change.From),
            Text = "",
            SentAt = at,
            Kind = MessageKind.Opened,
        };
    }

    /// <summary>Two bots that answer each other never end, and a channel or an anonymous administrator is nobody who could be allowed.</summary>
    private static bool IsFromPerson(Message message) =>
        message is { From.IsBot: false, ViaBot: null, SenderChat: null, IsAutomaticForward: false };

    private static ConversationKey Key(Message message, BotIdentity bot)
    {
        // Outside of topics the field only names a thread of replies.
        var topic = message is { IsTopicMessage: true, MessageThreadId: { } thread } ? $"/{thread}" : "";
        return new ConversationKey(TelegramPlatform.PlatformName, bot.Id, $"{message.Chat.Id}{topic}");
    }

    private static Author AuthorOf(User user) => new(user.Id.ToString(), $"{user.FirstName} {user.LastName}".Trim());

    private static string WithoutSuffix(string text, BotIdentity bot)
    {
        if (!text.StartsWith('/'))
        {
            return text;
        }

        var end = text.AsSpan().IndexOfAny(" \n\t");
        var command = end < 0 ? text : text[..end];
        var suffix = $"@{bot.Username}";
        return command.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
            ? text.Remove(command.Length - suffix.Length, suffix.Length)
            : text;
    }

    private static DateTimeOffset Utc(DateTime date) => new(DateTime.SpecifyKind(date, DateTimeKind.Utc));
}

/// <summary>Who we are there. Source: getMe.</summary>
internal sealed record BotIdentity(string Id, string Username);

using Archon.Bots.Core.Messages;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Archon.Bots.Telegram.Updates;

/// <summary>An update of Telegram as a message of the house; null: not for us. Source: Bot API, Update.</summary>
internal sealed class TelegramUpdates(BotIdentity bot)
{
    private readonly TelegramFollowUps _followUps = new();

    /// <param name="now">For what Telegram gives no time of.</param>
    public InboundMessage? Map(Update update, DateTimeOffset now) =>
        update switch
        {
            { Message: { } message } => TelegramPlaces.MapMove(message, bot) ?? MapMessage(message),
            { EditedMessage: { } message } => MapEdit(message),
            { CallbackQuery: { } query } => MapPress(query, now),
            { MyChatMember: { } change } => TelegramPlaces.MapMembership(change, bot),
            _ => null,
        };

    private InboundMessage? MapMessage(Message message)
    {
        var isGroup = TelegramPlaces.IsGroup(message.Chat);
        if (message.IsServiceMessage || !IsFromPerson(message) || !(isGroup || message.Chat.Type == ChatType.Private))
        {
            return null;
        }

        var addressing = TelegramAddressing.Of(message, bot);
        if (isGroup && !addressing.IsForUs && !_followUps.Has(message))
        {
            return null;
        }

        _followUps.Take(message);
        return new InboundMessage
        {
            Bot = bot.Id,
            DeliveryId = $"{message.Chat.Id}:{message.Id}",
            OrderKey = message.Id,
            Conversation = TelegramPlaces.Key(message, bot),
            Author = TelegramPlaces.AuthorOf(message.From!),
            Text = addressing.Text,
            SentAt = TelegramPlaces.Utc(message.Date),
            Attachments = TelegramAttachments.Of(message),
            MessageId = message.Id.ToString(),
            IsShared = isGroup,
            IsMention = addressing.IsMention,
            Album = message.MediaGroupId,
            MayGoOn = TelegramFollowUps.MayGoOn(message),
            Quotation = TelegramQuotes.Of(message, bot),
            ReplyTo = TelegramAddressing.ReplyOf(message)?.Id.ToString(),
        };
    }

    private InboundMessage? MapEdit(Message message)
    {
        if (message.EditDate is not { } editDate || MapMessage(message) is not { } mapped)
        {
            return null;
        }

        var editedAt = TelegramPlaces.Utc(editDate);
        return mapped with
        {
            Kind = MessageKind.Edited,
            DeliveryId = $"{mapped.DeliveryId}:{editedAt.ToUnixTimeSeconds()}",
            Target = message.Id.ToString(),
            SentAt = editedAt,
        };
    }

    private InboundMessage? MapPress(CallbackQuery query, DateTimeOffset now) =>
        query is not { Data: { Length: > 0 } data, Message: { } message } || query.From.IsBot
            ? null
            : new InboundMessage
            {
                Bot = bot.Id,
                DeliveryId = $"cb:{query.Id}",
                OrderKey = message.Id,
                Conversation = TelegramPlaces.Key(message, bot),
                Author = TelegramPlaces.AuthorOf(query.From),
                Text = data,
                SentAt = now,
                Kind = MessageKind.Pressed,
                IsShared = TelegramPlaces.IsGroup(message.Chat),
                Target = message.Id.ToString(),
            };

    /// <summary>Two bots that answer each other never end, and a channel or an anonymous administrator is nobody who could be allowed.</summary>
    private static bool IsFromPerson(Message message) =>
        message is { From.IsBot: false, ViaBot: null, SenderChat: null, IsAutomaticForward: false };
}

using System.Collections.Immutable;
using System.Globalization;
using Archon.Bots.Core.Messages;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Archon.Bots.Telegram.Polling;

/// <summary>Maps updates to inbound messages. Pure.</summary>
internal static class TelegramUpdates
{
    /// <returns>Null: nothing for us.</returns>
    public static InboundMessage? Map(Update update, User me) =>
        update switch
        {
            { Message: { } message } when IsPersonal(message) => OfMessage(message, me, MessageKind.Message),
            { EditedMessage: { } edited } when IsPersonal(edited) => OfMessage(edited, me, MessageKind.Edited),
            { CallbackQuery: { Message: { } shown, Data: { } data } press } when !press.From.IsBot => OfPress(press, shown, data, me),
            { MyChatMember: { } member } when IsAdded(member) => OfAdded(member, me),
            _ => null,
        };

    /// <summary>Written by a person in a private chat: not by a bot, through one, or in a channel's name.</summary>
    private static bool IsPersonal(Message message) =>
        message is { Chat.Type: ChatType.Private, From.IsBot: false, ViaBot: null, SenderChat: null, IsAutomaticForward: false };

    private static bool IsAdded(ChatMemberUpdated member) =>
        member is { Chat.Type: not ChatType.Private, NewChatMember.Status: ChatMemberStatus.Member or ChatMemberStatus.Administrator }
        && member.OldChatMember.Status is ChatMemberStatus.Left or ChatMemberStatus.Kicked;

    private static InboundMessage OfMessage(Message message, User me, MessageKind kind)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{message.Chat.Id}:{message.Id}");
        return new InboundMessage
        {
            Bot = Text(me.Id),
            DeliveryId = kind == MessageKind.Edited ? $"{id}:{Utc(message.EditDate ?? message.Date).ToUnixTimeSeconds()}" : id,
            OrderKey = message.Id,
            Conversation = TelegramKeys.KeyOf(me.Id, message.Chat.Id),
            Author = AuthorOf(message.From!),
            Text = WithoutSuffix(message.Text ?? message.Caption ?? "", me),
            SentAt = Utc(message.Date),
            Kind = kind,
            Attachments = AttachmentsOf(message),
            Target = kind == MessageKind.Edited ? Text(message.Id) : null,
            ReplyTo = message.ReplyToMessage is { } replied ? Text(replied.Id) : null,
        };
    }

    private static InboundMessage OfPress(CallbackQuery press, Message shown, string data, User me) =>
        new()
        {
            Bot = Text(me.Id),
            DeliveryId = $"press:{press.Id}",
            OrderKey = shown.Id,
            Conversation = TelegramKeys.KeyOf(me.Id, shown.Chat.Id),
            Author = AuthorOf(press.From),
            Text = data,
            SentAt = Utc(shown.Date),
            Kind = MessageKind.Pressed,
            Target = Text(shown.Id),
        };

    private static InboundMessage OfAdded(ChatMemberUpdated member, User me) =>
        new()
        {
            Bot = Text(me.Id),
            DeliveryId = string.Create(CultureInfo.InvariantCulture, $"{member.Chat.Id}:added:{Utc(member.Date).ToUnixTimeSeconds()}"),
            OrderKey = 0,
            Conversation = TelegramKeys.KeyOf(me.Id, member.Chat.Id),
            Author = AuthorOf(member.From),
            Text = "",
            SentAt = Utc(member.Date),
            Kind = MessageKind.Opened,
        };

    private static Author AuthorOf(User user) => new(Text(user.Id), $"{user.FirstName} {user.LastName}".Trim());

    /// <summary><c>/stop@our_bot</c> is <c>/stop</c>.</summary>
    private static string WithoutSuffix(string text, User me)
    {
        var end = text.AsSpan().IndexOfAny(" \n\t");
        var word = end < 0 ? text : text[..end];
        var suffix = $"@{me.Username}";
        return word.StartsWith('/') && word.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
            ? string.Concat(word.AsSpan(0, word.Length - suffix.Length), text.AsSpan(word.Length))
            : text;
    }

    private static ImmutableArray<Attachment> AttachmentsOf(Message message) =>
        message switch
        {
            { Photo: [.., var photo] } => [new Attachment("photo", photo.FileId, null, photo.FileSize)],
            { Document: { } document } => [new Attachment("document", document.FileId, document.FileName, document.FileSize)],
            { Voice: { } voice } => [new Attachment("voice", voice.FileId, null, voice.FileSize)],
            { Audio: { } audio } => [new Attachment("audio", audio.FileId, audio.FileName, audio.FileSize)],
            { Video: { } video } => [new Attachment("video", video.FileId, video.FileName, video.FileSize)],
            { VideoNote: { } note } => [new Attachment("video note", note.FileId, null, note.FileSize)],
            { Sticker: { } sticker } => [new Attachment("sticker", sticker.FileId, null, sticker.FileSize)],
            { Text: null, Caption: null } => [new Attachment(message.Type.ToString().ToLowerInvariant(), "", null, null)],
            _ => [],
        };

    /// <summary>The package gives UTC; an inaccessible message has no date.</summary>
    private static DateTimeOffset Utc(DateTime date) => new(DateTime.SpecifyKind(date, DateTimeKind.Utc));

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}

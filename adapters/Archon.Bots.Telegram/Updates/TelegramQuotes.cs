using Archon.Bots.Core.Messages;
using Telegram.Bot.Types;

namespace Archon.Bots.Telegram.Updates;

/// <summary>What a message answers, if somebody else than the bot had said it: the part that was marked, else all of it.</summary>
internal static class TelegramQuotes
{
    public static Quotation? Of(Message message, BotIdentity bot)
    {
        if (TelegramAddressing.IsReplyTo(message, bot))
        {
            return null;
        }

        var reply = TelegramAddressing.ReplyOf(message);
        var text = message.Quote?.Text ?? reply?.Text ?? reply?.Caption;
        var author = reply is null ? NameOf(message.ExternalReply?.Origin) : NameOf(reply);
        return string.IsNullOrWhiteSpace(text) || author is null ? null : new Quotation(author, text);
    }

    public static string NameOf(User user) => $"{user.FirstName} {user.LastName}".Trim();

    private static string? NameOf(Message message) =>
        message.SenderChat?.Title ?? (message.From is { } user ? NameOf(user) : message.Chat.Title);

    private static string? NameOf(MessageOrigin? origin) =>
        origin switch
        {
            MessageOriginUser { SenderUser: { } user } => NameOf(user),
            MessageOriginHiddenUser hidden => hidden.SenderUserName,
            MessageOriginChat { SenderChat: { } chat } => chat.Title,
            MessageOriginChannel { Chat: { } chat } => chat.Title,
            _ => null,
        };
}

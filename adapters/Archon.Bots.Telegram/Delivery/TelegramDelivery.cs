using System.Globalization;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Telegram.Rendering;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>Posts, edits and deletes messages.</summary>
internal sealed class TelegramDelivery(
    ITelegramBotClient bot,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<TelegramDelivery> logger
)
{
    private static readonly LinkPreviewOptions _noPreview = new() { IsDisabled = true };

    public Task<string> DeliverAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var chat = TelegramKeys.ChatOf(message.Conversation);
        return (message.Wish, message.PlatformMessageId) switch
        {
            (Wish.Absent, { } id) => CallAsync("delete", token => DeleteAsync(chat, id, token), cancellationToken),
            (Wish.Present, { } id) => CallAsync("edit", token => EditAsync(chat, id, message, token), cancellationToken),
            (Wish.Present, null) => CallAsync("post", token => PostAsync(chat, message, token), cancellationToken),
            _ => throw new ArgumentException("A message that was never posted cannot be deleted.", nameof(message)),
        };
    }

    public Task ShowTypingAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        CallAsync(
            "typing",
            async token =>
            {
                await bot.SendChatAction(TelegramKeys.ChatOf(conversation), ChatAction.Typing, cancellationToken: token);
                return "";
            },
            cancellationToken
        );

    private Task<string> CallAsync(string family, Func<CancellationToken, Task<string>> call, CancellationToken cancellationToken) =>
        TelegramCalls.CallAsync(family, options.Value.CallTimeout, time, call, cancellationToken);

    private async Task<string> PostAsync(ChatId chat, OutboundMessage message, CancellationToken cancellationToken)
    {
        var posted = await FormattedAsync(
            message,
            (text, mode) =>
                bot.SendMessage(
                    chat,
                    text,
                    mode,
                    replyMarkup: Keyboard(message.Body!),
                    linkPreviewOptions: _noPreview,
                    cancellationToken: cancellationToken
                )
        );
        return posted.Id.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<string> EditAsync(ChatId chat, string id, OutboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await FormattedAsync(
                message,
                (text, mode) =>
                    bot.EditMessageText(
                        chat,
                        int.Parse(id, CultureInfo.InvariantCulture),
                        text,
                        mode,
                        replyMarkup: Keyboard(message.Body!),
                        linkPreviewOptions: _noPreview,
                        cancellationToken: cancellationToken
                    )
            );
        }
        catch (ApiRequestException exception) when (exception.Message.Contains("message is not modified", StringComparison.Ordinal))
        {
            // It shows what it should.
        }

        return id;
    }

    private async Task<string> DeleteAsync(ChatId chat, string id, CancellationToken cancellationToken)
    {
        try
        {
            await bot.DeleteMessage(chat, int.Parse(id, CultureInfo.InvariantCulture), cancellationToken);
        }
        catch (ApiRequestException exception) when (exception.Message.Contains("message to delete not found", StringComparison.Ordinal))
        {
            // It is gone, as it should be.
        }

        return id;
    }

    /// <summary>Formatting that Telegram cannot parse is our fault and no reason to lose a text: it goes plain.</summary>
    private async Task<Message> FormattedAsync(OutboundMessage message, Func<string, ParseMode, Task<Message>> send)
    {
        var markdown = message.Body!.Markdown;
        try
        {
            return await send(TelegramHtml.Render(markdown), ParseMode.Html);
        }
        catch (ApiRequestException exception) when (exception.Message.Contains("can't parse entities", StringComparison.Ordinal))
        {
            logger.FormattingRefused(message.Id);
            return await send(TelegramHtml.Plain(markdown), ParseMode.None);
        }
    }

    private static InlineKeyboardMarkup? Keyboard(ReplyBody body) =>
        body.Buttons.IsEmpty
            ? null
            : new InlineKeyboardMarkup(body.Buttons.Select(button => InlineKeyboardButton.WithCallbackData(button.Label, button.Action)));
}

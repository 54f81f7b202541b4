using System.Collections.Immutable;
using System.Globalization;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Telegram.Rendering;
using Archon.Bots.Telegram.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>Makes one message of a chat equal to the wish.</summary>
internal sealed class TelegramDelivery(
    ITelegramBotClient client,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<TelegramDelivery> logger
)
{
    /// <summary>Telegram takes no empty message.</summary>
    private const string Nothing = "…";

    private const string Typing = "typing";

    private static readonly LinkPreviewOptions NoPreview = new() { IsDisabled = true };

    public Task<string> DeliverAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        message switch
        {
            { Wish: Wish.Absent, PlatformMessageId: null } => Task.FromResult(""),
            { Wish: Wish.Absent, PlatformMessageId: { } id } => DeleteAsync(
                TelegramAddress.Of(message.Conversation),
                id,
                cancellationToken
            ),
            { Body: null } => throw new ArgumentException("A message that is to be present has a body.", nameof(message)),
            { PlatformMessageId: { } id } => EditAsync(TelegramAddress.Of(message.Conversation), id, message.Body, cancellationToken),
            _ => PostAsync(TelegramAddress.Of(message.Conversation), message.Body, cancellationToken),
        };

    public async Task ShowTypingAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        var address = TelegramAddress.Of(conversation);
        try
        {
            await CallAsync(
                Typing,
                token => client.SendChatAction(address.Chat, ChatAction.Typing, address.Topic, cancellationToken: token),
                cancellationToken
            );
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.TypingFailed(exception.Message);
        }
    }

    private async Task<string> PostAsync(TelegramAddress address, ReplyBody body, CancellationToken cancellationToken)
    {
        var posted = await RenderedAsync(
            body,
            (text, mode) =>
                CallAsync(
                    "post",
                    token =>
                        client.SendMessage(
                            address.Chat,
                            text,
                            mode,
                            replyMarkup: Keyboard(body.Buttons),
                            linkPreviewOptions: NoPreview,
                            messageThreadId: address.Topic,
                            cancellationToken: token
                        ),
                    cancellationToken
                )
        );
        return posted.Id.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<string> EditAsync(TelegramAddress address, string id, ReplyBody body, CancellationToken cancellationToken)
    {
        await RenderedAsync(
            body,
            (text, mode) =>
                CallAsync(
                    "edit",
                    async token =>
                    {
                        try
                        {
                            await client.EditMessageText(
                                address.Chat,
                                int.Parse(id, CultureInfo.InvariantCulture),
                                text,
                                mode,
                                replyMarkup: Keyboard(body.Buttons),
                                linkPreviewOptions: NoPreview,
                                cancellationToken: token
                            );
                        }
                        catch (ApiRequestException exception) when (TelegramErrors.IsNotModified(exception))
                        {
                            // An edit that was repeated because its answer was lost.
                        }

                        return true;
                    },
                    cancellationToken
                )
        );
        return id;
    }

    private Task<string> DeleteAsync(TelegramAddress address, string id, CancellationToken cancellationToken) =>
        CallAsync(
            "delete",
            async token =>
            {
                try
                {
                    await client.DeleteMessage(address.Chat, int.Parse(id, CultureInfo.InvariantCulture), token);
                }
                catch (ApiRequestException exception) when (TelegramErrors.IsNothingToDelete(exception))
                {
                    // It is absent, as wished.
                }

                return id;
            },
            cancellationToken
        );

    /// <summary>As HTML; as plain text if Telegram does not parse that: an answer without style is better than none.</summary>
    private async Task<T> RenderedAsync<T>(ReplyBody body, Func<string, ParseMode, Task<T>> sendAsync)
    {
        try
        {
            return await sendAsync(OrNothing(TelegramHtml.Render(body.Markdown)), ParseMode.Html);
        }
        catch (TelegramParseException exception)
        {
            logger.RenderingRefused(exception.Message);
            return await sendAsync(OrNothing(TelegramHtml.Plain(body.Markdown)), ParseMode.None);
        }
    }

    /// <summary>One call with a time limit, its failure in the port's words.</summary>
    private async Task<T> CallAsync<T>(string call, Func<CancellationToken, Task<T>> callAsync, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await callAsync(either.Token);
        }
        catch (ApiRequestException exception) when (TelegramErrors.IsParseError(exception))
        {
            throw new TelegramParseException(exception.Message);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw TelegramErrors.Translate(exception, call, call == Typing ? CallFamily.Typing : CallFamily.Message);
        }
    }

    private async Task CallAsync(string call, Func<CancellationToken, Task> callAsync, CancellationToken cancellationToken) =>
        await CallAsync(
            call,
            async token =>
            {
                await callAsync(token);
                return true;
            },
            cancellationToken
        );

    private static InlineKeyboardMarkup? Keyboard(ImmutableArray<ReplyButton> buttons) =>
        buttons.IsDefaultOrEmpty
            ? null
            : new InlineKeyboardMarkup([buttons.Select(button => InlineKeyboardButton.WithCallbackData(button.Label, button.Action))]);

    private static string OrNothing(string text) => text.Length == 0 ? Nothing : text;

    private sealed class TelegramParseException(string reason) : Exception(reason);
}

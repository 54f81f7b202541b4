using System.Collections.Immutable;
using System.Globalization;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>Makes one message of a chat equal to the wish.</summary>
internal sealed class TelegramDelivery(
    ITelegramBotClient client,
    TelegramCalls calls,
    TelegramText text,
    TelegramDocuments documents,
    ILogger<TelegramDelivery> logger
)
{
    private static readonly LinkPreviewOptions NoPreview = new() { IsDisabled = true };

    public Task<string> DeliverAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        message switch
        {
            { Receipt: { } receipt, Target: { } target } => ReactAsync(message, receipt, target, cancellationToken),
            { Wish: Wish.Absent, PlatformMessageId: null } => Task.FromResult(""),
            { Wish: Wish.Absent, PlatformMessageId: { } id } => DeleteAsync(message.Conversation, id, cancellationToken),
            { Body: null } => throw new ArgumentException("A message that is to be present has a body.", nameof(message)),
            { PlatformMessageId: null, Body: { File: { } file } body } => documents.PostAsync(message, body, file, cancellationToken),
            { PlatformMessageId: { } id, Body: { File: { } file } body } => CompleteAsync(message, id, body, file, cancellationToken),
            { PlatformMessageId: { } id, Body: { } body } => EditAsync(message.Conversation, id, body, cancellationToken),
            _ => PostAsync(message, message.Body, cancellationToken),
        };

    public Task ShowTypingAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        calls.RunAsync(
            "typing",
            CallFamily.Typing,
            conversation,
            (address, token) => client.SendChatAction(address.Chat, ChatAction.Typing, address.Topic, cancellationToken: token),
            cancellationToken
        );

    internal static InlineKeyboardMarkup? Keyboard(ImmutableArray<ReplyButton> buttons) =>
        buttons.IsDefaultOrEmpty
            ? null
            : new InlineKeyboardMarkup([buttons.Select(button => InlineKeyboardButton.WithCallbackData(button.Label, button.Action))]);

    /// <summary>What is answered may be gone by now; the answer comes all the same.</summary>
    internal static ReplyParameters? Answering(OutboundMessage message) =>
        message.Target is { } target ? new ReplyParameters { MessageId = IdOf(target), AllowSendingWithoutReply = true } : null;

    internal static int IdOf(string id) => int.Parse(id, CultureInfo.InvariantCulture);

    private async Task<string> PostAsync(OutboundMessage message, ReplyBody body, CancellationToken cancellationToken)
    {
        var posted = await text.SendAsync(
            body.Markdown,
            (rendered, mode) =>
                calls.RunAsync(
                    "post",
                    CallFamily.Message,
                    message.Conversation,
                    (address, token) =>
                        client.SendMessage(
                            address.Chat,
                            rendered,
                            mode,
                            Answering(message),
                            Keyboard(body.Buttons),
                            NoPreview,
                            address.Topic,
                            cancellationToken: token
                        ),
                    cancellationToken
                )
        );
        return posted.Id.ToString(CultureInfo.InvariantCulture);
    }

    private async Task<string> EditAsync(ConversationKey conversation, string id, ReplyBody body, CancellationToken cancellationToken)
    {
        await text.SendAsync(
            body.Markdown,
            (rendered, mode) =>
                calls.RunAsync(
                    "edit",
                    CallFamily.Message,
                    conversation,
                    async (address, token) =>
                    {
                        try
                        {
                            await client.EditMessageText(
                                address.Chat,
                                IdOf(id),
                                rendered,
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

    /// <summary>
    /// A document takes the place of the text that stood in for it. If Telegram does not allow that, it comes beside it: then an answer that
    /// is lost between the two calls may leave both.
    /// </summary>
    private async Task<string> CompleteAsync(
        OutboundMessage message,
        string id,
        ReplyBody body,
        ReplyFile file,
        CancellationToken cancellationToken
    )
    {
        if (await documents.TryEditAsync(message, id, body, file, cancellationToken))
        {
            return id;
        }

        var posted = await documents.PostAsync(message, body, file, cancellationToken);
        try
        {
            await DeleteAsync(message.Conversation, id, cancellationToken);
        }
        catch (Exception exception)
            when (exception is PlatformThrottledException or PlatformRejectedException or PlatformOutcomeUnknownException)
        {
            // The answer is there: to fail now would post it again.
            logger.StumpLeft(id, exception.Message);
        }

        return posted;
    }

    private Task<string> DeleteAsync(ConversationKey conversation, string id, CancellationToken cancellationToken) =>
        calls.RunAsync(
            "delete",
            CallFamily.Message,
            conversation,
            async (address, token) =>
            {
                try
                {
                    await client.DeleteMessage(address.Chat, IdOf(id), token);
                }
                catch (ApiRequestException exception) when (TelegramErrors.IsNothingToDelete(exception))
                {
                    // It is absent, as wished.
                }

                return id;
            },
            cancellationToken
        );

    private Task<string> ReactAsync(OutboundMessage message, Receipt receipt, string target, CancellationToken cancellationToken) =>
        calls.RunAsync(
            "reaction",
            CallFamily.Reaction,
            message.Conversation,
            async (address, token) =>
            {
                ReactionType[] signs = message.Wish == Wish.Absent ? [] : [new ReactionTypeEmoji { Emoji = Sign(receipt) }];
                try
                {
                    await client.SetMessageReaction(address.Chat, IdOf(target), signs, cancellationToken: token);
                }
                catch (ApiRequestException exception) when (TelegramErrors.IsNotModified(exception))
                {
                    // It stands there already.
                }

                return target;
            },
            cancellationToken
        );

    /// <summary>Bots may use what is on Telegram's list; a check and a cross are not. Source: Bot API, ReactionTypeEmoji.</summary>
    private static string Sign(Receipt receipt) =>
        receipt switch
        {
            Receipt.Seen => "👀",
            Receipt.Done => "👍",
            Receipt.Failed => "👎",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

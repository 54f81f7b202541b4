using System.Globalization;
using System.Text;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>Texts that go as a file.</summary>
internal sealed class TelegramDocuments(ITelegramBotClient client, TelegramCalls calls, TelegramText text)
{
    public async Task<string> PostAsync(OutboundMessage message, ReplyBody body, ReplyFile file, CancellationToken cancellationToken)
    {
        var posted = await text.SendCaptionAsync(
            body,
            (caption, mode) =>
                calls.RunAsync(
                    "file",
                    CallFamily.Message,
                    message.Conversation,
                    (address, token) =>
                        client.SendDocument(
                            address.Chat,
                            Content(file),
                            caption,
                            mode,
                            TelegramDelivery.Answering(message),
                            TelegramDelivery.Keyboard(body.Buttons),
                            messageThreadId: address.Topic,
                            cancellationToken: token
                        ),
                    cancellationToken
                )
        );
        return posted.Id.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Makes the message a document. Source: Bot API, editMessageMedia: media may be added to text messages.</summary>
    /// <returns>False: Telegram does not allow it for this message.</returns>
    public Task<bool> TryEditAsync(
        OutboundMessage message,
        string id,
        ReplyBody body,
        ReplyFile file,
        CancellationToken cancellationToken
    ) =>
        text.SendCaptionAsync(
            body,
            (caption, mode) =>
                calls.RunAsync(
                    "edit",
                    CallFamily.Message,
                    message.Conversation,
                    async (address, token) =>
                    {
                        try
                        {
                            await client.EditMessageMedia(
                                address.Chat,
                                TelegramDelivery.IdOf(id),
                                new InputMediaDocument(Content(file)) { Caption = caption, ParseMode = mode },
                                TelegramDelivery.Keyboard(body.Buttons),
                                cancellationToken: token
                            );
                        }
                        catch (ApiRequestException exception) when (TelegramErrors.IsNotModified(exception))
                        {
                            // An edit that was repeated because its answer was lost.
                        }
                        catch (ApiRequestException exception) when (TelegramErrors.IsUnfit(exception))
                        {
                            return false;
                        }

                        return true;
                    },
                    cancellationToken
                )
        );

    /// <summary>A new one each time: a stream is read once, and a call may be repeated.</summary>
    private static InputFileStream Content(ReplyFile file) =>
        InputFile.FromStream(new MemoryStream(Encoding.UTF8.GetBytes(file.Text)), file.Name);
}

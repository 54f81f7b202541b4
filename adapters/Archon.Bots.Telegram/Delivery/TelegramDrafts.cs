using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Telegram.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>Running replies as drafts: shown while they grow, gone by themselves. Source: Bot API, sendMessageDraft: private chats only.</summary>
internal sealed class TelegramDrafts(
    ITelegramBotClient client,
    TelegramCalls calls,
    TelegramText text,
    IOptions<TelegramOptions> options,
    ILogger<TelegramDrafts> logger
)
{
    /// <summary>Private chats have the positive ids.</summary>
    public bool CanShow(ConversationKey conversation) => options.Value.Drafts && TelegramAddress.Of(conversation).IsPrivate;

    /// <exception cref="PlatformThrottledException">Too fast; nothing was done.</exception>
    public async Task ShowAsync(ConversationKey conversation, Guid reply, string markdown, CancellationToken cancellationToken)
    {
        try
        {
            await text.SendDraftAsync(
                markdown,
                (rendered, mode) =>
                    calls.RunAsync(
                        "draft",
                        // To Telegram's clients a draft is a way of typing (messages.setTyping), not a message.
                        CallFamily.Typing,
                        conversation,
                        async (address, token) =>
                        {
                            await client.SendMessageDraft(
                                address.Chat,
                                IdOf(reply),
                                rendered,
                                mode,
                                address.Topic,
                                cancellationToken: token
                            );
                            return true;
                        },
                        cancellationToken
                    )
            );
        }
        catch (Exception exception) when (exception is PlatformRejectedException or PlatformOutcomeUnknownException)
        {
            logger.DraftFailed(exception.Message);
        }
    }

    /// <summary>The end of the id is its random part; zero is no draft.</summary>
    private static long IdOf(Guid reply) => BitConverter.ToUInt32(reply.ToByteArray(), 12) is > 0 and var id ? id : 1;
}

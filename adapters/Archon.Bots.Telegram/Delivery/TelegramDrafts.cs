using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Telegram.Settings;
using Microsoft.Extensions.Options;
using Telegram.Bot;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>Running replies as drafts: shown while they grow, gone by themselves. Source: Bot API, sendMessageDraft: private chats only.</summary>
internal sealed class TelegramDrafts(ITelegramBotClient client, TelegramCalls calls, TelegramText text, IOptions<TelegramOptions> options)
{
    /// <summary>Private chats have the positive ids.</summary>
    public bool CanShow(ConversationKey conversation) => options.Value.Drafts && TelegramAddress.Of(conversation).IsPrivate;

    /// <exception cref="PlatformThrottledException">Too fast; nothing was done.</exception>
    /// <exception cref="PlatformRejectedException">This chat shows no drafts.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">It may have been shown; the next one will tell more.</exception>
    public Task ShowAsync(ConversationKey conversation, Guid reply, string markdown, CancellationToken cancellationToken) =>
        text.SendDraftAsync(
            markdown,
            (rendered, mode) =>
                calls.RunAsync(
                    "draft",
                    CallFamily.Message,
                    conversation,
                    async (address, token) =>
                    {
                        await client.SendMessageDraft(address.Chat, IdOf(reply), rendered, mode, address.Topic, cancellationToken: token);
                        return true;
                    },
                    cancellationToken
                )
        );

    /// <summary>The end of the id is its random part; zero is no draft.</summary>
    private static long IdOf(Guid reply) => BitConverter.ToUInt32(reply.ToByteArray(), 12) is > 0 and var id ? id : 1;
}

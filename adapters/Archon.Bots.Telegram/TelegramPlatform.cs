using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Telegram.Delivery;
using Archon.Bots.Telegram.Polling;
using Archon.Bots.Telegram.Rendering;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Telegram;

/// <summary>Telegram through its Bot API: private chats.</summary>
internal sealed class TelegramPlatform(TelegramPolling polling, TelegramDelivery delivery, IOptions<TelegramOptions> options)
    : IChatPlatform
{
    public string Name => TelegramServiceCollectionExtensions.Platform;

    public PlatformLimits Limits { get; } =
        new()
        {
            // Unit: UTF-16 code units after entities parsing. Source: Bot API, sendMessage, text: 1-4096.
            TextLength = 4096,
            EditInterval = options.Value.EditInterval,
            Mode = options.Value.Mode,
            // Source: Bot API, sendChatAction: the status is set for 5 seconds or less.
            TypingLifetime = TimeSpan.FromSeconds(5),
            HasButtons = true,
            // The Bot API has neither an idempotency key nor a way to read a chat.
            CanFindPosts = false,
        };

    public int Measure(string markdown) => TelegramHtml.Measure(markdown);

    public Task ReceiveAsync(IInbox inbox, CancellationToken cancellationToken) => polling.RunAsync(inbox, cancellationToken);

    public Task<string> DeliverAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        delivery.DeliverAsync(message, cancellationToken);

    public Task<FindResult> FindAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<FindResult>(new FindResult.CannotTell());

    public Task ShowTypingAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        delivery.ShowTypingAsync(conversation, cancellationToken);
}

using System.Collections.Immutable;
using System.Globalization;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Telegram.Delivery;
using Archon.Bots.Telegram.Rendering;
using Archon.Bots.Telegram.Settings;
using Archon.Bots.Telegram.Updates;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Telegram;

/// <summary>Telegram by long polling, in private chats.</summary>
internal sealed class TelegramPlatform(TelegramPolling polling, TelegramDelivery delivery, IOptions<TelegramOptions> options)
    : IChatPlatform
{
    public const string PlatformName = "telegram";

    public string Name => PlatformName;

    public PlatformLimits Limits { get; } =
        new()
        {
            // Unit: UTF-16 code units after the entities are parsed. Source: Bot API, sendMessage, text: 1-4096 characters.
            TextLength = 4096,
            EditInterval = options.Value.EditInterval,
            Mode = TelegramSettings.Mode(options.Value) ?? ReplyMode.Stream,
            // Source: Bot API, sendChatAction: 5 seconds or less.
            TypingLifetime = TimeSpan.FromSeconds(5),
            HasButtons = true,
            CanFindPosts = false,
            // Source: Bots FAQ, "My bot is hitting limits": about 30 messages per second. More only for Stars (allow_paid_broadcast).
            Overall = new PaceBudget(CallFamily.Message, options.Value.MessagesPerSecond, TimeSpan.FromSeconds(1)),
        };

    public int Measure(string markdown) => TelegramHtml.Measure(markdown);

    public Task ReceiveAsync(IInbox inbox, CancellationToken cancellationToken) => polling.RunAsync(inbox, cancellationToken);

    public Task<string> DeliverAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        delivery.DeliverAsync(message, cancellationToken);

    /// <summary>Bots cannot read a chat's history.</summary>
    public Task<FindResult> FindAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<FindResult>(new FindResult.CannotTell());

    public Task ShowTypingAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        delivery.ShowTypingAsync(conversation, cancellationToken);

    /// <summary>All topics of a chat share its pace.</summary>
    public string PeerOf(ConversationKey conversation) => TelegramAddress.Of(conversation).Chat.ToString(CultureInfo.InvariantCulture);

    public ImmutableArray<PaceBudget> BudgetsOf(ConversationKey conversation) => [];

    public bool CanDraft(ConversationKey conversation) => false;

    public Task ShowDraftAsync(ConversationKey conversation, Guid reply, string markdown, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<AttachmentContent> OpenAttachmentAsync(Attachment attachment, CancellationToken cancellationToken) =>
        throw new PlatformRejectedException("files are not read yet");
}

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

/// <summary>Telegram by long polling, in private chats, groups and their topics.</summary>
internal sealed class TelegramPlatform(
    TelegramPolling polling,
    TelegramDelivery delivery,
    TelegramDrafts drafts,
    TelegramFiles files,
    IOptions<TelegramOptions> options
) : IChatPlatform
{
    public const string PlatformName = "telegram";

    public string Name => PlatformName;

    public PlatformLimits Limits { get; } =
        new()
        {
            TextLength = TelegramText.Longest,
            EditInterval = options.Value.EditInterval,
            Mode = TelegramSettings.Mode(options.Value) ?? ReplyMode.Stream,
            // Source: Bot API, sendChatAction: 5 seconds or less.
            TypingLifetime = TimeSpan.FromSeconds(5),
            HasButtons = true,
            HasReactions = options.Value.Reactions,
            // An estimate: drafts are animated from one state to the next.
            DraftInterval = options.Value.Drafts ? TimeSpan.FromSeconds(1) : null,
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

    public ImmutableArray<PaceBudget> BudgetsOf(ConversationKey conversation) =>
        TelegramAddress.Of(conversation).IsPrivate ? TelegramPace.Private : TelegramPace.Group;

    public bool CanDraft(ConversationKey conversation) => drafts.CanShow(conversation);

    public Task ShowDraftAsync(ConversationKey conversation, Guid reply, string markdown, CancellationToken cancellationToken) =>
        drafts.ShowAsync(conversation, reply, markdown, cancellationToken);

    /// <summary>Bots cannot read a chat's history.</summary>
    public Task<ImmutableArray<ThreadLine>> ReadAsync(
        ConversationKey conversation,
        long before,
        int limit,
        CancellationToken cancellationToken
    ) => Task.FromResult<ImmutableArray<ThreadLine>>([]);

    public Task<AttachmentContent> OpenAttachmentAsync(Attachment attachment, CancellationToken cancellationToken) =>
        files.OpenAsync(attachment, cancellationToken);
}

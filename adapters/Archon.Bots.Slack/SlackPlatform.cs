using System.Collections.Immutable;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Delivery;
using Archon.Bots.Slack.Inbound;
using Archon.Bots.Slack.Rendering;
using Archon.Bots.Slack.Settings;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Slack;

/// <summary>Slack by Socket Mode, in channels, their threads and direct messages.</summary>
internal sealed class SlackPlatform(
    SlackSession session,
    SlackDelivery delivery,
    SlackTyping typing,
    SlackThreads threads,
    SlackFiles files,
    IOptions<SlackOptions> options
) : IChatPlatform
{
    /// <summary>
    /// One message a second in a channel. Source: chat.postMessage, rate limiting. Reactions: reactions.add, tier 3, 50 and more a minute.
    /// </summary>
    private static readonly ImmutableArray<PaceBudget> _budgets =
    [
        new(CallFamily.Message, 1, TimeSpan.FromSeconds(1)),
        new(CallFamily.Reaction, 45, TimeSpan.FromMinutes(1)),
    ];

    /// <summary>Source: chat.appendStream, tier 4, 100 and more a minute; what is edited meanwhile is counted with it.</summary>
    private const int AppendsPerMinute = 100;

    /// <summary>Source: Slack's SDKs gather what they append for about a second.</summary>
    private static readonly TimeSpan _appendInterval = TimeSpan.FromSeconds(1);

    public string Name => SlackAddress.Platform;

    public PlatformLimits Limits { get; } =
        new()
        {
            TextLength = SlackMarkdown.Longest,
            EditInterval = SlackSettings.IsNative(options.Value)
                ? Sooner(options.Value.EditInterval, _appendInterval)
                : options.Value.EditInterval,
            Mode = SlackSettings.Mode(options.Value) ?? ReplyMode.Stream,
            // Source: assistant.threads.setStatus: gone after two minutes without a message.
            TypingLifetime = TimeSpan.FromSeconds(90),
            HasButtons = true,
            // Slack takes slash commands for its own, and in threads not at all.
            CommandSign = '!',
            HasReactions = options.Value.Reactions,
            CanFindPosts = true,
            OverallEdits = new PaceBudget(
                CallFamily.Edit,
                SlackSettings.IsNative(options.Value) ? AppendsPerMinute : options.Value.EditsPerMinute,
                TimeSpan.FromMinutes(1)
            ),
        };

    public int Measure(string markdown) => SlackMarkdown.Measure(markdown);

    public Task ReceiveAsync(IInbox inbox, CancellationToken cancellationToken) => session.RunAsync(inbox, cancellationToken);

    public async Task<string> DeliverAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var id = await delivery.DeliverAsync(message, cancellationToken);
        if (message is { IsReply: true, Revision: > 0, PlatformMessageId: not null })
        {
            await typing.HideAsync(message.Conversation, cancellationToken);
        }

        return id;
    }

    public Task<FindResult> FindAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        delivery.FindAsync(message, cancellationToken);

    public Task ShowTypingAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        typing.ShowAsync(conversation, cancellationToken);

    private static TimeSpan Sooner(TimeSpan one, TimeSpan other) => one < other ? one : other;

    public string PeerOf(ConversationKey conversation) => SlackAddress.PeerOf(conversation);

    public ImmutableArray<PaceBudget> BudgetsOf(ConversationKey conversation) => _budgets;

    public bool CanDraft(ConversationKey conversation) => false;

    public Task ShowDraftAsync(ConversationKey conversation, Guid reply, string markdown, CancellationToken cancellationToken) =>
        throw new PlatformRejectedException("Slack has no drafts.");

    public Task<ImmutableArray<ThreadLine>> ReadAsync(
        ConversationKey conversation,
        long before,
        int limit,
        CancellationToken cancellationToken
    ) => threads.ReadAsync(conversation, before, limit, cancellationToken);

    public Task<AttachmentContent> OpenAttachmentAsync(Attachment attachment, CancellationToken cancellationToken) =>
        files.OpenAsync(attachment, cancellationToken);
}

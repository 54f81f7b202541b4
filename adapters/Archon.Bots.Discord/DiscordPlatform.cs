using System.Collections.Immutable;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Delivery;
using Archon.Bots.Discord.Inbound;
using Archon.Bots.Discord.Rendering;
using Archon.Bots.Discord.Settings;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Discord;

/// <summary>Discord by its gateway, in channels, their threads and direct messages.</summary>
internal sealed class DiscordPlatform(
    DiscordSession session,
    DiscordDelivery delivery,
    DiscordTyping typing,
    DiscordHistory history,
    DiscordFiles files,
    IOptions<DiscordOptions> options
) : IChatPlatform
{
    /// <summary>
    /// What a channel lets pass, as it was seen; what Discord tells with each answer goes before it (<see cref="Wire.RateBuckets"/>).
    /// </summary>
    private static readonly ImmutableArray<PaceBudget> _budgets =
    [
        new(CallFamily.Message, 5, TimeSpan.FromSeconds(5)),
        new(CallFamily.Edit, 5, TimeSpan.FromSeconds(5)),
        new(CallFamily.Reaction, 3, TimeSpan.FromSeconds(1)),
        new(CallFamily.Typing, 5, TimeSpan.FromSeconds(5)),
    ];

    public string Name => DiscordAddress.Platform;

    public PlatformLimits Limits { get; } =
        new()
        {
            TextLength = DiscordMarkdown.Longest,
            EditInterval = options.Value.EditInterval,
            Mode = DiscordSettings.Mode(options.Value) ?? ReplyMode.Stream,
            // Source: trigger typing indicator: ten seconds.
            TypingLifetime = TimeSpan.FromSeconds(9),
            HasButtons = true,
            HasReactions = options.Value.Reactions,
            CanFindPosts = true,
            // Source: Discord, "Rate Limits", global: 50 calls a second, of which reads, reactions and typing need some.
            Overall = new PaceBudget(CallFamily.Message, 20, TimeSpan.FromSeconds(1)),
            OverallEdits = new PaceBudget(CallFamily.Edit, 15, TimeSpan.FromSeconds(1)),
        };

    public int Measure(string markdown) => DiscordMarkdown.Measure(markdown);

    public Task ReceiveAsync(IInbox inbox, CancellationToken cancellationToken) => session.RunAsync(inbox, cancellationToken);

    public Task<string> DeliverAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        delivery.DeliverAsync(message, cancellationToken);

    public Task<FindResult> FindAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        delivery.FindAsync(message, cancellationToken);

    public Task ShowTypingAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        typing.ShowAsync(conversation, cancellationToken);

    public string PeerOf(ConversationKey conversation) => DiscordAddress.PeerOf(conversation);

    public ImmutableArray<PaceBudget> BudgetsOf(ConversationKey conversation) => _budgets;

    public bool CanDraft(ConversationKey conversation) => false;

    public Task ShowDraftAsync(ConversationKey conversation, Guid reply, string markdown, CancellationToken cancellationToken) =>
        throw new PlatformRejectedException("Discord has no drafts.");

    public Task<ImmutableArray<ThreadLine>> ReadAsync(
        ConversationKey conversation,
        long before,
        int limit,
        CancellationToken cancellationToken
    ) => history.ReadAsync(conversation, before, limit, cancellationToken);

    public Task<AttachmentContent> OpenAttachmentAsync(Attachment attachment, CancellationToken cancellationToken) =>
        files.OpenAsync(attachment, cancellationToken);
}

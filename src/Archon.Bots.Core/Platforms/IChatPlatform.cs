using System.Collections.Immutable;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;

namespace Archon.Bots.Core.Platforms;

/// <summary>A chat platform behind its adapter: rooms 1 and 8 of the path.</summary>
public interface IChatPlatform
{
    /// <summary>Lower case; the first part of each conversation's key.</summary>
    string Name { get; }

    PlatformLimits Limits { get; }

    /// <summary>Length of the text as the platform counts it after rendering. Unit: that of <see cref="PlatformLimits.TextLength"/>.</summary>
    int Measure(string markdown);

    /// <summary>Hands every delivery to the inbox and confirms it to the platform only after that has returned. Returns when cancelled.</summary>
    /// <exception cref="PlatformRejectedException">The platform does not know the bot any more (its token, say); trying again at once is useless.</exception>
    Task ReceiveAsync(IInbox inbox, CancellationToken cancellationToken);

    /// <summary>Posts, edits or deletes one message and returns its platform id.</summary>
    /// <exception cref="PlatformThrottledException">Too fast; nothing was done.</exception>
    /// <exception cref="PlatformRejectedException">Refused for good; nothing was done.</exception>
    /// <exception cref="PlatformMessageGoneException">The message to edit was deleted; nothing was done.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">The answer was lost; it may have been done.</exception>
    Task<string> DeliverAsync(OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>Looks whether a post whose answer was lost has arrived.</summary>
    Task<FindResult> FindAsync(OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>Best effort, never retried.</summary>
    Task ShowTypingAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>The place whose pace all calls to this conversation share: a chat with its topics, a channel with its threads.</summary>
    string PeerOf(ConversationKey conversation);

    /// <summary>What the platform lets pass to that place.</summary>
    ImmutableArray<PaceBudget> BudgetsOf(ConversationKey conversation);

    /// <summary>Whether a running reply can be shown there as a draft: no message yet, gone by itself, never the answer.</summary>
    bool CanDraft(ConversationKey conversation);

    /// <summary>Shows (or changes) the draft of a running reply. Best effort.</summary>
    /// <param name="reply">Tells one draft from the next.</param>
    /// <exception cref="PlatformThrottledException">Too fast; nothing was done.</exception>
    /// <exception cref="PlatformRejectedException">There are no drafts there.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">It may have been shown.</exception>
    Task ShowDraftAsync(ConversationKey conversation, Guid reply, string markdown, CancellationToken cancellationToken);

    /// <summary>What people said in a thread before a message of it, newest kept, oldest first. Empty: nothing, or the platform shows bots none.</summary>
    /// <param name="before">The message's <see cref="InboundMessage.OrderKey"/>.</param>
    /// <param name="limit">Unit: lines.</param>
    /// <exception cref="PlatformThrottledException">Too fast.</exception>
    /// <exception cref="PlatformRejectedException">The bot may not read there.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">Not now.</exception>
    Task<ImmutableArray<ThreadLine>> ReadAsync(ConversationKey conversation, long before, int limit, CancellationToken cancellationToken);

    /// <summary>Opens a file that came with a message.</summary>
    /// <exception cref="PlatformRejectedException">It cannot be had (too large, gone); the reason is for people.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">Not now.</exception>
    Task<AttachmentContent> OpenAttachmentAsync(Attachment attachment, CancellationToken cancellationToken);
}

/// <summary>Something that a person, or another bot, said in a thread.</summary>
public sealed record ThreadLine(Author Author, string Text);

/// <param name="Stream">The caller's to dispose.</param>
/// <param name="ContentType">As the platform tells; null: it does not.</param>
public sealed record AttachmentContent(Stream Stream, string? ContentType);

public abstract record FindResult
{
    private FindResult() { }

    public sealed record Found(string PlatformMessageId) : FindResult;

    public sealed record NotThere : FindResult;

    public sealed record CannotTell : FindResult;
}

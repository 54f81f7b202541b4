using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Outbox;

/// <summary>The wished-for state of platform messages, and what is known of their real one.</summary>
public interface IOutboxStore
{
    /// <summary>Conversations with a row whose real state is not the wished-for one and whose next attempt is due.</summary>
    Task<IReadOnlyList<ConversationKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>The rows of one conversation that are not as wished, in the order in which they were written; dead ones are left out, and so
    /// is the line of what waits before its time: it holds back nothing.</summary>
    Task<IReadOnlyList<OutboxRow>> OpenAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>Makes (or finds) the row of a running reply's part, before it is posted; not final. Fenced.</summary>
    /// <exception cref="OwnershipLostException">The conversation was taken by another owner.</exception>
    Task<OutboxRow> PreviewAsync(TurnFence fence, int slot, CancellationToken cancellationToken);

    /// <summary>Writes down that a post is about to leave.</summary>
    Task AttemptAsync(Guid row, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Stores the platform's id; the message shows <paramref name="revision"/> (0: a stump or a preview).</summary>
    Task PostedAsync(Guid row, string platformMessageId, int revision, CancellationToken cancellationToken);

    /// <summary>The message shows this revision, or is gone if absence was wished.</summary>
    Task DeliveredAsync(Guid row, int revision, CancellationToken cancellationToken);

    /// <summary>The platform has not got the message any more: it is to be posted anew.</summary>
    Task ForgetAsync(Guid row, CancellationToken cancellationToken);

    /// <param name="throttled">The calls that the platform asked to hold back until then; null: it waits for another reason.</param>
    Task PostponeAsync(OutboxRow row, DateTimeOffset nextAttempt, CallFamily? throttled, CancellationToken cancellationToken);

    /// <summary>The pauses that platforms have asked for and that are not over, as the rows tell.</summary>
    Task<IReadOnlyList<PlatformPause>> PausesAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives up on a row for good; the reason is kept, and in the turn's record if it was a turn's.</summary>
    Task BuryAsync(Guid row, string reason, CancellationToken cancellationToken);
}

/// <summary>One row of <c>outbox</c>.</summary>
public sealed record OutboxRow
{
    public required Guid Id { get; init; }

    public required ConversationKey Conversation { get; init; }

    public required OutboxSource Source { get; init; }

    public required Guid SourceId { get; init; }

    public required int Slot { get; init; }

    public required Wish Wish { get; init; }

    /// <summary>Null: a running reply's part, whose text is in memory only.</summary>
    public required ReplyBody? Body { get; init; }

    public required bool Final { get; init; }

    /// <summary>Of the wished-for body, from 1; 0: none is wished for yet.</summary>
    public required int Revision { get; init; }

    /// <summary>The newest revision that the platform is known to show.</summary>
    public required int DeliveredRevision { get; init; }

    public required string? PlatformMessageId { get; init; }

    /// <summary>Since when a post is under way whose answer is not known; null: none is.</summary>
    public required DateTimeOffset? AttemptingSince { get; init; }

    public required DateTimeOffset? NextAttempt { get; init; }

    /// <summary>Not null: a reaction to <see cref="Target"/>.</summary>
    public Receipt? Receipt { get; init; }

    public string? Target { get; init; }

    /// <summary>The inbox row of the message that it was written for; null: none, as with the line of what waits.</summary>
    public Guid? Message { get; init; }

    /// <summary>The message that is to show this body.</summary>
    internal OutboundMessage Showing(ReplyBody? body) =>
        new()
        {
            Id = Id,
            Conversation = Conversation,
            Slot = Slot,
            Revision = Revision,
            Wish = Wish,
            Body = body,
            PlatformMessageId = PlatformMessageId,
            AttemptedAt = AttemptingSince,
            IsReply = Source == OutboxSource.Turn,
            Receipt = Receipt,
            Target = Target,
        };
}

/// <summary>A platform wants no call of that family to that conversation's place.</summary>
public sealed record PlatformPause(ConversationKey Conversation, CallFamily Family, DateTimeOffset Until);

/// <summary>What wrote a row; with the source's id and the slot it is unique.</summary>
public enum OutboxSource
{
    /// <summary>A turn's reply, from its first preview on.</summary>
    Turn,

    /// <summary>The answer of a turn that took so long that it ends in a new message.</summary>
    Answer,
    Control,
    Notice,

    /// <summary>A reaction to a message of the inbox.</summary>
    Receipt,

    /// <summary>The one line that tells what waits in a conversation.</summary>
    Queue,

    /// <summary>A question of the agent, with its buttons.</summary>
    Question,
}

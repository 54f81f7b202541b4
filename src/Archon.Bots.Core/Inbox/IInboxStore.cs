using System.Collections.Immutable;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Inbox;

public interface IInboxStore
{
    /// <summary>
    /// Stores a delivery, once per (platform, bot, delivery id), and its conversation if it is new. A control gets its open control row in
    /// the same transaction. A prompt beyond <paramref name="maxWaiting"/> waiting ones is stored as declined, with an open
    /// <see cref="ControlKind.TooMany"/> control that will tell its author.
    /// A prompt that was sent as one with a waiting one of its author (an album, a text that the client has cut) joins that one: they are one
    /// turn and one place in the queue. Edits and withdrawals change what still waits and is their author's own; what is too late for that
    /// opens a control that says so. What speaks to nobody (<see cref="InboundMessage.IsAddressed"/>) is taken only in a conversation that was there
    /// when it was said. The message's cursors move in the same transaction, whatever comes of it. A conversation is found where it has moved to, else by its key.
    /// </summary>
    Task<AcceptResult> AcceptAsync(Guid id, InboundMessage message, InboundKind kind, int maxWaiting, CancellationToken cancellationToken);

    /// <inheritdoc cref="IInbox.ReadCursorsAsync"/>
    Task<ImmutableDictionary<string, long>> ReadCursorsAsync(string platform, string bot, CancellationToken cancellationToken);

    /// <inheritdoc cref="IInbox.PassAsync"/>
    Task PassAsync(string platform, string bot, IReadOnlyCollection<Cursor> cursors, CancellationToken cancellationToken);

    /// <inheritdoc cref="IInbox.ReleaseAsync"/>
    /// <returns>The conversations in which something was held.</returns>
    Task<IReadOnlyList<ConversationKey>> ReleaseAsync(string platform, string bot, CancellationToken cancellationToken);

    /// <summary>
    /// Conversations with a waiting message or an unfinished turn that this node could take, longest waiting first. Messages that have not
    /// settled yet count as nothing.
    /// </summary>
    Task<IReadOnlyList<ConversationKey>> WaitingAsync(string node, int limit, CancellationToken cancellationToken);
}

public abstract record AcceptResult
{
    private AcceptResult() { }

    /// <summary>A prompt or command waits in its place.</summary>
    /// <param name="Conversation">The conversation's own key, wherever it has moved to.</param>
    /// <param name="Ahead">How many are before it: those that wait, and one if a turn runs.</param>
    public sealed record Waiting(ConversationKey Conversation, int Ahead) : AcceptResult
    {
        /// <summary>Not begun before: what was sent with it may still come. Null: at once.</summary>
        public DateTimeOffset? SettlesAt { get; init; }
    }

    /// <summary>A control row is open and wants its answer now.</summary>
    public sealed record Controlled(ControlRow Control) : AcceptResult;

    /// <summary>Stored, and nothing is left to do for it.</summary>
    public sealed record Noted(ConversationKey Conversation) : AcceptResult;

    /// <summary>It speaks to nobody, in a place that is no conversation: nothing was stored.</summary>
    public sealed record Unaddressed : AcceptResult;

    /// <param name="Known">The row of the delivery's first copy.</param>
    public sealed record Duplicate(ConversationKey Conversation, Guid Known) : AcceptResult;
}

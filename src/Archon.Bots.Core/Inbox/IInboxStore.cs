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
    /// </summary>
    Task<AcceptResult> AcceptAsync(Guid id, InboundMessage message, InboundKind kind, int maxWaiting, CancellationToken cancellationToken);

    /// <summary>Conversations with a waiting message or an unfinished turn that this node could take, longest waiting first.</summary>
    Task<IReadOnlyList<ConversationKey>> WaitingAsync(string node, int limit, CancellationToken cancellationToken);
}

public abstract record AcceptResult
{
    private AcceptResult() { }

    /// <summary>A prompt or command waits in its place.</summary>
    /// <param name="Ahead">How many are before it: those that wait, and one if a turn runs.</param>
    public sealed record Waiting(int Ahead) : AcceptResult;

    /// <summary>A control row is open and wants its answer now.</summary>
    public sealed record Controlled(ControlRow Control) : AcceptResult;

    public sealed record Duplicate : AcceptResult;
}

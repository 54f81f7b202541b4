using System.Collections.Immutable;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Conversations;

public interface IConversationStore
{
    /// <summary>
    /// Takes the conversation if it has no owner, its owner's node is gone, or it is this node's own (one conditional update that raises the
    /// epoch), and begins its unfinished turn again or else its next waiting message's, in one transaction. When there is nothing to do the
    /// conversation is left without an owner.
    /// </summary>
    /// <returns>Null: nothing to do, or somebody else works there.</returns>
    Task<Turn?> BeginAsync(ConversationKey conversation, string node, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a turn in one transaction: inbox row done, turn's state and outcome, transcript, session id, usage, the final revision of every
    /// outbox row (parts that are no longer wished for become absent; where a preview stands and <see cref="TurnOutcome.Progress"/> is given,
    /// it shrinks to that and the bodies are new messages), refusals by the audit (one without a notice
    /// is silent, and is what was overheard for the next turn), and the stops that were handed to it: closed in
    /// silence if it was stopped, else answered with <see cref="TurnCommit.TooLate"/>.
    /// </summary>
    /// <exception cref="OwnershipLostException">The conversation was taken by another owner.</exception>
    Task CommitAsync(TurnCommit commit, CancellationToken cancellationToken);

    /// <summary>Whether a stop was handed to this turn.</summary>
    Task<bool> IsStopAskedAsync(TurnFence fence, CancellationToken cancellationToken);

    /// <summary>Leaves a turn unfinished and its conversation without an owner; the attempt does not count.</summary>
    Task GiveBackAsync(TurnFence fence, CancellationToken cancellationToken);

    /// <summary>The conversation's record since the last reset, without this turn's message: the newest lines that fit, oldest first.</summary>
    /// <param name="characters">Unit: UTF-16 code units of text.</param>
    Task<ImmutableArray<TranscriptLine>> ReadTranscriptAsync(TurnFence fence, int characters, CancellationToken cancellationToken);
}

/// <param name="TooLate">What a stop is answered that came after the answer.</param>
/// <param name="RefusalNotice">What the refused person is told, once a day; null where the outcome is no refusal.</param>
public sealed record TurnCommit(TurnFence Fence, TurnOutcome Outcome, ReplyBody TooLate, ReplyBody? RefusalNotice)
{
    /// <summary>What the record gains before the user's own line: the thread so far, as the agent was told of it.</summary>
    public ImmutableArray<TranscriptLine> Earlier { get; init; } = [];
}

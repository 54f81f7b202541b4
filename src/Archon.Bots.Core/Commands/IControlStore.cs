using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Commands;

/// <summary>Control rows: the truth of room 2b.</summary>
public interface IControlStore
{
    /// <summary>Controls that nobody has answered or handed to a turn, oldest first.</summary>
    Task<IReadOnlyList<ControlRow>> OpenAsync(int limit, CancellationToken cancellationToken);

    /// <summary>A read-only look at the conversation, its session and its queue.</summary>
    Task<ConversationView> ViewAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>Closes the control and writes its answer as an outbox row of its own, final at once. False: it was closed already.</summary>
    Task<bool> AnswerAsync(Guid control, ControlAnswer answer, CancellationToken cancellationToken);

    /// <summary>
    /// Shows that a message was accepted; what is shown already stays as it is. The receipt is that of the message's end if it has ended
    /// meanwhile; a message that was declined gets none.
    /// </summary>
    /// <param name="hasQueueLine">Whether to show what waits in its conversation.</param>
    Task AcknowledgeAsync(Guid inbox, bool hasReceipt, bool hasQueueLine, CancellationToken cancellationToken);

    /// <summary>Writes a line of room 2b that answers no control; the same source again edits the same platform message.</summary>
    Task NoticeAsync(ConversationKey conversation, Guid source, ReplyBody body, CancellationToken cancellationToken);

    /// <summary>
    /// Hands a stop to the running turn, whose commit will close it. False: that turn does not run any more, and the control is as it was.
    /// </summary>
    Task<bool> HandAsync(Guid control, Guid turn, CancellationToken cancellationToken);

    /// <summary>
    /// Declines what waits in the open control's conversation, at most <paramref name="limit"/> messages from the head: the control's author's
    /// own, or <paramref name="ofAnybody"/>'s. Once: the same control
    /// again takes nothing more, so that a crash before its answer, or a sweep beside it, loses no list and takes no second message.
    /// </summary>
    /// <returns>The texts of what this control has taken back, in their order.</returns>
    Task<IReadOnlyList<string>> TakeBackAsync(Guid control, bool ofAnybody, int limit, CancellationToken cancellationToken);

    /// <summary>Texts of the messages that were declined for <see cref="ControlKind.TooMany"/> since then, oldest first.</summary>
    Task<IReadOnlyList<string>> TooManySinceAsync(ConversationKey conversation, DateTimeOffset since, CancellationToken cancellationToken);
}

public sealed record ControlRow(Guid Id, ConversationKey Conversation, ControlKind Kind, string Argument, Author Author, DateTimeOffset At)
{
    /// <summary>When its author sent it, by the platform's clock.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Whether others read there beside its author and the bot.</summary>
    public bool IsShared { get; init; }

    /// <summary>The platform's id of the message that it answers, or whose button was pressed.</summary>
    public string? ReplyTo { get; init; }
}

/// <param name="Body">Null: close without a word.</param>
public sealed record ControlAnswer(ReplyBody? Body)
{
    /// <summary>The outbox source to write under; controls that share one share one platform message, edited. Null: the control's own.</summary>
    public Guid? SharedSource { get; init; }

    /// <summary>Say it only if this person was not refused before on this UTC day; known from the audit.</summary>
    public Refusal? OnlyOnceADay { get; init; }
}

/// <summary>A refusal, as the audit counts it: one polite line per (platform, user) and UTC day.</summary>
public sealed record Refusal(string Platform, string UserId, string Rule, DateOnly Day);

/// <param name="Running">Null: no turn runs.</param>
/// <param name="Waiting">Texts of what waits, in order.</param>
public sealed record ConversationView(
    RunningTurn? Running,
    IReadOnlyList<string> Waiting,
    ConversationSettings Settings,
    SessionView? Session
)
{
    /// <summary>Null: no answer waits because the platform asked for a pause.</summary>
    public ParkedAnswer? Parked { get; init; }
}

public sealed record ParkedAnswer(string Platform, DateTimeOffset Until);

public sealed record RunningTurn(Guid Id, string Text, DateTimeOffset StartedAt, int Attempt, string AuthorId);

public sealed record SessionView(
    string Provider,
    string? ProviderSessionId,
    bool Proven,
    string WorkingDirectory,
    DateTimeOffset StartedAt
);

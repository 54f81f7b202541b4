using System.Collections.Immutable;
using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Messages;

/// <summary>The state that one platform message should have.</summary>
public sealed record OutboundMessage
{
    /// <summary>The outbox row's id; platforms with an idempotency key derive it from this.</summary>
    public required Guid Id { get; init; }

    public required ConversationKey Conversation { get; init; }

    /// <summary>Number of the part within its answer, from 0.</summary>
    public required int Slot { get; init; }

    /// <summary>Of the body, from 1; 0: a running reply's, which another follows.</summary>
    public required int Revision { get; init; }

    public required Wish Wish { get; init; }

    /// <summary>Null only where <see cref="Wish"/> is <see cref="Wish.Absent"/>.</summary>
    public required ReplyBody? Body { get; init; }

    /// <summary>Null: to be posted. Else to be edited or deleted.</summary>
    public required string? PlatformMessageId { get; init; }

    /// <summary>When the post was last tried of which nobody knows whether it arrived; null: none was.</summary>
    public DateTimeOffset? AttemptedAt { get; init; }

    /// <summary>A part of a turn's reply: it may have been seen growing.</summary>
    public bool IsReply { get; init; }

    /// <summary>The platform's id of the person whom a running reply answers; null: not known.</summary>
    public string? Recipient { get; init; }

    /// <summary>Not null: a reaction to <see cref="Target"/>, and no message.</summary>
    public Receipt? Receipt { get; init; }

    /// <summary>The platform's id of the message that is reacted to.</summary>
    public string? Target { get; init; }
}

/// <summary>What a reaction tells the author of a message. Platforms without that sign show the one nearest to it.</summary>
public enum Receipt
{
    /// <summary>Accepted: eyes.</summary>
    Seen,

    /// <summary>Answered: a check.</summary>
    Done,

    /// <summary>Ended without an answer: a cross.</summary>
    Failed,
}

public enum Wish
{
    Present,
    Absent,
}

/// <summary>What a reader should see: Markdown, and buttons below it.</summary>
public sealed record ReplyBody(string Markdown)
{
    public ImmutableArray<ReplyButton> Buttons { get; init; } = [];

    /// <summary>The end of <see cref="Markdown"/> that tells of this moment of a running reply, and goes with it; null: all of it stays.</summary>
    public string? Passing { get; init; }

    /// <summary>What later states of a running reply begin with, as far as can be told.</summary>
    public string Steady =>
        Passing is { } passing && Markdown.EndsWith(passing, StringComparison.Ordinal) ? Markdown[..^passing.Length].TrimEnd() : Markdown;

    /// <summary>A file that the message carries; its Markdown is the caption then.</summary>
    public ReplyFile? File { get; init; }
}

/// <param name="Name">With its extension.</param>
public sealed record ReplyFile(string Name, string Text);

/// <param name="Label">What the reader sees.</param>
/// <param name="Action">What a press sends back. Unit: UTF-8 bytes, at most 64. Source: Telegram, InlineKeyboardButton.callback_data.</param>
public sealed record ReplyButton(string Label, string Action);

using System.Collections.Immutable;
using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Messages;

/// <summary>One thing that a person did on a platform, as its adapter maps it.</summary>
public sealed record InboundMessage
{
    /// <summary>The bot's own id on the platform.</summary>
    public required string Bot { get; init; }

    /// <summary>Names the thing, not the parcel that it came in, so that live, redelivered and read-back copies meet.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>The platform's own order within a conversation. Telegram: the message id.</summary>
    public required long OrderKey { get; init; }

    public required ConversationKey Conversation { get; init; }

    public required Author Author { get; init; }

    /// <summary>
    /// Decoded text without the bot's mention. A press: the action of the button. Opened: what the platform itself wants to be said there.
    /// </summary>
    public required string Text { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public MessageKind Kind { get; init; } = MessageKind.Message;

    public ImmutableArray<Attachment> Attachments { get; init; } = [];

    /// <summary>The platform's id of this message itself; null: it is none, as a press.</summary>
    public string? MessageId { get; init; }

    /// <summary>Whether others read there beside the author and the bot.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether the text is what stood beside the bot's mention.</summary>
    public bool IsMention { get; init; }

    /// <summary>
    /// Whether it speaks to the bot by itself: a mention, a direct message, a press. A line of a thread that does not is taken only where that
    /// thread is a conversation already.
    /// </summary>
    public bool IsAddressed { get; init; } = true;

    /// <summary>How far these places are known once the message is accepted; empty: it tells nothing of that.</summary>
    public ImmutableArray<Cursor> Cursors { get; init; } = [];

    /// <summary>Not begun before, since older messages of a gap may still be read back. Null: at once.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Messages with the same one were sent as one: an album. Null: this one stands alone.</summary>
    public string? Album { get; init; }

    /// <summary>Whether its author's client may have cut it off here, so that the next message goes on with it.</summary>
    public bool MayGoOn { get; init; }

    /// <summary>What somebody else had said that this message answers; null: nothing, or it was the bot.</summary>
    public Quotation? Quotation { get; init; }

    /// <summary>The platform's id of the message that was pressed, edited or deleted. Moved: the thread's new address.</summary>
    public string? Target { get; init; }

    /// <summary>The platform's id of the message that this one answers.</summary>
    public string? ReplyTo { get; init; }
}

public enum MessageKind
{
    Message,
    Edited,
    Deleted,
    Pressed,
    Command,
    Reacted,

    /// <summary>The bot was added to a place.</summary>
    Opened,
    Moved,
}

/// <summary>Up to where a place's messages are known: what is newer is read back after a gap.</summary>
/// <param name="Place">What is read as one, in the adapter's own words: a channel, a thread.</param>
/// <param name="Position">The platform's own order, as <see cref="InboundMessage.OrderKey"/>.</param>
public sealed record Cursor(string Place, long Position);

/// <summary>Who did it.</summary>
/// <param name="Id">The platform's id of the person; rights rest on it alone, never on a name.</param>
public sealed record Author(string Id, string DisplayName)
{
    /// <summary>Of what a platform tells without saying who did it, as that a message is gone.</summary>
    public static Author Unknown { get; } = new("", "somebody");

    /// <summary>Whether it is no full member of the bot's own workspace: a guest, somebody of another team, a bot. Allowed only by its id.</summary>
    public bool IsStranger { get; init; }

    /// <summary>Whether the platform itself tells that the operator lets such people in: by a role that they hold there.</summary>
    public bool IsVouchedFor { get; init; }
}

/// <summary>A file that came with a message: a reference, not its bytes.</summary>
/// <param name="Kind">The platform's word for it: photo, document, voice, sticker.</param>
/// <param name="Reference">What the adapter needs to fetch it; empty: it cannot be read.</param>
/// <param name="ContentType">As the platform has it; null: it does not tell.</param>
public sealed record Attachment(string Kind, string Reference, string? Name, long? Bytes, string? ContentType = null)
{
    public bool IsReadable => Reference.Length > 0;
}

/// <summary>Words of somebody that a message answers: data for the agent, never instructions.</summary>
public sealed record Quotation(string AuthorName, string Text);

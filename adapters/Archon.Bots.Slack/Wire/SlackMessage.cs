using System.Text.Json;

namespace Archon.Bots.Slack.Wire;

/// <summary>
/// A message as Slack has it: in an event, in a channel's history, in a thread. Fields that the bot does not read are left out. Names and
/// meaning: Slack, "message event" and conversations.history.
/// </summary>
internal sealed record SlackMessage
{
    public string? Type { get; init; }

    /// <summary>Null: somebody's ordinary message.</summary>
    public string? Subtype { get; init; }

    /// <summary>Null in a history: it is the one that was asked for.</summary>
    public string? Channel { get; init; }

    /// <summary>im, mpim, channel, group, app_home; null in an app_mention and in a history.</summary>
    public string? ChannelType { get; init; }

    public string? User { get; init; }

    /// <summary>Null: no bot wrote it.</summary>
    public string? BotId { get; init; }

    public string? AppId { get; init; }

    /// <summary>What a bot calls itself in this one message.</summary>
    public string? Username { get; init; }

    public SlackBotProfile? BotProfile { get; init; }

    /// <summary>The workspace of its author, where Slack tells it.</summary>
    public string? Team { get; init; }

    /// <summary>Escaped: <c>&amp;lt;</c>, <c>&lt;@U…&gt;</c>, <c>&lt;https://…|label&gt;</c>.</summary>
    public string? Text { get; init; }

    /// <summary>Its id within the channel, and its time: seconds, a dot, six digits.</summary>
    public string? Ts { get; init; }

    /// <summary>The id of its thread's root; null: it is in none. The root of a thread carries its own.</summary>
    public string? ThreadTs { get; init; }

    public SlackEdit? Edited { get; init; }

    public IReadOnlyList<SlackFile>? Files { get; init; }

    public IReadOnlyList<SlackAttachment>? Attachments { get; init; }

    /// <summary>What a person's client has sent beside <see cref="Text"/>: the most faithful source of code and mentions.</summary>
    public JsonElement? Blocks { get; init; }

    public SlackMetadata? Metadata { get; init; }

    /// <summary>message_changed: the message as it is now.</summary>
    public SlackMessage? Message { get; init; }

    /// <summary>message_changed, message_deleted: the message as it was.</summary>
    public SlackMessage? PreviousMessage { get; init; }

    /// <summary>message_deleted: the id of the one that is gone.</summary>
    public string? DeletedTs { get; init; }

    /// <summary>Unit: messages in the thread below a root; null: it has none.</summary>
    public int? ReplyCount { get; init; }

    /// <summary>The newest id in the thread below a root.</summary>
    public string? LatestReply { get; init; }

    /// <summary>in_progress while a stream of ours is open.</summary>
    public string? StreamingState { get; init; }
}

internal sealed record SlackBotProfile(string? Id, string? AppId, string? Name);

internal sealed record SlackEdit(string? User, string? Ts);

/// <summary>A card below the text: what an alert consists of, or a message that was forwarded.</summary>
/// <param name="IsShare">It was forwarded by the author; other cards are previews and what apps attach.</param>
internal sealed record SlackAttachment(string? Title, string? Text, string? Fallback, string? AuthorName, bool? IsShare);

/// <param name="Mode">tombstone and hidden_by_limit: it is gone.</param>
/// <param name="FileAccess">check_file_info: the address is to be asked for.</param>
internal sealed record SlackFile(
    string? Id,
    string? Name,
    string? Mimetype,
    long? Size,
    string? Mode,
    string? FileAccess,
    string? UrlPrivate,
    string? UrlPrivateDownload
);

/// <summary>What an app attaches to its own message, unseen by people.</summary>
internal sealed record SlackMetadata(string EventType, JsonElement EventPayload);

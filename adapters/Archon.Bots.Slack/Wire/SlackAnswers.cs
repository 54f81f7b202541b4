using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Archon.Bots.Slack.Wire;

/// <summary>What every method answers. Source: Slack, "Using the Slack Web API", evaluating responses.</summary>
internal record SlackAnswer
{
    public bool Ok { get; init; }

    public string? Error { get; init; }

    public string? Needed { get; init; }

    public SlackPaging? ResponseMetadata { get; init; }
}

/// <param name="NextCursor">Null or empty: that was the last page.</param>
internal sealed record SlackPaging(string? NextCursor);

/// <summary>auth.test.</summary>
internal sealed record SlackAuth(string? UserId, string? BotId, string? TeamId, string? User) : SlackAnswer;

/// <summary>apps.connections.open.</summary>
internal sealed record SlackConnection(string? Url) : SlackAnswer;

/// <summary>chat.postMessage, chat.update.</summary>
internal sealed record SlackPosted(string? Ts) : SlackAnswer;

/// <summary>conversations.history, conversations.replies.</summary>
internal sealed record SlackHistory(IReadOnlyList<SlackMessage>? Messages, bool HasMore) : SlackAnswer;

/// <summary>users.conversations.</summary>
internal sealed record SlackChannels(IReadOnlyList<SlackChannel>? Channels) : SlackAnswer;

/// <summary>conversations.info.</summary>
internal sealed record SlackChannelInfo(SlackChannel? Channel) : SlackAnswer;

internal sealed record SlackChannel(string? Id, string? Name, bool IsIm, bool IsMpim);

/// <summary>users.info.</summary>
internal sealed record SlackUserInfo(SlackMember? User) : SlackAnswer;

internal sealed record SlackMember(
    string? Id,
    string? TeamId,
    string? Name,
    string? RealName,
    bool IsRestricted,
    bool IsUltraRestricted,
    bool IsStranger,
    SlackProfile? Profile
);

internal sealed record SlackProfile(string? DisplayName, string? RealName);

/// <summary>files.getUploadURLExternal.</summary>
internal sealed record SlackUpload(string? UploadUrl, string? FileId) : SlackAnswer;

/// <summary>files.info.</summary>
internal sealed record SlackFileInfo(SlackFile? File) : SlackAnswer;

/// <summary>The first frame of a socket.</summary>
internal sealed record SlackHello(int NumConnections, SlackConnectionInfo? ConnectionInfo, SlackDebugInfo? DebugInfo);

internal sealed record SlackConnectionInfo(string? AppId);

/// <param name="ApproximateConnectionTime">Unit: seconds until Slack wants a fresh connection.</param>
internal sealed record SlackDebugInfo(int ApproximateConnectionTime);

/// <summary>What Slack delivers over a socket, and wants to be acknowledged.</summary>
/// <param name="Type">events_api, slash_commands, interactive.</param>
/// <param name="RetryAttempt">0: this is its first delivery.</param>
internal sealed record SlackEnvelope(string? EnvelopeId, string? Type, JsonElement Payload, int RetryAttempt, string? Reason);

/// <summary>JSON by generated code. Unknown fields are left out, for Slack adds new ones at any time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(SlackAnswer))]
[JsonSerializable(typeof(SlackAuth))]
[JsonSerializable(typeof(SlackConnection))]
[JsonSerializable(typeof(SlackPosted))]
[JsonSerializable(typeof(SlackHistory))]
[JsonSerializable(typeof(SlackChannels))]
[JsonSerializable(typeof(SlackChannelInfo))]
[JsonSerializable(typeof(SlackUserInfo))]
[JsonSerializable(typeof(SlackUpload))]
[JsonSerializable(typeof(SlackFileInfo))]
[JsonSerializable(typeof(SlackHello))]
[JsonSerializable(typeof(SlackEnvelope))]
internal sealed partial class SlackJson : JsonSerializerContext;

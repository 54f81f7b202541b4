using System.Text.Json;
using System.Text.Json.Serialization;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Events;

/// <summary>What an envelope of type events_api carries.</summary>
/// <param name="Event">Read by <see cref="SlackEvent.Of"/>: what it holds depends on its type.</param>
internal sealed record SlackEventPayload(string? TeamId, string? ApiAppId, string? EventId, JsonElement Event);

/// <summary>What an envelope of type slash_commands carries.</summary>
internal sealed record SlackCommand(
    string? TeamId,
    string? ChannelId,
    string? ChannelName,
    string? UserId,
    string? Command,
    string? Text,
    string? TriggerId,
    string? ResponseUrl
);

/// <summary>What an envelope of type interactive carries: block_actions, view_submission.</summary>
internal sealed record SlackInteraction
{
    public string? Type { get; init; }
    public SlackTeam? Team { get; init; }
    public SlackUser? User { get; init; }
    public SlackContainer? Container { get; init; }
    public SlackPlace? Channel { get; init; }
    public string? TriggerId { get; init; }
    public string? ResponseUrl { get; init; }
    public IReadOnlyList<SlackAction>? Actions { get; init; }
    public SlackView? View { get; init; }
}

internal sealed record SlackTeam(string? Id);

internal sealed record SlackUser(string? Id, string? TeamId);

internal sealed record SlackPlace(string? Id, string? Name);

/// <summary>Where an interaction happened.</summary>
internal sealed record SlackContainer(string? Type, string? MessageTs, string? ChannelId, string? ThreadTs);

internal sealed record SlackAction(string? Type, string? ActionId, string? BlockId, string? Value, string? ActionTs);

/// <summary>A modal that somebody has sent.</summary>
internal sealed record SlackView(string? Id, string? CallbackId, string? PrivateMetadata, SlackViewState? State);

/// <param name="Values">By the id of the block, then by that of the action.</param>
internal sealed record SlackViewState(IReadOnlyDictionary<string, IReadOnlyDictionary<string, SlackInput>>? Values);

internal sealed record SlackInput(string? Type, string? Value);

/// <summary>JSON by generated code. Unknown fields are left out, for Slack adds new ones at any time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SlackEventPayload))]
[JsonSerializable(typeof(SlackCommand))]
[JsonSerializable(typeof(SlackInteraction))]
[JsonSerializable(typeof(SlackMessage))]
[JsonSerializable(typeof(SlackEvent.Joined))]
[JsonSerializable(typeof(SlackEvent.SessionStopped))]
internal sealed partial class SlackEventJson : JsonSerializerContext;

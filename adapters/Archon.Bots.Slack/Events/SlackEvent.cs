using System.Text.Json;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Events;

/// <summary>Something that happened on Slack, told by the type of its JSON.</summary>
internal abstract record SlackEvent
{
    private SlackEvent() { }

    /// <summary>app_mention, and message with all its subtypes.</summary>
    internal sealed record Posted(SlackMessage Message) : SlackEvent;

    /// <summary>member_joined_channel.</summary>
    /// <param name="Inviter">Null: the member came alone.</param>
    internal sealed record Joined(string? User, string? Channel, string? Inviter, string? EventTs) : SlackEvent;

    /// <summary>agent_session_stopped: somebody pressed the stop button of Slack itself. Comes only to apps that are declared as agents.</summary>
    internal sealed record SessionStopped(string? Channel, string? User, string? ThreadTs, string? EventTs) : SlackEvent;

    /// <summary>tokens_revoked, app_uninstalled: the bot is no more welcome.</summary>
    internal sealed record Revoked(string Type) : SlackEvent;

    /// <summary>Of no use to us: counted and left.</summary>
    internal sealed record Unknown(string Type) : SlackEvent;

    /// <exception cref="JsonException">Its type is known and its fields are not what Slack documents.</exception>
    public static SlackEvent Of(JsonElement json) =>
        (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("type", out var type) ? type.ToString() : "") switch
        {
            "message" or "app_mention" => new Posted(json.Deserialize(SlackEventJson.Default.SlackMessage)!),
            "member_joined_channel" => json.Deserialize(SlackEventJson.Default.Joined)!,
            "agent_session_stopped" => json.Deserialize(SlackEventJson.Default.SessionStopped)!,
            ("tokens_revoked" or "app_uninstalled") and var end => new Revoked(end),
            var other => new Unknown(other),
        };
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Delivery;

/// <summary>The row's id in a message of ours, unseen by people. Source: Slack, "Message metadata".</summary>
internal static class SlackMark
{
    private const string EventType = "archon_bots";
    private const string RowId = "id";

    public static JsonObject Of(Guid row) =>
        new()
        {
            ["event_type"] = EventType,
            ["event_payload"] = new JsonObject { [RowId] = row.ToString("N") },
        };

    /// <summary>Null: it carries none.</summary>
    public static Guid? In(SlackMessage message) =>
        message.Metadata is { EventType: EventType, EventPayload: { ValueKind: JsonValueKind.Object } payload }
        && payload.TryGetProperty(RowId, out var id)
        && Guid.TryParse(id.ToString(), out var row)
            ? row
            : null;
}

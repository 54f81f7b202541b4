using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Telegram.Updates;

/// <param name="Json">The update as it goes over the wire.</param>
/// <param name="Source">The message it is about, as "chat:id".</param>
/// <param name="Chat">0 when it belongs to none: what a webhook may deliver side by side.</param>
/// <param name="Time">Milliseconds since the epoch, as all times here.</param>
internal sealed record QueuedUpdate(int Id, string Type, string Json, string? Source, long Chat, long Time)
{
    public List<long> Handed { get; } = [];

    public long? ConfirmedAt { get; set; }

    /// <summary>To be handed out once more even if its offset has passed.</summary>
    public bool Repeat { get; set; }

    public JsonObject ToJson() =>
        new()
        {
            ["update_id"] = Id,
            ["type"] = Type,
            ["source"] = Source,
            ["t"] = Time,
            ["handed"] = new JsonArray([.. Handed.Select(time => (JsonNode)time)]),
            ["confirmed"] = ConfirmedAt,
        };
}

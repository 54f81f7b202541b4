using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>A text that shows itself growing in a private chat until a message takes its place.</summary>
internal sealed class Draft(Chat chat, int? thread, long id)
{
    private readonly List<(long Time, string Text)> _updates = [];

    public Chat Chat => chat;

    public int? Thread => thread;

    public long Id => id;

    /// <summary>Milliseconds since the epoch.</summary>
    public long? EndedAt { get; set; }

    public void Update(long time, string text) => _updates.Add((time, text));

    public JsonObject ToJson() =>
        new()
        {
            ["channel"] = chat.Id,
            ["thread"] = thread,
            ["draft_id"] = id,
            ["updates"] = new JsonArray([
                .. _updates.Select(update => (JsonNode)new JsonObject { ["t"] = update.Time, ["text"] = update.Text }),
            ]),
            ["endedAt"] = EndedAt,
        };
}

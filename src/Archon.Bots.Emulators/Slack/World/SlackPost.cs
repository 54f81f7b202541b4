using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Slack.World;

/// <summary>A message with its history.</summary>
internal sealed class SlackPost(SlackPlace place, string ts, string? thread, JsonObject json, long at)
{
    public SlackPlace Place { get; } = place;

    public string Ts { get; } = ts;

    /// <summary>The root of its thread; null: it stands in the channel. A root is in none.</summary>
    public string? Thread { get; } = thread;

    /// <summary>As Slack has it now.</summary>
    public JsonObject Json { get; } = json;

    public string Text => Json["text"]?.ToString() ?? "";

    public string OriginalText { get; } = json["text"]?.ToString() ?? "";

    public bool IsBot { get; init; }

    /// <summary>Seen by this person alone; null: by all.</summary>
    public string? EphemeralTo { get; init; }

    public List<(long At, string Text)> Edits { get; } = [];

    public List<(string Name, string User)> Reactions { get; } = [];

    /// <summary>Unit: milliseconds since the epoch.</summary>
    public long At { get; } = at;

    public long LastChangeAt { get; set; } = at;

    public long? DeletedAt { get; set; }

    /// <summary>response_url or ack; null: a method.</summary>
    public string? Via { get; set; }

    /// <summary>It was deleted, and is shown as such, for replies hang on it.</summary>
    public bool IsTombstone => DeletedAt is not null && Json["subtype"]?.ToString() == "tombstone";

    /// <summary>Null: it came in one piece.</summary>
    public SlackStream? Stream { get; set; }

    public bool IsFinal => Stream is not { IsOpen: true };

    /// <summary>All the text that a reader sees: blocks in place of the text, where there are any.</summary>
    public string Visible
    {
        get
        {
            var shown = (Json["blocks"] as JsonArray ?? []).OfType<JsonObject>().Select(Shown).Where(text => text.Length > 0).ToList();
            return IsBot && shown.Count > 0 ? string.Join('\n', shown) : Text;
        }
    }

    public void Edited(long now)
    {
        LastChangeAt = now;
        Edits.Add((now, Visible));
    }

    private static string Shown(JsonObject part) =>
        part["type"]?.ToString() is "rich_text" or "rich_text_section" or "rich_text_preformatted" or "rich_text_quote" or "rich_text_list"
            ? string.Concat((part["elements"] as JsonArray ?? []).OfType<JsonObject>().Select(Shown))
        : part["text"] is JsonObject text ? text["text"]?.ToString() ?? ""
        : part["text"]?.ToString() ?? "";
}

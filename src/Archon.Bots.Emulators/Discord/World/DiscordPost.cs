using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Discord.World;

/// <summary>A message, as it stands and as it was.</summary>
/// <param name="json">As the API gives it, without what is told apart below.</param>
internal sealed class DiscordPost(DiscordRoom room, DiscordPerson author, JsonObject json, long at)
{
    public string Id => Json["id"]!.ToString();

    public DiscordRoom Room => room;

    public DiscordPerson Author => author;

    public JsonObject Json => json;

    public string Content => json["content"]?.ToString() ?? "";

    public string Original { get; } = json["content"]?.ToString() ?? "";

    public string? Nonce { get; init; }

    /// <summary>How often a repeated post was taken for it.</summary>
    public int NonceHits { get; set; }

    /// <summary>Unit: milliseconds since the epoch.</summary>
    public long At { get; } = at;

    public long LastChangeAt { get; set; } = at;

    /// <summary>When it was told to a connected session. Unit: milliseconds since the epoch.</summary>
    public List<long> HandedAt { get; } = [];

    public long? DeletedAt { get; set; }

    public bool IsEphemeral { get; init; }

    public bool IsLoading { get; set; }

    /// <summary>The interaction that it answers.</summary>
    public string? Interaction { get; init; }

    public List<(long At, string Text)> Edits { get; } = [];

    public List<(string Emoji, string User)> Reactions { get; } = [];

    public List<(long At, string Emoji, string User, bool IsRemoved)> ReactionLog { get; } = [];

    /// <summary>Who is called by it.</summary>
    public List<string> Called { get; } = [];

    /// <summary>As the API gives it to the bot.</summary>
    /// <param name="shows">Whether the bot may read what it says.</param>
    public JsonObject ToJson(bool shows = true)
    {
        var copy = (JsonObject)json.DeepClone();
        if (Reactions.Count > 0)
        {
            copy["reactions"] = new JsonArray([
                .. Reactions
                    .GroupBy(reaction => reaction.Emoji, StringComparer.Ordinal)
                    .Select(reaction =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["emoji"] = new JsonObject { ["id"] = null, ["name"] = reaction.Key },
                                ["count"] = reaction.Count(),
                                ["me"] = reaction.Any(one => one.User == DiscordWorld.BotId),
                            }
                    ),
            ]);
        }

        if (!shows)
        {
            copy["content"] = "";
            copy["attachments"] = new JsonArray();
            copy["embeds"] = new JsonArray();
            copy["components"] = new JsonArray();
        }

        return copy;
    }
}

using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Discord.World;

/// <summary>Something that was pressed, typed or filled in, and how the bot has answered it.</summary>
internal sealed class DiscordInteractionState(string id, string token, int type, DiscordRoom room, DiscordPerson person, long at)
{
    public string Id => id;

    public string Token => token;

    public int Type => type;

    public DiscordRoom Room => room;

    public DiscordPerson Person => person;

    /// <summary>Unit: milliseconds since the epoch.</summary>
    public long At => at;

    /// <summary>The message whose button it was.</summary>
    public DiscordPost? Source { get; init; }

    /// <summary>To how many sessions it was delivered.</summary>
    public int Delivered { get; set; }

    /// <summary>Null: not answered yet.</summary>
    public int? AckType { get; set; }

    public long? AckAt { get; set; }

    public bool IsExpired { get; set; }

    public DiscordPost? Response { get; set; }

    public List<string> FollowUps { get; } = [];

    public JsonObject? Form { get; set; }

    public JsonObject ToJson() =>
        new()
        {
            ["id"] = id,
            ["type"] = type,
            ["user"] = person.Username,
            ["t"] = at,
            ["delivered"] = Delivered,
            ["ackType"] = AckType,
            ["latency"] = AckAt - at,
            ["expired"] = IsExpired,
            ["response"] = Response?.Id,
            ["followups"] = new JsonArray([.. FollowUps.Select(one => (JsonNode)one)]),
            ["modal"] = Form?.DeepClone(),
        };
}

using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Discord.World;

/// <summary>A channel, a thread or a direct message.</summary>
internal sealed class DiscordRoom(string id, int type, string name)
{
    public const int Text = 0;
    public const int Direct = 1;
    public const int Voice = 2;
    public const int Category = 4;
    public const int News = 5;
    public const int PublicThread = 11;
    public const int PrivateThread = 12;
    public const int Forum = 15;

    public string Id => id;

    public int Type => type;

    public string Name { get; set; } = name;

    /// <summary>Of a thread: its channel.</summary>
    public DiscordRoom? Parent { get; init; }

    /// <summary>Of a direct message: with whom.</summary>
    public DiscordPerson? Recipient { get; init; }

    public string? LastMessageId { get; set; }

    public string? OwnerId { get; init; }

    public bool IsArchived { get; set; }

    public bool IsLocked { get; set; }

    public int AutoArchive { get; set; } = 1440;

    /// <summary>What the bot may not do there, by the names of permissions.</summary>
    public HashSet<string> Denied { get; init; } = new(StringComparer.Ordinal);

    public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

    public List<long> TypedAt { get; } = [];

    public int Messages { get; set; }

    public bool IsThread => type is 10 or PublicThread or PrivateThread;

    public bool IsDirect => type == Direct;

    public bool IsVisible => !IsDenied("VIEW_CHANNEL");

    public bool IsDenied(string permission) => (Parent ?? this).Denied.Contains(permission);

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = id,
            ["type"] = type,
            ["last_message_id"] = LastMessageId,
            ["flags"] = 0,
        };
        if (IsDirect)
        {
            json["recipients"] = new JsonArray(Recipient!.ToJson());
            return json;
        }

        json["guild_id"] = DiscordWorld.GuildId;
        json["name"] = Name;
        json["parent_id"] = Parent?.Id;
        if (!IsThread)
        {
            json["position"] = 0;
            json["permission_overwrites"] = new JsonArray();
            json["nsfw"] = false;
            json["topic"] = null;
            return json;
        }

        json["owner_id"] = OwnerId;
        json["message_count"] = Messages;
        json["member_count"] = Members.Count;
        json["total_message_sent"] = Messages;
        json["rate_limit_per_user"] = 0;
        json["thread_metadata"] = new JsonObject
        {
            ["archived"] = IsArchived,
            ["locked"] = IsLocked,
            ["auto_archive_duration"] = AutoArchive,
            ["archive_timestamp"] = "2024-01-01T00:00:00.000000+00:00",
            ["create_timestamp"] = "2024-01-01T00:00:00.000000+00:00",
        };
        return json;
    }
}

using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Discord.World;

/// <summary>Somebody, or a bot.</summary>
internal sealed class DiscordPerson(string id, string username, bool isBot)
{
    public string Id => id;

    public string Username => username;

    public bool IsBot => isBot;

    public string? Nick { get; set; }

    public List<string> Roles { get; } = [];

    public bool ClosesDirectMessages { get; set; }

    /// <summary>Whether it is in the server.</summary>
    public bool IsMember { get; set; } = true;

    public string DisplayName => char.ToUpperInvariant(username[0]) + username[1..];

    public JsonObject ToJson() =>
        new()
        {
            ["id"] = id,
            ["username"] = username,
            ["global_name"] = isBot ? null : DisplayName,
            ["discriminator"] = isBot ? "0001" : "0",
            ["avatar"] = null,
            ["bot"] = isBot,
        };

    /// <param name="withUser">The gateway leaves it out where the author stands beside it.</param>
    public JsonObject ToMember(bool withUser)
    {
        var member = new JsonObject
        {
            ["nick"] = Nick,
            ["avatar"] = null,
            ["roles"] = new JsonArray([.. Roles.Select(role => (JsonNode)role)]),
            ["joined_at"] = "2024-01-01T00:00:00.000000+00:00",
            ["deaf"] = false,
            ["mute"] = false,
            ["flags"] = 0,
        };
        if (withUser)
        {
            member["user"] = ToJson();
        }

        return member;
    }
}

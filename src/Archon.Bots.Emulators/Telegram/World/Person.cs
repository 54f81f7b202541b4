using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>Somebody who writes to the bot.</summary>
internal sealed class Person(long id, string username)
{
    public long Id => id;

    public string Username => username;

    public string FirstName { get; } = char.ToUpperInvariant(username[0]) + username[1..];

    /// <summary>A bot may write only to those who have written to it.</summary>
    public bool Started { get; set; }

    public bool Blocked { get; set; }

    public JsonObject ToJson() =>
        new()
        {
            ["id"] = id,
            ["is_bot"] = false,
            ["first_name"] = FirstName,
            ["username"] = username,
            ["language_code"] = "en",
        };
}

using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>A call that is refused, as Discord refuses it.</summary>
/// <param name="code">Source: Discord, "Opcodes and Status Codes", JSON error codes; 0: none.</param>
internal sealed class DiscordRefusalException(int status, int code, string message, JsonObject? errors = null) : Exception(message)
{
    public int Status => status;

    public static DiscordRefusalException UnknownChannel => new(404, 10003, "Unknown Channel");

    public static DiscordRefusalException UnknownMessage => new(404, 10008, "Unknown Message");

    public static DiscordRefusalException MissingAccess => new(403, 50001, "Missing Access");

    public static DiscordRefusalException MissingPermissions => new(403, 50013, "Missing Permissions");

    /// <summary>A field that is at fault.</summary>
    public static DiscordRefusalException Form(string field, string code, string message) =>
        new(
            400,
            50035,
            "Invalid Form Body",
            new JsonObject
            {
                [field] = new JsonObject { ["_errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }) },
            }
        );

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["message"] = Message, ["code"] = code };
        if (errors is not null)
        {
            json["errors"] = errors.DeepClone();
        }

        return json;
    }
}

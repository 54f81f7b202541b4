using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Discord.World;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>The application, its commands, the server and its people.</summary>
internal sealed partial class ApplicationRoutes(DiscordWorld world)
{
    public JsonNode Gateway() => new JsonObject { ["url"] = $"ws://127.0.0.1:{world.Root.Port}" };

    public JsonNode GatewayBot() =>
        new JsonObject
        {
            ["url"] = $"ws://127.0.0.1:{world.Root.Port}",
            ["shards"] = world.Options.Shards,
            ["session_start_limit"] = new JsonObject
            {
                ["total"] = 1_000,
                ["remaining"] = 999,
                ["reset_after"] = 14_400_000,
                ["max_concurrency"] = 1,
            },
        };

    public JsonNode Me() => world.Bot.ToJson();

    public JsonNode User(string user) =>
        world.People.Find(person => person.Id == user)?.ToJson() ?? throw new DiscordRefusalException(404, 10013, "Unknown User");

    public JsonNode Application() =>
        new JsonObject
        {
            ["id"] = DiscordWorld.BotId,
            ["name"] = DiscordWorld.BotName,
            ["icon"] = null,
            ["description"] = "",
            ["bot_public"] = false,
            ["bot_require_code_grant"] = false,
            ["verify_key"] = "00",
            ["flags"] = world.MessageContent ? 1 << 19 : 0,
            ["bot"] = world.Bot.ToJson(),
        };

    public JsonNode Guild() => world.GuildJson();

    public JsonNode Channels() =>
        new JsonArray([.. world.Rooms.Where(room => room is { IsDirect: false, IsThread: false }).Select(room => (JsonNode)room.ToJson())]);

    public JsonNode Roles() => world.RolesJson();

    public JsonNode Members() =>
        new JsonArray([.. world.People.Where(person => person.IsMember).Select(person => (JsonNode)person.ToMember(withUser: true))]);

    public JsonNode Member(string user) =>
        world.People.Find(person => person.Id == user && person.IsMember)?.ToMember(withUser: true)
        ?? throw new DiscordRefusalException(404, 10007, "Unknown Member");

    /// <param name="place">A server's id, or empty for all.</param>
    public JsonNode Commands(RestCall call, string place)
    {
        var known = world.Commands.TryGetValue(place, out var commands) ? commands : world.Commands[place] = [];
        switch (call.Method)
        {
            case "GET":
                return List(known);
            case "PUT":
                var all = (call.Body as JsonArray ?? []).OfType<JsonObject>().Select(command => Complete(command, place)).ToList();
                known.Clear();
                known.AddRange(all);
                return List(known);
            case "POST":
                var one = Complete(call.Fields, place);
                known.RemoveAll(command => command["name"]!.ToString() == one["name"]!.ToString());
                known.Add(one);
                return one.DeepClone();
            default:
                throw new DiscordRefusalException(405, 0, "405: Method Not Allowed");
        }
    }

    private static JsonArray List(List<JsonObject> commands) => [.. commands.Select(command => command.DeepClone())];

    private JsonObject Complete(JsonObject command, string place)
    {
        var type = (int?)command["type"] ?? 1;
        if (type == 1 && !Name().IsMatch(command["name"]?.ToString() ?? ""))
        {
            throw DiscordRefusalException.Form("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
        }

        if (type == 1 && command["description"]?.ToString() is not { Length: >= 1 and <= 100 })
        {
            throw DiscordRefusalException.Form("description", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.");
        }

        var whole = (JsonObject)command.DeepClone();
        whole["id"] = world.NextId();
        whole["application_id"] = DiscordWorld.BotId;
        whole["type"] = type;
        whole["version"] = world.NextId();
        whole["description"] ??= "";
        whole["default_member_permissions"] = null;
        whole["nsfw"] = false;
        if (place.Length > 0)
        {
            whole["guild_id"] = place;
        }

        return whole;
    }

    [GeneratedRegex(@"^[-_'\p{Ll}\p{Lo}\p{N}]{1,32}$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}

using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Methods;

/// <summary>Who is there: auth.test, users.*, bots.info, team.info.</summary>
internal sealed class PeopleMethods(SlackWorld world)
{
    public static JsonObject Auth() =>
        new()
        {
            ["ok"] = true,
            ["url"] = "https://rig.slack.com/",
            ["team"] = "Rig",
            ["user"] = "rigbot",
            ["team_id"] = SlackWorld.Team,
            ["user_id"] = SlackWorld.BotUser,
            ["bot_id"] = SlackWorld.BotId,
        };

    public JsonObject User(SlackArguments arguments) =>
        world.PersonJson(arguments.Required("user")) is { } person
            ? new JsonObject { ["ok"] = true, ["user"] = person }
            : throw new SlackApiException("user_not_found");

    public JsonObject Users() =>
        new()
        {
            ["ok"] = true,
            ["members"] = new JsonArray([
                .. world.People.Select(person => person.Key).Append(SlackWorld.BotUser).Select(id => (JsonNode?)world.PersonJson(id)),
            ]),
            ["response_metadata"] = new JsonObject { ["next_cursor"] = "" },
        };

    public static JsonObject Bot(SlackArguments arguments) =>
        arguments.TextOrNull("bot") is null or SlackWorld.BotId
            ? new JsonObject
            {
                ["ok"] = true,
                ["bot"] = new JsonObject
                {
                    ["id"] = SlackWorld.BotId,
                    ["app_id"] = SlackWorld.App,
                    ["user_id"] = SlackWorld.BotUser,
                    ["name"] = "rigbot",
                    ["deleted"] = false,
                },
            }
            : throw new SlackApiException("bot_not_found");

    public static JsonObject Team() =>
        new()
        {
            ["ok"] = true,
            ["team"] = new JsonObject
            {
                ["id"] = SlackWorld.Team,
                ["name"] = "Rig",
                ["domain"] = "rig",
            },
        };
}

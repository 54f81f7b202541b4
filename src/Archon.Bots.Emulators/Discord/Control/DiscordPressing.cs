using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Discord.Gateway;
using Archon.Bots.Emulators.Discord.World;

namespace Archon.Bots.Emulators.Discord.Control;

/// <summary>What people press, type after a slash, and fill in.</summary>
internal sealed class DiscordPressing(DiscordWorld world, DiscordOccurrences occurrences)
{
    private const int Command = 2;
    private const int Component = 3;
    private const int Form = 5;

    public JsonNode Click(ControlBody body)
    {
        var post = world.PostNamed(body.Required("message"));
        var action = body.Required("action");
        var part =
            Parts(post.Json["components"])
                .FirstOrDefault(one => one["custom_id"]?.ToString() == action || one["label"]?.ToString() == action)
            ?? Parts(post.Json["components"])
                .FirstOrDefault(one => one["label"]?.ToString().Contains(action, StringComparison.OrdinalIgnoreCase) == true)
            ?? (body.Flag("force") ? new JsonObject { ["type"] = 2, ["custom_id"] = action } : null)
            ?? throw new ControlException($"there is no {action} below that message");
        if (part["disabled"]?.GetValueKind() == System.Text.Json.JsonValueKind.True || part["custom_id"] is null)
        {
            throw new ControlException($"{action} cannot be pressed");
        }

        var values = (body.Node("values") as JsonArray ?? []).Select(value =>
            (part["options"] as JsonArray ?? [])
                .FirstOrDefault(option => option!["label"]!.ToString() == value!.ToString())
                ?["value"]?.DeepClone()
            ?? value!.DeepClone()
        );
        var data = new JsonObject { ["component_type"] = part["type"]?.DeepClone(), ["custom_id"] = part["custom_id"]!.ToString() };
        if (body.Has("values"))
        {
            data["values"] = new JsonArray([.. values]);
        }

        return Tell(Component, post.Room, PersonOf(body), data, post);
    }

    public JsonNode Type(ControlBody body)
    {
        var person = PersonOf(body);
        var room = body.Flag("dm") ? world.DirectMessage(person) : RoomOf(body);
        var words = body.Required("command").Split(' ');
        var registered = world.Commands.Values.SelectMany(all => all).FirstOrDefault(command => command["name"]!.ToString() == words[0]);
        if (registered is null && !body.Flag("unregistered"))
        {
            throw new ControlException($"there is no command {words[0]}");
        }

        var resolved = new JsonObject();
        var options = Options(body, words.Length > 1 ? Sub(registered, words[1])?["options"] : registered?["options"], resolved);
        var data = new JsonObject
        {
            ["id"] = registered?["id"]?.DeepClone() ?? world.NextId(),
            ["name"] = words[0],
            ["type"] = registered?["type"]?.DeepClone() ?? 1,
            ["options"] =
                words.Length > 1
                    ? new JsonArray(
                        new JsonObject
                        {
                            ["type"] = 1,
                            ["name"] = words[1],
                            ["options"] = options,
                        }
                    )
                    : options,
        };
        if (resolved.Count > 0)
        {
            data["resolved"] = resolved;
        }

        return Tell(Command, room, person, data, source: null);
    }

    public JsonNode FillIn(ControlBody body)
    {
        var opened = world.Interactions.GetValueOrDefault(body.Required("interaction"));
        if (opened?.Form is not { } form)
        {
            throw new ControlException("no form was opened by that interaction");
        }

        var values = body.Node("values") as JsonObject ?? [];
        var components = (JsonArray)form["components"]!.DeepClone();
        foreach (var (label, input) in Inputs(components, null))
        {
            var value = values[input["custom_id"]!.ToString()] ?? (label is null ? null : values[label]);
            if (value is null && input["required"]?.GetValueKind() != System.Text.Json.JsonValueKind.False)
            {
                throw new ControlException($"{input["custom_id"]} is required");
            }

            input["value"] = value?.ToString() ?? "";
        }

        return Tell(
            Form,
            opened.Room,
            PersonOf(body),
            new JsonObject { ["custom_id"] = form["custom_id"]?.ToString(), ["components"] = components },
            opened.Source
        );
    }

    private JsonObject Tell(int type, DiscordRoom room, DiscordPerson person, JsonObject data, DiscordPost? source)
    {
        var interaction = new DiscordInteractionState(world.NextId(), $"itoken{Guid.NewGuid():N}", type, room, person, world.Now)
        {
            Source = source,
        };
        world.Interactions[interaction.Id] = interaction;
        var json = new JsonObject
        {
            ["id"] = interaction.Id,
            ["application_id"] = DiscordWorld.BotId,
            ["type"] = type,
            ["token"] = interaction.Token,
            ["version"] = 1,
            ["channel_id"] = room.Id,
            ["channel"] = room.ToJson(),
            ["locale"] = "en-US",
            ["app_permissions"] = "442368",
            ["entitlements"] = new JsonArray(),
            ["context"] = room.IsDirect ? 1 : 0,
            ["authorizing_integration_owners"] = new JsonObject { ["0"] = room.IsDirect ? "0" : DiscordWorld.GuildId },
            ["attachment_size_limit"] = 10_485_760,
            ["data"] = data,
        };
        if (source is not null)
        {
            json["message"] = source.ToJson();
        }

        if (room.IsDirect)
        {
            json["user"] = person.ToJson();
        }
        else
        {
            json["guild_id"] = DiscordWorld.GuildId;
            json["guild_locale"] = "en-US";
            json["member"] = Member(person);
        }

        // Also where the bot does not see the channel.
        interaction.Delivered = occurrences.Tell("INTERACTION_CREATE", json, room: null);
        return new JsonObject
        {
            ["ok"] = true,
            ["interaction"] = interaction.Id,
            ["delivered"] = interaction.Delivered,
        };
    }

    private JsonArray Options(ControlBody body, JsonNode? known, JsonObject resolved)
    {
        var options = new JsonArray();
        foreach (var (name, value) in body.Node("options") as JsonObject ?? [])
        {
            var type = (int?)(known as JsonArray)?.FirstOrDefault(option => option!["name"]!.ToString() == name)?["type"] ?? 3;
            var told = value?.DeepClone();
            if (type == 6)
            {
                var person = world.PersonNamed(value!.ToString());
                told = person.Id;
                resolved["users"] = new JsonObject { [person.Id] = person.ToJson() };
                var member = Member(person);
                member.Remove("user");
                resolved["members"] = new JsonObject { [person.Id] = member };
            }

            options.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["name"] = name,
                        ["type"] = type,
                        ["value"] = told,
                    }
            );
        }

        return options;
    }

    private static JsonNode? Sub(JsonObject? command, string name) =>
        (command?["options"] as JsonArray)?.FirstOrDefault(option => option!["name"]!.ToString() == name);

    private static JsonObject Member(DiscordPerson person)
    {
        var member = person.ToMember(withUser: true);
        member["permissions"] = "2147483647";
        return member;
    }

    private static IEnumerable<JsonObject> Parts(JsonNode? components) =>
        (components as JsonArray ?? []).OfType<JsonObject>().SelectMany(part => Parts(part["components"]).Prepend(part));

    private static IEnumerable<(string? Label, JsonObject Input)> Inputs(JsonNode? node, string? label) =>
        node switch
        {
            JsonArray all => all.SelectMany(one => Inputs(one, label)),
            JsonObject { } part when (int?)part["type"] == 4 => [(part["label"]?.ToString() ?? label, part)],
            JsonObject part => Inputs(part["component"], part["label"]?.ToString() ?? label).Concat(Inputs(part["components"], label)),
            _ => [],
        };

    private DiscordPerson PersonOf(ControlBody body) => world.PersonNamed(body.Text("user") is { Length: > 0 } user ? user : "alice");

    private DiscordRoom RoomOf(ControlBody body) => world.RoomNamed(body.Text("channel") is { Length: > 0 } channel ? channel : "general");
}

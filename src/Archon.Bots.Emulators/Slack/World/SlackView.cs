using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Slack.World;

/// <summary>A modal, or somebody's home tab.</summary>
/// <param name="previous">The modal that it lies upon.</param>
internal sealed class SlackView(string id, string person, SlackView? previous)
{
    private static readonly string[] Empty = ["private_metadata", "callback_id", "external_id"];

    private JsonObject _given = [];

    public string Id { get; } = id;

    public string Person { get; } = person;

    public SlackView? Previous { get; } = previous;

    /// <summary>Changes with every change, so that a late update can be told.</summary>
    public string Hash { get; private set; } = "";

    public bool IsModal => _given["type"]?.ToString() == "modal";

    public bool TellsClosing => _given["notify_on_close"]?.ToString() == "true";

    public string? ExternalId => _given["external_id"]?.ToString();

    public JsonArray Blocks => _given["blocks"] as JsonArray ?? [];

    /// <summary>What the person has filled in: values[block_id][action_id].</summary>
    public JsonObject Values { get; private set; } = [];

    /// <summary>What the app said against it: a text for each block; null: nothing.</summary>
    public JsonObject? Errors { get; set; }

    public string Root => Previous?.Root ?? Id;

    public void Show(JsonObject given, string hash)
    {
        _given = given;
        Hash = hash;
        Errors = null;
        var before = Values;
        Values = [];
        foreach (var element in SlackElement.In(Blocks).Where(element => element.Block["type"]?.ToString() == "input"))
        {
            // What was filled in stays where the same element stays.
            Put(element, before[element.BlockId]?[element.ActionId]?.DeepClone() as JsonObject ?? element.Filled(element.Initial()));
        }
    }

    public void Fill(SlackElement element, JsonNode value) => Put(element, element.Filled(value));

    public bool IsFilled(SlackElement element) =>
        Values[element.BlockId]?[element.ActionId] is JsonObject value
        && value.Any(part => part.Key != "type" && part.Value is not null and not JsonArray { Count: 0 });

    public JsonObject ToJson()
    {
        var json = (JsonObject)_given.DeepClone();
        json["id"] = Id;
        json["team_id"] = SlackWorld.Team;
        json["app_id"] = SlackWorld.App;
        json["bot_id"] = SlackWorld.BotId;
        json["hash"] = Hash;
        json["root_view_id"] = Root;
        json["previous_view_id"] = Previous?.Id;
        json["state"] = new JsonObject { ["values"] = Values.DeepClone() };
        foreach (var name in Empty)
        {
            json[name] ??= "";
        }

        return json;
    }

    private void Put(SlackElement element, JsonObject value)
    {
        if (Values[element.BlockId] is not JsonObject block)
        {
            block = [];
            Values[element.BlockId] = block;
        }

        block[element.ActionId] = value;
    }
}

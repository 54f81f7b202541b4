using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Methods;

/// <summary>views.*: modals, and the home tab.</summary>
internal sealed class ViewMethods(SlackWorld world)
{
    /// <summary>Source: Slack, modals: 3 views in a stack.</summary>
    private const int MostStacked = 3;

    /// <summary>Unit: UTF-16 code units. Source: Block Kit, modal: title, submit, close.</summary>
    private const int LongestTitle = 24;

    public JsonObject Open(SlackArguments arguments)
    {
        var (person, _) = world.Triggers.Take(arguments.Required("trigger_id"));
        var given = Given(arguments, "modal");
        return Done(Add(given, person, previous: null));
    }

    public JsonObject Push(SlackArguments arguments)
    {
        var (person, below) = world.Triggers.Take(arguments.Required("trigger_id"));
        var given = Given(arguments, "modal");
        if (below is null || !world.Views.Contains(below))
        {
            throw SlackApiException.InvalidArguments("a view can be pushed upon an open modal alone");
        }

        return Done(Push(given, person, below));
    }

    public JsonObject Update(SlackArguments arguments)
    {
        var id = arguments.TextOrNull("view_id");
        var external = arguments.TextOrNull("external_id");
        var view =
            world.Views.Find(view => (id is not null && view.Id == id) || (external is not null && view.ExternalId == external))
            ?? throw new SlackApiException("not_found");
        return Done(Show(view, Given(arguments, view.IsModal ? "modal" : "home"), arguments.TextOrNull("hash")));
    }

    public JsonObject Publish(SlackArguments arguments)
    {
        var person = arguments.Required("user_id");
        var given = Given(arguments, "home");
        if (world.PersonJson(person) is null)
        {
            throw new SlackApiException("user_not_found");
        }

        return world.Views.Find(view => !view.IsModal && view.Person == person) is { } home
            ? Done(Show(home, given, arguments.TextOrNull("hash")))
            : Done(Add(given, person, previous: null));
    }

    /// <summary>As an acknowledgement says it: the view in place of the one that was submitted.</summary>
    public void Replace(SlackView view, JsonObject given) => Show(view, Checked(given, "modal"), hash: null);

    /// <summary>As an acknowledgement says it: the view upon the one that was submitted.</summary>
    public SlackView Push(JsonObject given, string person, SlackView below)
    {
        var depth = 1;
        for (var view = below; view is not null; view = view.Previous)
        {
            depth++;
        }

        return depth <= MostStacked ? Add(Checked(given, "modal"), person, below) : throw new SlackApiException("push_limit_reached");
    }

    private SlackView Add(JsonObject given, string person, SlackView? previous)
    {
        var view = new SlackView(world.NextId("V0"), person, previous);
        Show(view, given, hash: null);
        world.Views.Add(view);
        return view;
    }

    private SlackView Show(SlackView view, JsonObject given, string? hash)
    {
        if (hash is not null && hash != view.Hash)
        {
            throw new SlackApiException("hash_conflict");
        }

        view.Show(given, world.NextTs());
        return view;
    }

    private JsonObject Given(SlackArguments arguments, string type) =>
        Checked(arguments.Node("view") as JsonObject ?? throw SlackApiException.InvalidArguments("missing required field: view"), type);

    private JsonObject Checked(JsonObject given, string type)
    {
        if (given["type"]?.ToString() != type)
        {
            throw SlackApiException.InvalidArguments($"view type must be {type}");
        }

        if (given["blocks"] is not JsonArray blocks)
        {
            throw SlackApiException.InvalidArguments("missing required field: blocks");
        }

        BlockRules.CheckView(blocks);
        if (type == "modal")
        {
            CheckTitles(given, blocks);
        }

        var kept = (JsonObject)given.DeepClone();
        kept["blocks"] = new JsonArray([.. Posting.Kept(blocks, world)]);
        return kept;
    }

    private static void CheckTitles(JsonObject given, JsonArray blocks)
    {
        var hasInput = blocks.OfType<JsonObject>().Any(block => block["type"]?.ToString() == "input");
        foreach (var name in (string[])["title", "submit", "close"])
        {
            var text = (given[name] as JsonObject)?["text"]?.ToString();
            if (text is null && (name == "title" || (name == "submit" && hasInput)))
            {
                throw SlackApiException.InvalidArguments($"missing required field: {name}");
            }

            if (text?.Length > LongestTitle)
            {
                throw SlackApiException.InvalidArguments($"must be at most {LongestTitle} characters: {name}");
            }
        }
    }

    private static JsonObject Done(SlackView view) => new() { ["ok"] = true, ["view"] = view.ToJson() };
}

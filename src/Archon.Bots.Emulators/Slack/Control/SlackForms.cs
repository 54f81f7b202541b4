using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Methods;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Control;

/// <summary>What people do with modals and with the home tab.</summary>
internal sealed class SlackForms(SlackWorld world, SlackJournal journal, SocketHub hub, SlackOccurrences occurrences, ViewMethods views)
{
    public async Task<JsonNode> SubmitAsync(ControlBody body, CancellationToken cancellationToken)
    {
        Delivery delivery;
        SlackView view;
        lock (world.Gate)
        {
            view = Modal(body);
            Fill(view, body.Node("values") as JsonObject ?? []);
            delivery = hub.Deliver("interactive", Payload("view_submission", view), view.Id);
        }

        var answer = await SlackPressing.AnswerAsync(delivery, world.Time, body, cancellationToken);
        if ((bool?)answer["acked"] is true)
        {
            lock (world.Gate)
            {
                Follow(view, answer["response"] as JsonObject);
            }

            world.Changed.Pulse();
        }

        return answer;
    }

    /// <summary>The app is told where it wants to be.</summary>
    public JsonNode Close(ControlBody body)
    {
        var view = Modal(body);
        var gone = body.Flag("all") ? Stack(view) : [view];
        world.Views.RemoveAll(gone.Contains);
        if (view.TellsClosing)
        {
            var payload = Payload("view_closed", view);
            payload["is_cleared"] = body.Flag("all");
            hub.Deliver("interactive", payload, view.Id);
        }

        return new JsonObject { ["ok"] = true };
    }

    public JsonNode Home(ControlBody body)
    {
        var person = SlackPressing.PersonOf(body, world);
        var ts = world.NextTs();
        occurrences.Tell(
            new JsonObject
            {
                ["type"] = "app_home_opened",
                ["user"] = person,
                ["channel"] = world.DirectMessage(person).Id,
                ["tab"] = body.Text("tab") is { Length: > 0 } tab ? tab : "home",
                ["view"] = world.Views.Find(view => !view.IsModal && view.Person == person)?.ToJson(),
                ["event_ts"] = ts,
            },
            ts
        );
        return new JsonObject { ["ok"] = true };
    }

    private SlackView Modal(ControlBody body)
    {
        var view = body.Has("view_id")
            ? world.ViewNamed(body.Text("view_id"))
            : world.Views.FindLast(view => view.IsModal) ?? throw new ControlException("no modal is open");
        return view.IsModal ? view : throw new ControlException($"{view.Id} is no modal");
    }

    private static void Fill(SlackView view, JsonObject values)
    {
        foreach (var element in SlackElement.In(view.Blocks).Where(element => element.Block["type"]?.ToString() == "input"))
        {
            var value = values[element.BlockId] ?? values[element.ActionId];
            if (value is not null)
            {
                view.Fill(element, value);
            }
            else if (!view.IsFilled(element) && element.Block["optional"]?.ToString() != "true")
            {
                throw new ControlException($"{element.BlockId} must be filled in");
            }
        }
    }

    /// <summary>What the acknowledgement wants: without a word the view closes.</summary>
    private void Follow(SlackView view, JsonObject? response)
    {
        try
        {
            switch (response?["response_action"]?.ToString())
            {
                case "errors":
                    view.Errors = response["errors"]?.DeepClone() as JsonObject;
                    break;
                case "update":
                    views.Replace(view, response["view"] as JsonObject ?? []);
                    break;
                case "push":
                    views.Push(response["view"] as JsonObject ?? [], view.Person, view);
                    break;
                case "clear":
                    world.Views.RemoveAll(Stack(view).Contains);
                    break;
                default:
                    world.Views.Remove(view);
                    break;
            }
        }
        catch (SlackApiException wrong)
        {
            journal.Violate("error", "bad_response_action", wrong.ToJson().ToJsonString());
        }
    }

    private List<SlackView> Stack(SlackView view) => world.Views.FindAll(other => other.IsModal && other.Root == view.Root);

    private JsonObject Payload(string type, SlackView view) =>
        new()
        {
            ["type"] = type,
            ["team"] = new JsonObject { ["id"] = SlackWorld.Team, ["domain"] = "rig" },
            ["user"] = SlackPressing.UserJson(view.Person, world),
            ["api_app_id"] = SlackWorld.App,
            ["trigger_id"] = world.Triggers.Make(view.Person, view),
            ["view"] = view.ToJson(),
            ["response_urls"] = new JsonArray(),
        };
}

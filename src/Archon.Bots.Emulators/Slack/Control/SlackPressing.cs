using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Control;

/// <summary>Presses of buttons, and slash commands: the app has to answer at once.</summary>
internal sealed class SlackPressing(SlackWorld world, SocketHub hub, ResponseUrls responses)
{
    public async Task<JsonNode> ClickAsync(ControlBody body, CancellationToken cancellationToken)
    {
        Delivery delivery;
        lock (world.Gate)
        {
            var person = PersonOf(body, world);
            delivery = body.Has("view")
                ? hub.Deliver("interactive", InView(world.ViewNamed(body.Text("view")), body), body.Text("view"))
                : hub.Deliver("interactive", InMessage(world.PostNamed(body.Required("message")), body, person), body.Text("message"));
        }

        return await AnswerAsync(delivery, world.Time, body, cancellationToken);
    }

    public async Task<JsonNode> CommandAsync(ControlBody body, CancellationToken cancellationToken)
    {
        Delivery delivery;
        SlackPlace place;
        string person;
        lock (world.Gate)
        {
            person = PersonOf(body, world);
            place = body.Has("channel") ? world.PlaceNamed(body.Text("channel")) : world.DirectMessage(person);
            delivery = hub.Deliver("slash_commands", Command(place, person, body), "");
        }

        var answer = await AnswerAsync(delivery, world.Time, body, cancellationToken);
        Show(place, person, answer["response"] as JsonObject);
        return answer;
    }

    public static string PersonOf(ControlBody body, SlackWorld world) =>
        world.PersonNamed(body.Text("user") is { Length: > 0 } user ? user : "alice");

    /// <summary>Waits for the acknowledgement.</summary>
    public static async Task<JsonObject> AnswerAsync(
        Delivery delivery,
        TimeProvider time,
        ControlBody body,
        CancellationToken cancellationToken
    )
    {
        var begun = time.GetTimestamp();
        try
        {
            var wait = TimeSpan.FromMilliseconds(body.Whole("waitMs") ?? 10_000);
            var answer = await delivery.Acknowledged.WaitAsync(wait, time, cancellationToken);
            return new JsonObject
            {
                ["ok"] = true,
                ["acked"] = true,
                ["ackMs"] = (long)time.GetElapsedTime(begun).TotalMilliseconds,
                ["response"] = answer["payload"]?.DeepClone(),
            };
        }
        catch (TimeoutException)
        {
            return new JsonObject { ["ok"] = true, ["acked"] = false };
        }
    }

    /// <summary>An acknowledgement with words in it is a message.</summary>
    private void Show(SlackPlace place, string person, JsonObject? response)
    {
        if (response is null || (response["text"] is null && response["blocks"] is null))
        {
            return;
        }

        lock (world.Gate)
        {
            responses.Say(place, person, null, new SlackArguments((JsonObject)response.DeepClone(), isJson: true), "ack");
        }

        world.Changed.Pulse();
    }

    private JsonObject Command(SlackPlace place, string person, ControlBody body) =>
        new()
        {
            ["token"] = "verification-token",
            ["team_id"] = SlackWorld.Team,
            ["team_domain"] = "rig",
            ["channel_id"] = place.Id,
            ["channel_name"] = place.Type == "im" ? "directmessage" : place.Name,
            ["user_id"] = person,
            ["user_name"] = world.NameOf(person),
            ["command"] = body.Required("command"),
            ["text"] = body.Text("text"),
            ["api_app_id"] = SlackWorld.App,
            ["response_url"] = responses.Make("commands", place, person, source: null),
            ["trigger_id"] = world.Triggers.Make(person),
        };

    private JsonObject InMessage(SlackPost post, ControlBody body, string person)
    {
        var (element, value) = Find(post.Json["blocks"] as JsonArray, body, post.Ts);
        var isEphemeral = post.EphemeralTo is not null;
        var payload = Press(element, value, person);
        payload["container"] = new JsonObject
        {
            ["type"] = "message",
            ["message_ts"] = post.Ts,
            ["channel_id"] = post.Place.Id,
            ["is_ephemeral"] = isEphemeral,
            ["thread_ts"] = post.Thread,
        };
        payload["trigger_id"] = world.Triggers.Make(person);
        payload["channel"] = new JsonObject { ["id"] = post.Place.Id, ["name"] = post.Place.Name };
        payload["message"] = isEphemeral ? null : post.Json.DeepClone();
        payload["response_url"] = responses.Make("actions", post.Place, person, post);
        payload["state"] = new JsonObject { ["values"] = new JsonObject() };
        return payload;
    }

    private JsonObject InView(SlackView view, ControlBody body)
    {
        var (element, value) = Find(view.Blocks, body, view.Id);
        if (value.Length > 0 && element.Element["type"]?.ToString() != "button")
        {
            view.Fill(element, value);
        }

        var payload = Press(element, value, view.Person);
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
        payload["trigger_id"] = world.Triggers.Make(view.Person, view);
        payload["view"] = view.ToJson();
        return payload;
    }

    private static (SlackElement Element, string Value) Find(JsonArray? blocks, ControlBody body, string where)
    {
        var value = body.Text("value") is { Length: > 0 } given ? given : null;
        var wanted = body.Text("action") is { Length: > 0 } action ? action : body.Required("value");
        foreach (var element in SlackElement.In(blocks))
        {
            if (element.Match(wanted, value) is { } found)
            {
                return (element, found);
            }
        }

        throw new ControlException($"{where} has no button {wanted}");
    }

    private JsonObject Press(SlackElement element, string value, string person)
    {
        var action = element.Filled(value);
        action["action_id"] = element.ActionId;
        action["block_id"] = element.BlockId;
        action["text"] = element.Element["text"]?.DeepClone();
        action["action_ts"] = world.NextTs();
        return new JsonObject
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = SlackWorld.Team, ["domain"] = "rig" },
            ["user"] = UserJson(person, world),
            ["api_app_id"] = SlackWorld.App,
            ["actions"] = new JsonArray(action),
        };
    }

    public static JsonObject UserJson(string person, SlackWorld world) =>
        new()
        {
            ["id"] = person,
            ["username"] = world.NameOf(person),
            ["name"] = world.NameOf(person),
            ["team_id"] = SlackWorld.Team,
        };
}

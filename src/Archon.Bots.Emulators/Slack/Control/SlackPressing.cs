using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Control;

/// <summary>Presses of buttons, and slash commands: the app has to answer at once.</summary>
internal sealed class SlackPressing(SlackWorld world, SocketHub hub)
{
    public async Task<JsonNode> ClickAsync(ControlBody body, CancellationToken cancellationToken)
    {
        Delivery delivery;
        lock (world.Gate)
        {
            var post = world.PostNamed(body.Required("message"));
            var wanted = body.Text("action") is { Length: > 0 } action ? action : body.Required("value");
            var (block, button) = FindButton(post, wanted);
            var person = world.PersonNamed(body.Text("user") is { Length: > 0 } user ? user : "alice");
            delivery = hub.Deliver("interactive", Payload(post, block, button, person), post.Ts);
        }

        return await AnswerAsync(delivery, body, cancellationToken);
    }

    public async Task<JsonNode> CommandAsync(ControlBody body, CancellationToken cancellationToken)
    {
        Delivery delivery;
        lock (world.Gate)
        {
            var person = world.PersonNamed(body.Text("user") is { Length: > 0 } user ? user : "alice");
            var place = body.Has("channel") ? world.PlaceNamed(body.Text("channel")) : world.DirectMessage(person);
            delivery = hub.Deliver(
                "slash_commands",
                new JsonObject
                {
                    ["team_id"] = SlackWorld.Team,
                    ["channel_id"] = place.Id,
                    ["channel_name"] = place.Name,
                    ["user_id"] = person,
                    ["command"] = body.Required("command"),
                    ["text"] = body.Text("text"),
                    ["api_app_id"] = SlackWorld.App,
                    ["response_url"] = new Uri(world.Root, $"/commands/{place.Id}/{person}").ToString(),
                    ["trigger_id"] = $"{Guid.NewGuid():N}.command",
                },
                ""
            );
        }

        return await AnswerAsync(delivery, body, cancellationToken);
    }

    /// <summary>What an app says to a response_url: seen by the person alone.</summary>
    public void Respond(string channel, string person, JsonObject answer)
    {
        lock (world.Gate)
        {
            var json = new JsonObject
            {
                ["type"] = "message",
                ["user"] = SlackWorld.BotUser,
                ["text"] = answer["text"]?.ToString(),
            };
            var isForAll = answer["response_type"]?.ToString() == "in_channel";
            world.Add(world.PlaceNamed(channel), null, json, isBot: true, isForAll ? null : person);
        }

        world.Changed.Pulse();
    }

    private async Task<JsonNode> AnswerAsync(Delivery delivery, ControlBody body, CancellationToken cancellationToken)
    {
        var begun = world.Time.GetTimestamp();
        try
        {
            var wait = TimeSpan.FromMilliseconds(body.Whole("waitMs") ?? 10_000);
            var answer = await delivery.Acknowledged.WaitAsync(wait, world.Time, cancellationToken);
            return new JsonObject
            {
                ["ok"] = true,
                ["acked"] = true,
                ["ackMs"] = (long)world.Time.GetElapsedTime(begun).TotalMilliseconds,
                ["response"] = answer["payload"]?.DeepClone(),
            };
        }
        catch (TimeoutException)
        {
            return new JsonObject { ["ok"] = true, ["acked"] = false };
        }
    }

    private static (JsonObject Block, JsonObject Button) FindButton(SlackPost post, string wanted)
    {
        foreach (var block in (post.Json["blocks"] as JsonArray ?? []).OfType<JsonObject>())
        {
            foreach (var button in (block["elements"] as JsonArray ?? []).OfType<JsonObject>())
            {
                var label = (button["text"] as JsonObject)?["text"]?.ToString() ?? "";
                if (
                    button["action_id"]?.ToString() == wanted
                    || button["value"]?.ToString() == wanted
                    || label == wanted
                    || label.EndsWith(" " + wanted, StringComparison.Ordinal)
                )
                {
                    return (block, button);
                }
            }
        }

        throw new ControlException($"{post.Ts} has no button {wanted}");
    }

    private JsonObject Payload(SlackPost post, JsonObject block, JsonObject button, string person) =>
        new()
        {
            ["type"] = "block_actions",
            ["team"] = new JsonObject { ["id"] = SlackWorld.Team },
            ["user"] = new JsonObject { ["id"] = person, ["team_id"] = SlackWorld.Team },
            ["api_app_id"] = SlackWorld.App,
            ["container"] = new JsonObject
            {
                ["type"] = "message",
                ["message_ts"] = post.Ts,
                ["channel_id"] = post.Place.Id,
                ["thread_ts"] = post.Thread,
            },
            ["trigger_id"] = $"{Guid.NewGuid():N}.click",
            ["channel"] = new JsonObject { ["id"] = post.Place.Id, ["name"] = post.Place.Name },
            ["message"] = post.Json.DeepClone(),
            ["response_url"] = new Uri(world.Root, $"/commands/{post.Place.Id}/{person}").ToString(),
            ["actions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "button",
                    ["action_id"] = button["action_id"]?.ToString(),
                    ["block_id"] = block["block_id"]?.ToString(),
                    ["value"] = button["value"]?.ToString(),
                    ["action_ts"] = world.NextTs(),
                }
            ),
        };
}

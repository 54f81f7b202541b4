using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Control;

/// <summary>What there is to be seen.</summary>
internal sealed class SlackWatching(SlackWorld world, SocketHub hub)
{
    public JsonNode Transcript(ControlBody body) =>
        new JsonObject
        {
            ["ok"] = true,
            ["messages"] = new JsonArray([.. Fitting(body).Select(post => (JsonNode)View(post))]),
            ["statuses"] = Around(world.Statuses, body),
            ["titles"] = Around(world.Titles, body),
            ["prompts"] = Around(world.Prompts, body),
        };

    public async Task<JsonNode> WaitAsync(ControlBody body, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(world.Time, TimeSpan.FromMilliseconds(body.Whole("timeoutMs") ?? 10_000));
        while (true)
        {
            var changed = Task.WhenAny(world.Changed.Next, hub.Changed.Next);
            if (body.Whole("connections") is { } connections)
            {
                if (hub.Connections >= connections)
                {
                    return new JsonObject { ["ok"] = true };
                }
            }
            else
            {
                lock (world.Gate)
                {
                    var fitting = Fitting(body).Where(post => Fits(post, body)).ToList();
                    if (fitting.Count >= (body.Whole("count") ?? 1))
                    {
                        return new JsonObject { ["ok"] = true, ["message"] = View(fitting[^1]) };
                    }
                }
            }

            if (!await deadline.WaitAsync(changed, cancellationToken))
            {
                return new JsonObject { ["ok"] = false, ["timeout"] = true };
            }
        }
    }

    public JsonNode State() =>
        new JsonObject
        {
            ["ok"] = true,
            ["connections"] = hub.Connections,
            ["streams"] = new JsonArray([
                .. world
                    .Places.SelectMany(place => place.Posts)
                    .Where(post => post.Stream is { IsOpen: true } && post.DeletedAt is null)
                    .Select(post =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["id"] = post.Ts,
                                ["channel"] = post.Place.Id,
                                ["thread"] = post.Thread,
                                ["text"] = post.Text,
                            }
                    ),
            ]),
            ["people"] = new JsonArray([.. world.People.Select(person => (JsonNode?)world.PersonJson(person.Key))]),
            ["views"] = new JsonArray([.. world.Views.Select(View)]),
            ["files"] = new JsonArray([
                .. world.Files.Select(file =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = file.Key,
                            ["name"] = file.Value.Name,
                            ["mime"] = file.Value.Mime,
                        }
                ),
            ]),
            ["places"] = new JsonArray([.. world.Places.Select(place => (JsonNode)place.ToJson())]),
        };

    /// <summary>The bytes of a file.</summary>
    public byte[] Content(ControlBody body) =>
        world.Files.TryGetValue(body.Required("id"), out var file)
            ? file.Bytes
            : throw new ControlException($"there is no file {body.Text("id")}");

    /// <summary>What stands around a thread, of the channel and thread that are asked for.</summary>
    private JsonArray Around(IEnumerable<JsonObject> all, ControlBody body)
    {
        var place = body.Has("channel") ? world.PlaceNamed(body.Text("channel")).Id : null;
        var thread = body.Text("thread");
        return
        [
            .. all.Where(one =>
                    (place is null || one["channel_id"]?.ToString() == place)
                    && (thread.Length == 0 || one["thread_ts"]?.ToString() == thread)
                )
                .Select(one => one.DeepClone()),
        ];
    }

    private static JsonNode View(SlackView view) =>
        new JsonObject
        {
            ["id"] = view.Id,
            ["user"] = view.Person,
            ["view"] = view.ToJson(),
            ["errors"] = view.Errors?.DeepClone(),
        };

    private IEnumerable<SlackPost> Fitting(ControlBody body)
    {
        var place = body.Has("channel") ? world.PlaceNamed(body.Text("channel")) : null;
        var posts = place?.Posts ?? world.Places.SelectMany(one => one.Posts);
        return body.Text("thread") is { Length: > 0 } thread ? posts.Where(post => post.Thread == thread || post.Ts == thread) : posts;
    }

    private static bool Fits(SlackPost post, ControlBody body) =>
        post.DeletedAt is null
        && (post.IsFinal || !body.Flag("final"))
        && (body.Text("from").Length == 0 || (body.Text("from") == "bot" ? post.IsBot : post.Json["user"]?.ToString() == body.Text("from")))
        && (body.Text("contains").Length == 0 || (post.Visible.Contains(body.Text("contains"), StringComparison.Ordinal) && post.IsBot))
        && (body.Whole("after") is not { } after || post.LastChangeAt > after);

    private JsonObject View(SlackPost post) =>
        new()
        {
            ["id"] = post.Ts,
            ["channel"] = post.Place.Id,
            ["thread"] = post.Thread,
            ["from"] = post.IsBot ? "bot" : post.Json["user"]?.ToString(),
            ["text"] = post.Text,
            ["visible"] = post.Visible,
            ["originalText"] = post.OriginalText,
            ["blocks"] = post.Json["blocks"]?.DeepClone(),
            ["metadata"] = post.Json["metadata"]?.DeepClone(),
            ["buttons"] = Buttons(post),
            ["edits"] = new JsonArray([.. post.Edits.Select(edit => (JsonNode)new JsonObject { ["t"] = edit.At, ["text"] = edit.Text })]),
            ["files"] = new JsonArray([.. (post.Json["files"] as JsonArray ?? []).OfType<JsonObject>().Select(File)]),
            ["reactions"] = new JsonArray([
                .. post.Reactions.Select(reaction =>
                    (JsonNode)
                        new JsonObject { ["name"] = reaction.Name, ["user"] = reaction.User == SlackWorld.BotUser ? "bot" : reaction.User }
                ),
            ]),
            ["ephemeralTo"] = post.EphemeralTo,
            ["via"] = post.Via,
            ["deletedAt"] = post.DeletedAt,
            ["t"] = post.At,
            ["lastChangeAt"] = post.LastChangeAt,
            ["final"] = post.IsFinal,
            ["stream"] = post.Stream?.ToJson(),
        };

    private JsonNode File(JsonObject file)
    {
        var id = file["id"]?.ToString() ?? "";
        return new JsonObject
        {
            ["id"] = id,
            ["name"] = file["name"]?.ToString(),
            ["size"] = world.Files[id].Bytes.Length,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(world.Files[id].Bytes)),
        };
    }

    /// <summary>Each with its text, and the action that a click names.</summary>
    public static JsonArray Buttons(SlackPost post) =>
        [
            .. (post.Json["blocks"] as JsonArray ?? [])
                .OfType<JsonObject>()
                .SelectMany(block => (block["elements"] as JsonArray ?? []).OfType<JsonObject>())
                .Where(element => element["type"]?.ToString() is "button" or "feedback_buttons")
                .Select(button =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["text"] = (button["text"] as JsonObject)?["text"]?.ToString(),
                            ["action"] = button["value"]?.ToString(),
                            ["action_id"] = button["action_id"]?.ToString(),
                        }
                ),
        ];
}

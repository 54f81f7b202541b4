using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Discord.Api;
using Archon.Bots.Emulators.Discord.Gateway;
using Archon.Bots.Emulators.Discord.World;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Discord.Control;

/// <summary>What can be seen of it all.</summary>
internal sealed class DiscordWatching(DiscordWorld world, DiscordJournal journal, GatewaySessions sessions)
{
    /// <summary>Unit: milliseconds.</summary>
    private const long DefaultPatience = 10_000;

    public JsonNode Transcript(ControlBody body) => new JsonArray([.. Fitting(body).Select(post => (JsonNode)View(post))]);

    public async Task<JsonNode> WaitAsync(ControlBody body, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(world.Time, TimeSpan.FromMilliseconds(body.Whole("timeoutMs") ?? DefaultPatience));
        var count = (int)(body.Whole("count") ?? 1);
        while (true)
        {
            var changed = world.Changed.Next;
            lock (world.Gate)
            {
                if (body.Whole("connections") is { } connections)
                {
                    if (sessions.Connected.Count() >= connections)
                    {
                        return new JsonObject { ["ok"] = true, ["connections"] = sessions.Connected.Count() };
                    }
                }
                else if (Fitting(body).Where(post => Fits(post, body)).ToList() is var fitting && fitting.Count >= count)
                {
                    var newest = View(fitting.MaxBy(post => post.LastChangeAt)!);
                    newest["ok"] = true;
                    newest["message"] = newest.DeepClone();
                    return newest;
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
            ["token"] = world.Token,
            ["application"] = DiscordWorld.BotId,
            ["guild"] = DiscordWorld.GuildId,
            ["users"] = new JsonArray([.. world.People.Select(person => (JsonNode)person.ToJson())]),
            ["roles"] = new JsonArray([.. world.Roles.Select(role => (JsonNode)new JsonObject { ["id"] = role.Id, ["name"] = role.Name })]),
            ["channels"] = new JsonArray([.. world.Rooms.Select(room => (JsonNode)View(room))]),
            ["connections"] = new JsonArray([
                .. sessions.Connected.Select(session =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["session"] = session.Id,
                            ["ready"] = true,
                            ["seq"] = session.Sequence,
                            ["shard"] = new JsonArray(session.Shard.Number, session.Shard.Count),
                        }
                ),
            ]),
            ["counters"] = new JsonObject
            {
                ["identifies"] = journal.Identifies,
                ["heartbeats"] = journal.Heartbeats,
                ["invalidRequests"] = journal.InvalidRequests,
            },
        };

    public JsonNode Calls(ControlBody body) => journal.Calls(Pattern(body.Text("route")), body.Whole("since") ?? 0);

    public JsonNode Gateway(ControlBody body) => journal.Gateway((int?)body.Whole("op"));

    public JsonNode Violations(ControlBody body) => journal.Violations(body.Text("severity"));

    public JsonNode Interactions(ControlBody body) =>
        new JsonArray([
            .. world
                .Interactions.Values.Where(interaction => body.Text("id").Length == 0 || interaction.Id == body.Text("id"))
                .Select(interaction => (JsonNode)interaction.ToJson()),
        ]);

    public JsonNode Commands() =>
        new JsonObject([
            .. world.Commands.Select(place =>
                KeyValuePair.Create(place.Key, (JsonNode?)new JsonArray([.. place.Value.Select(command => command.DeepClone())]))
            ),
        ]);

    /// <exception cref="ControlException">There is none.</exception>
    public byte[] Content(ControlBody body) =>
        world.Files.TryGetValue(body.Required("id"), out var file) ? file.Bytes : throw new ControlException("there is no such file");

    public static JsonObject View(DiscordPost post) =>
        new()
        {
            ["id"] = post.Id,
            ["channel"] = (post.Room.Parent ?? post.Room).Id,
            ["channelName"] = (post.Room.Parent ?? post.Room).Name,
            ["thread"] = post.Room.IsThread ? post.Room.Id : null,
            ["threadName"] = post.Room.IsThread ? post.Room.Name : null,
            ["dm"] = post.Room.Recipient?.Username,
            ["from"] = post.Author.Id == DiscordWorld.BotId ? "bot" : post.Author.Username,
            ["fromId"] = post.Author.Id,
            ["bot"] = post.Author.IsBot,
            ["type"] = post.Json["type"]?.DeepClone(),
            ["content"] = post.Content,
            ["text"] = post.Content,
            ["original"] = post.Original,
            ["embeds"] = post.Json["embeds"]?.DeepClone(),
            ["components"] = post.Json["components"]?.DeepClone(),
            ["attachments"] = post.Json["attachments"]?.DeepClone(),
            ["buttons"] = Buttons(post),
            ["files"] = new JsonArray([
                .. (post.Json["attachments"] as JsonArray ?? []).Select(file =>
                    (JsonNode)new JsonObject { ["id"] = file!["id"]!.ToString(), ["name"] = file["filename"]!.ToString() }
                ),
            ]),
            ["flags"] = post.Json["flags"]?.DeepClone(),
            ["edits"] = new JsonArray([.. post.Edits.Select(edit => (JsonNode)new JsonObject { ["t"] = edit.At, ["text"] = edit.Text })]),
            ["reactions"] = new JsonArray([
                .. post.Reactions.Select(reaction =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["emoji"] = reaction.Emoji,
                            ["name"] = reaction.Emoji,
                            ["user"] = reaction.User,
                        }
                ),
            ]),
            ["reactionLog"] = new JsonArray([
                .. post.ReactionLog.Select(reaction =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["t"] = reaction.At,
                            ["emoji"] = reaction.Emoji,
                            ["user"] = reaction.User,
                            ["removed"] = reaction.IsRemoved,
                        }
                ),
            ]),
            ["reference"] = post.Json["message_reference"]?.DeepClone(),
            ["nonce"] = post.Nonce,
            ["nonceHits"] = post.NonceHits,
            ["mentions"] = new JsonArray([.. post.Called.Select(name => (JsonNode)name)]),
            ["mentionRoles"] = post.Json["mention_roles"]?.DeepClone(),
            ["mentionEveryone"] = post.Json["mention_everyone"]?.DeepClone(),
            ["ephemeral"] = post.IsEphemeral,
            ["loading"] = post.IsLoading,
            ["interaction"] = post.Interaction,
            ["deletedAt"] = post.DeletedAt,
            ["t"] = post.At,
            ["lastChangeAt"] = post.LastChangeAt,
        };

    /// <summary>Each with its text, and the action that a click names.</summary>
    public static JsonArray Buttons(DiscordPost post) =>
        [
            .. (post.Json["components"] as JsonArray ?? [])
                .SelectMany(row => row!["components"] as JsonArray ?? [])
                .Where(part => (int?)part!["type"] == 2)
                .Select(part =>
                    (JsonNode)new JsonObject { ["text"] = part!["label"]?.ToString(), ["action"] = part["custom_id"]?.ToString() }
                ),
        ];

    private static JsonObject View(DiscordRoom room)
    {
        var json = room.ToJson();
        json["name"] = room.Name;
        json["archived"] = room.IsArchived;
        json["locked"] = room.IsLocked;
        json["parent"] = room.Parent?.Id;
        json["typing"] = new JsonArray([.. room.TypedAt.Select(at => (JsonNode)at)]);
        return json;
    }

    private IEnumerable<DiscordPost> Fitting(ControlBody body)
    {
        var thread = body.Text("thread");
        var direct = body.Text("dm");
        var from = body.Text("from");
        var channel = body.Has("channel") ? world.RoomNamed(body.Text("channel")) : null;
        return world.Posts.Where(post =>
            (thread.Length == 0 || post.Room.Id == thread)
            && (direct.Length == 0 || post.Room.Recipient?.Username == direct)
            && (channel is null || post.Room == channel || post.Room.Parent == channel)
            && (from.Length == 0 || (from == "bot" ? post.Author == world.Bot : post.Author.Username == from))
            && post.At >= (body.Whole("since") ?? 0)
        );
    }

    private static bool Fits(DiscordPost post, ControlBody body) =>
        post.DeletedAt is null
        && !(post.IsLoading && body.Flag("final"))
        && (Pattern(body.Text("match"))?.IsMatch(post.Content) ?? true)
        && post.Content.Contains(body.Text("contains"), StringComparison.Ordinal);

    private static Regex? Pattern(string pattern) =>
        pattern.Length == 0 ? null : new Regex(pattern, RegexOptions.Singleline, TimeSpan.FromSeconds(1));
}

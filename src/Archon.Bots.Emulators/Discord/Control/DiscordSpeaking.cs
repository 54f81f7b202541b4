using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Discord.Api;
using Archon.Bots.Emulators.Discord.Gateway;
using Archon.Bots.Emulators.Discord.World;

namespace Archon.Bots.Emulators.Discord.Control;

/// <summary>What people say, and do to what they have said.</summary>
internal sealed partial class DiscordSpeaking(
    DiscordWorld world,
    DiscordPosting posting,
    DiscordFiles files,
    DiscordOccurrences occurrences
)
{
    public async Task<JsonNode> SayAsync(ControlBody body, CancellationToken cancellationToken)
    {
        var ids = new JsonArray();
        var channel = "";
        for (var index = 0; index < (body.Whole("count") ?? 1); index++)
        {
            if (index > 0 && body.Whole("intervalMs") is { } pause and > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(pause), world.Time, cancellationToken);
            }

            lock (world.Gate)
            {
                var post = Say(body, index);
                channel = post.Room.Id;
                ids.Add((JsonNode)post.Id);
            }

            world.Changed.Pulse();
        }

        return new JsonObject
        {
            ["ok"] = true,
            ["ids"] = ids,
            ["channel"] = channel,
            ["t"] = world.Now,
        };
    }

    public JsonNode Edit(ControlBody body)
    {
        var post = world.PostNamed(body.Required("message"));
        post.Json["content"] = body.Text("text");
        post.Json["mentions"] = new JsonArray([
            .. Person()
                .Matches(body.Text("text"))
                .Select(match => world.People.Find(person => person.Id == match.Groups["id"].Value))
                .OfType<DiscordPerson>()
                .Select(person => (JsonNode)person.ToJson()),
        ]);
        posting.Edited(post);
        return new JsonObject { ["ok"] = true };
    }

    /// <summary>Discord itself adds a card: nothing that its author wrote.</summary>
    public JsonNode Unfurl(ControlBody body)
    {
        var post = world.PostNamed(body.Required("message"));
        post.Json["embeds"] = new JsonArray(new JsonObject { ["type"] = "link", ["title"] = "A page" });
        occurrences.Changed(post);
        return new JsonObject { ["ok"] = true };
    }

    public JsonNode Delete(ControlBody body)
    {
        posting.Delete(world.PostNamed(body.Required("message")));
        return new JsonObject { ["ok"] = true };
    }

    public JsonNode React(ControlBody body)
    {
        var person = world.PersonNamed(body.Text("user") is { Length: > 0 } user ? user : "alice");
        posting.React(world.PostNamed(body.Required("message")), body.Required("emoji"), person, body.Flag("remove"));
        return new JsonObject { ["ok"] = true };
    }

    public JsonNode Type(ControlBody body)
    {
        var room = world.RoomNamed(body.Text("channel") is { Length: > 0 } channel ? channel : "general");
        var person = world.PersonNamed(body.Text("user") is { Length: > 0 } user ? user : "alice");
        occurrences.Tell(
            "TYPING_START",
            new JsonObject
            {
                ["channel_id"] = room.Id,
                ["guild_id"] = DiscordWorld.GuildId,
                ["user_id"] = person.Id,
                ["timestamp"] = world.Now / 1_000,
                ["member"] = person.ToMember(withUser: true),
            },
            room
        );
        return new JsonObject { ["ok"] = true };
    }

    /// <summary>The same message under a new number.</summary>
    public JsonNode Redeliver(ControlBody body) =>
        new JsonObject { ["ok"] = true, ["delivered"] = occurrences.Posted(world.PostNamed(body.Required("id"))) };

    private DiscordPost Say(ControlBody body, int index)
    {
        var user = body.Node("user") as JsonObject;
        var person = world.PersonNamed(
            user?["username"]?.ToString() ?? (body.Text("user") is { Length: > 0 } name ? name : "alice"),
            user?["bot"] is not null
        );
        var room =
            body.Text("thread") is { Length: > 0 } thread ? world.RoomNamed(thread)
            : body.Flag("dm") ? world.DirectMessage(person)
            : world.RoomNamed(body.Text("channel") is { Length: > 0 } channel ? channel : "general");
        var text = body.Text("text")
            .Replace("{i}", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{bot}", $"<@{DiscordWorld.BotId}>", StringComparison.Ordinal);
        text =
            body.Flag("mention") ? $"<@{DiscordWorld.BotId}> {text}"
            : body.Flag("mentionRole") ? $"<@&{DiscordWorld.BotRole}> {text}"
            : text;
        var json = posting.Draft(room, person, text);
        json["type"] = body.Whole("type") ?? 0;
        if (body.Flag("webhook"))
        {
            json["webhook_id"] = person.Id;
        }

        if (body.Text("replyTo") is { Length: > 0 } answered)
        {
            posting.Refer(json, room, answered, mayBeGone: false);
            if (body.Has("pingReply") && !body.Flag("pingReply"))
            {
                json["silent_reply"] = true;
            }
        }

        foreach (var file in (body.Node("files") as JsonArray ?? []).OfType<JsonObject>())
        {
            var content = Convert.FromBase64String(file["contentBase64"]?.ToString() ?? "");
            var type = file["mime"]?.ToString() ?? "application/octet-stream";
            ((JsonArray)json["attachments"]!).Add((JsonNode)files.Add(room, file["name"]?.ToString() ?? "file", type, content));
        }

        if (room.IsArchived)
        {
            room.IsArchived = false;
            occurrences.Tell("THREAD_UPDATE", room.ToJson(), room);
        }

        return posting.Publish(new DiscordPost(room, person, json, world.Now), allowed: null);
    }

    [GeneratedRegex(@"<@!?(?<id>\d+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Person();
}

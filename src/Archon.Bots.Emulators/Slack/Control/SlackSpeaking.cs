using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Control;

/// <summary>What people say, and do to what they have said.</summary>
internal sealed partial class SlackSpeaking(SlackWorld world, SlackOccurrences occurrences, SlackWebApi api)
{
    public async Task<JsonNode> SayAsync(ControlBody body, CancellationToken cancellationToken)
    {
        var count = (int)(body.Whole("count") ?? 1);
        var ids = new JsonArray();
        var channel = "";
        for (var index = 0; index < count; index++)
        {
            if (index > 0 && body.Whole("intervalMs") is { } pause and > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(pause), world.Time, cancellationToken);
            }

            lock (world.Gate)
            {
                var post = Say(body, index);
                channel = post.Place.Id;
                ids.Add((JsonNode)post.Ts);
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
        var before = (JsonObject)post.Json.DeepClone();
        post.Json["text"] = Escape(body.Text("text"));
        post.Json["edited"] = new JsonObject { ["user"] = post.Json["user"]?.ToString(), ["ts"] = world.NextTs() };
        post.LastChangeAt = world.Now;
        occurrences.Changed(post, before);
        return new JsonObject { ["ok"] = true };
    }

    public JsonNode Delete(ControlBody body)
    {
        var post = world.PostNamed(body.Required("message"));
        post.DeletedAt = world.Now;
        if (post.Json["reply_count"] is null)
        {
            occurrences.Deleted(post);
            return new JsonObject { ["ok"] = true };
        }

        // The root of a thread leaves a stone behind.
        var before = (JsonObject)post.Json.DeepClone();
        post.Json["subtype"] = "tombstone";
        post.Json["text"] = "This message was deleted.";
        occurrences.Changed(post, before);
        return new JsonObject { ["ok"] = true };
    }

    public JsonNode React(ControlBody body)
    {
        var post = world.PostNamed(body.Required("message"));
        var reaction = (body.Required("name"), world.PersonNamed(body.Text("user") is { Length: > 0 } user ? user : "alice"));
        var isRemoved = body.Flag("remove") && post.Reactions.Remove(reaction);
        if (!body.Flag("remove"))
        {
            post.Reactions.Add(reaction);
        }

        occurrences.Tell(
            new JsonObject
            {
                ["type"] = isRemoved ? "reaction_removed" : "reaction_added",
                ["user"] = reaction.Item2,
                ["reaction"] = reaction.Item1,
                ["item"] = new JsonObject
                {
                    ["type"] = "message",
                    ["channel"] = post.Place.Id,
                    ["ts"] = post.Ts,
                },
                ["event_ts"] = world.NextTs(),
            },
            post.Ts
        );
        return new JsonObject { ["ok"] = true };
    }

    public JsonNode Join(ControlBody body)
    {
        var place = world.PlaceNamed(body.Required("channel"));
        var isBot = body.Text("user") is "bot" or SlackWorld.BotUser;
        place.HasBot |= isBot;
        var ts = world.NextTs();
        occurrences.Tell(
            new JsonObject
            {
                ["type"] = "member_joined_channel",
                ["user"] = isBot ? SlackWorld.BotUser : world.PersonNamed(body.Required("user")),
                ["channel"] = place.Id,
                ["channel_type"] = place.Type == "group" ? "G" : "C",
                ["team"] = SlackWorld.Team,
                ["inviter"] = isBot ? "U0ALICE001" : null,
                ["event_ts"] = ts,
            },
            ts
        );
        return new JsonObject { ["ok"] = true };
    }

    /// <summary>What users.info tells of somebody: a guest, of another team.</summary>
    public JsonNode Describe(ControlBody body)
    {
        var id = world.PersonNamed(body.Required("user"));
        world.Describe(id, body.Node("traits") as JsonObject ?? []);
        return new JsonObject { ["ok"] = true, ["id"] = id };
    }

    public JsonNode Tell(ControlBody body)
    {
        var occurrence = body.Node("event") as JsonObject ?? throw new ControlException("'event' is missing");
        occurrences.Tell((JsonObject)occurrence.DeepClone(), "");
        return new JsonObject { ["ok"] = true };
    }

    private SlackPost Say(ControlBody body, int index)
    {
        var person = world.PersonNamed(body.Text("user") is { Length: > 0 } user ? user : "alice");
        var place = body.Flag("dm") || !body.Has("channel") ? world.DirectMessage(person) : world.PlaceNamed(body.Text("channel"));
        var text = body.Text("text").Replace("{i}", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        text = (body.Flag("raw") ? text : Escape(text)).Replace("@bot", $"<@{SlackWorld.BotUser}>", StringComparison.Ordinal);
        if (body.Flag("mention"))
        {
            text = $"<@{SlackWorld.BotUser}> {text}";
        }

        var json = new JsonObject
        {
            ["type"] = "message",
            ["user"] = person,
            ["team"] = SlackWorld.Team,
            ["text"] = text,
            ["client_msg_id"] = Guid.NewGuid().ToString(),
        };
        if (body.Node("files") is JsonArray { Count: > 0 } files)
        {
            json["subtype"] = "file_share";
            json["files"] = new JsonArray([.. files.OfType<JsonObject>().Select(file => (JsonNode)Store(file))]);
            json.Remove("client_msg_id");
        }

        var post = world.Add(place, body.Text("thread") is { Length: > 0 } thread ? thread : null, json, isBot: false);
        if (body.Text("deliver") != "false")
        {
            occurrences.Posted(post);
        }

        return post;
    }

    private JsonObject Store(JsonObject file)
    {
        var id = world.NextId("F1");
        world.Files[id] = (
            file["name"]?.ToString() ?? "file",
            file["mime"]?.ToString() ?? "application/octet-stream",
            Convert.FromBase64String(file["contentBase64"]?.ToString() ?? "")
        );
        return api.Files.Describe(id, world.Root);
    }

    /// <summary>As Slack stores what a person types: three entities, and addresses in angle brackets.</summary>
    private static string Escape(string text) =>
        Address()
            .Replace(
                text.Replace("&", "&amp;", StringComparison.Ordinal)
                    .Replace("<", "&lt;", StringComparison.Ordinal)
                    .Replace(">", "&gt;", StringComparison.Ordinal),
                "<$0>"
            );

    [GeneratedRegex(@"https?://[^\s&|]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}

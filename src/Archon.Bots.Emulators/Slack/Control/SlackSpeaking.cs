using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Slack.Methods;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Control;

/// <summary>What people say, and do to what they have said.</summary>
internal sealed partial class SlackSpeaking(SlackWorld world, SlackOccurrences occurrences, FileMethods files)
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
        var before = (JsonObject)post.Json.DeepClone();
        world.Remove(post);
        occurrences.Removed(post, before);
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
        return files.Describe(id);
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

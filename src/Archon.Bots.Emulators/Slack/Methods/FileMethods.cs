using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Methods;

/// <summary>files.*: in three steps up, and down with the token.</summary>
internal sealed class FileMethods(SlackWorld world, SlackOccurrences occurrences, Posting posting)
{
    private readonly Dictionary<string, (string Name, int Length)> _promised = new(StringComparer.Ordinal);

    public JsonObject Promise(SlackArguments arguments)
    {
        var id = world.NextId("F0");
        _promised[id] = (arguments.Required("filename"), arguments.Whole("length", 0));
        return new JsonObject
        {
            ["ok"] = true,
            ["upload_url"] = new Uri(world.Root, $"/upload/v1/{id}").ToString(),
            ["file_id"] = id,
        };
    }

    /// <returns>False: nobody promised that.</returns>
    public bool Upload(string id, byte[] content)
    {
        if (!_promised.Remove(id, out var promise) || promise.Length != content.Length)
        {
            return false;
        }

        world.Files[id] = (promise.Name, MimeOf(promise.Name), content);
        return true;
    }

    public JsonObject Complete(SlackArguments arguments)
    {
        var files = arguments.Node("files") as JsonArray ?? throw new SlackApiException("invalid_arguments");
        var ids = files.Select(file => file?["id"]?.ToString() ?? "").ToList();
        if (ids.Count == 0 || ids.Any(id => !world.Files.ContainsKey(id)))
        {
            throw new SlackApiException("file_not_found");
        }

        if (arguments.TextOrNull("channel_id") is not null)
        {
            var place = posting.Place(arguments, "channel_id");
            var thread = arguments.TextOrNull("thread_ts");
            var json = new JsonObject
            {
                ["type"] = "message",
                ["subtype"] = "file_share",
                ["user"] = SlackWorld.BotUser,
                ["bot_id"] = SlackWorld.BotId,
                ["text"] = arguments.Text("initial_comment"),
                ["files"] = new JsonArray([.. ids.Select(id => (JsonNode)Describe(id))]),
            };
            occurrences.Posted(world.Add(place, thread, json, isBot: true));
        }

        return new JsonObject { ["ok"] = true, ["files"] = new JsonArray([.. ids.Select(id => (JsonNode)Describe(id))]) };
    }

    public JsonObject Info(SlackArguments arguments) =>
        world.Files.ContainsKey(arguments.Required("file"))
            ? new JsonObject { ["ok"] = true, ["file"] = Describe(arguments.Required("file")) }
            : throw new SlackApiException("file_not_found");

    public JsonObject Describe(string id)
    {
        var (name, mime, bytes) = world.Files[id];
        var address = new Uri(world.Root, $"/files-pri/{SlackWorld.Team}-{id}/{Uri.EscapeDataString(name)}").ToString();
        return new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["title"] = name,
            ["mimetype"] = mime,
            ["size"] = bytes.Length,
            ["mode"] = "hosted",
            ["url_private"] = address,
            ["url_private_download"] = address,
        };
    }

    private static string MimeOf(string name) => name.EndsWith(".md", StringComparison.Ordinal) ? "text/markdown" : "text/plain";
}

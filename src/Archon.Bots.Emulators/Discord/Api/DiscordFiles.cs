using System.Globalization;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Discord.World;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>Attachments, and the signed addresses that they are had at.</summary>
internal sealed class DiscordFiles(DiscordWorld world)
{
    private static readonly TimeSpan _life = TimeSpan.FromHours(24);

    /// <param name="described">As the call describes them; an entry with the id of a known one keeps it.</param>
    public JsonArray Add(
        DiscordRoom room,
        JsonArray? described,
        IReadOnlyDictionary<string, (string Name, string Type, byte[] Bytes)> uploads,
        JsonArray? known = null
    )
    {
        var all = new JsonArray();
        foreach (var entry in (described ?? []).OfType<JsonObject>())
        {
            if (known?.FirstOrDefault(one => one!["id"]!.ToString() == entry["id"]?.ToString()) is { } kept)
            {
                all.Add(kept.DeepClone());
            }
        }

        foreach (var (number, upload) in uploads)
        {
            var about = described?.OfType<JsonObject>().FirstOrDefault(entry => entry["id"]?.ToString() == number);
            var json = Add(room, about?["filename"]?.ToString() ?? upload.Name, upload.Type, upload.Bytes);
            if (about?["description"] is { } description)
            {
                json["description"] = description.DeepClone();
            }

            all.Add((JsonNode)json);
        }

        return all;
    }

    public JsonObject Add(DiscordRoom room, string name, string type, byte[] bytes)
    {
        var id = world.NextId();
        world.Files[id] = (name, type, bytes, false);
        return new JsonObject
        {
            ["id"] = id,
            ["filename"] = name,
            ["size"] = bytes.Length,
            ["content_type"] = type,
            ["url"] = Sign(room.Id, id, name),
            ["proxy_url"] = Sign(room.Id, id, name),
        };
    }

    /// <summary>With an end, as Discord's content network has it.</summary>
    public string Sign(string room, string id, string name)
    {
        var ends = (world.Time.GetUtcNow() + _life).ToUnixTimeSeconds().ToString("x", CultureInfo.InvariantCulture);
        return new Uri(world.Root, $"/attachments/{room}/{id}/{Uri.EscapeDataString(name)}?ex={ends}&is={ends}&hm={id}&").ToString();
    }

    public async Task DownloadAsync(HttpContext context)
    {
        var id = context.Request.Path.Value!.Split('/')[3];
        var isSigned =
            context.Request.Query["hm"] == id
            && long.TryParse(context.Request.Query["ex"], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var ends)
            && ends > world.Time.GetUtcNow().ToUnixTimeSeconds();
        if (!isSigned || !world.Files.TryGetValue(id, out var file) || (file.IsExpired && context.Request.Query["fresh"].Count == 0))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync("This content is no longer available.", context.RequestAborted);
            return;
        }

        context.Response.ContentType = file.Type;
        await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted);
    }
}

using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Control;

/// <summary>Files that people send: a picture is a photo, all else a document.</summary>
internal static class IncomingFiles
{
    public static IReadOnlyList<StoredFile> Store(JsonArray? files, TelegramWorld world) =>
        [.. (files ?? []).OfType<JsonObject>().Select(file => Store(file, world))];

    public static JsonObject Describe(StoredFile file) =>
        file.Path.StartsWith("photos/", StringComparison.Ordinal)
            ? new JsonObject { ["photo"] = new JsonArray(FileJson.PhotoSize(file, 90), FileJson.PhotoSize(file, 800)) }
            : new JsonObject { ["document"] = FileJson.Document(file) };

    private static StoredFile Store(JsonObject file, TelegramWorld world)
    {
        var mime = file["mime"]?.ToString() ?? "application/octet-stream";
        var bytes = Convert.FromBase64String(file["contentBase64"]?.ToString() ?? "");
        var folder = mime is "image/jpeg" or "image/png" or "image/webp" ? "photos" : "documents";
        return world.Files.Add(folder, file["name"]?.ToString() ?? "file", mime, bytes);
    }
}

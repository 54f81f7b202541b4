using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Control;

/// <summary>Files that people send, each as the clients would show it: a picture is a photo, spoken words are a voice message.</summary>
internal static class IncomingFiles
{
    public static IReadOnlyList<StoredFile> Store(JsonArray? files, TelegramWorld world) =>
        [.. (files ?? []).OfType<JsonObject>().Select(file => Store(file, world))];

    /// <param name="album">What the files that were sent as one have in common; null: this one stands alone.</param>
    public static JsonObject Describe(StoredFile file, string? album)
    {
        var json = KindOf(file.Mime) switch
        {
            "photo" => new JsonObject { ["photo"] = new JsonArray(FileJson.PhotoSize(file, 90), FileJson.PhotoSize(file, 800)) },
            "voice" => new JsonObject { ["voice"] = FileJson.Voice(file) },
            "sticker" => new JsonObject { ["sticker"] = FileJson.Sticker(file) },
            _ => new JsonObject { ["document"] = FileJson.Document(file) },
        };
        if (album is not null)
        {
            json["media_group_id"] = album;
        }

        return json;
    }

    private static StoredFile Store(JsonObject file, TelegramWorld world)
    {
        var mime = file["mime"]?.ToString() ?? "application/octet-stream";
        var bytes = Convert.FromBase64String(file["contentBase64"]?.ToString() ?? "");
        return world.Files.Add($"{KindOf(mime)}s", file["name"]?.ToString() ?? "file", mime, bytes);
    }

    private static string KindOf(string mime) =>
        mime switch
        {
            "image/jpeg" or "image/png" or "image/webp" => "photo",
            "audio/ogg" => "voice",
            "application/x-tgsticker" => "sticker",
            _ => "document",
        };
}

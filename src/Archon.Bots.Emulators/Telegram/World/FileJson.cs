using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>Files as messages describe them.</summary>
internal static class FileJson
{
    public static JsonObject Document(StoredFile file) =>
        new()
        {
            ["file_name"] = file.Name,
            ["mime_type"] = file.Mime,
            ["file_id"] = file.Id,
            ["file_unique_id"] = file.UniqueId,
            ["file_size"] = file.Bytes.Length,
        };

    public static JsonObject Voice(StoredFile file) =>
        new()
        {
            ["duration"] = 1,
            ["mime_type"] = file.Mime,
            ["file_id"] = file.Id,
            ["file_unique_id"] = file.UniqueId,
            ["file_size"] = file.Bytes.Length,
        };

    public static JsonObject Sticker(StoredFile file) =>
        new()
        {
            ["type"] = "regular",
            ["width"] = 512,
            ["height"] = 512,
            ["is_animated"] = true,
            ["is_video"] = false,
            ["emoji"] = "👍",
            ["file_id"] = file.Id,
            ["file_unique_id"] = file.UniqueId,
            ["file_size"] = file.Bytes.Length,
        };

    /// <param name="side">Unit: pixels. The emulator does not look into pictures: all are square.</param>
    public static JsonObject PhotoSize(StoredFile file, int side) =>
        new()
        {
            ["file_id"] = file.Id,
            ["file_unique_id"] = file.UniqueId,
            ["file_size"] = file.Bytes.Length,
            ["width"] = side,
            ["height"] = side,
        };
}

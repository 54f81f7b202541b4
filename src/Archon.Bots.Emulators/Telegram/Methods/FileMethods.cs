using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Arguments;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Methods;

/// <summary>Sending files, and finding out where to fetch them.</summary>
internal static class FileMethods
{
    /// <summary>Unit: bytes. Source: Bot API, getFile.</summary>
    private const int LargestDownload = 20 * 1024 * 1024;

    /// <summary>Unit: bytes. Source: Bot API, "Sending files".</summary>
    private const int LargestUpload = 50 * 1024 * 1024;

    public static JsonNode SendPhoto(ApiCall call) =>
        Send(call, "photo", "photos", file => new JsonArray(FileJson.PhotoSize(file, 90), FileJson.PhotoSize(file, 800)));

    /// <summary>sendDocument, and the methods that differ from it in the name only.</summary>
    public static Func<ApiCall, JsonNode> SendAs(string kind) => call => Send(call, kind, $"{kind}s", FileJson.Document);

    public static JsonNode GetFile(ApiCall call)
    {
        var id = call.Arguments.Text("file_id");
        if (id.Length == 0)
        {
            throw BotApiException.BadRequest("file_id not specified");
        }

        var file = call.World.Files.Find(id) ?? throw BotApiException.BadRequest("wrong file_id or the file is temporarily unavailable");
        return file.Bytes.Length > LargestDownload
            ? throw BotApiException.BadRequest("file is too big")
            : new JsonObject
            {
                ["file_id"] = file.Id,
                ["file_unique_id"] = file.UniqueId,
                ["file_size"] = file.Bytes.Length,
                ["file_path"] = file.Path,
            };
    }

    private static JsonNode Send(ApiCall call, string kind, string folder, Func<StoredFile, JsonNode> describe)
    {
        var uploaded = call.Arguments.File(kind);
        var named = call.Arguments.Text(kind);
        if (uploaded is null && named.Length == 0)
        {
            throw BotApiException.BadRequest($"there is no {kind} in the request");
        }

        if (uploaded is { Bytes.Length: > LargestUpload })
        {
            throw new BotApiException(413, "Request Entity Too Large");
        }

        var caption = TextArguments.Parse(call.Arguments, "caption", "caption_entities");
        var markup = KeyboardArgument.Parse(call.Arguments);
        var to = Destination.Of(call);
        var file = uploaded is not null
            ? call.World.Files.Add(folder, uploaded.Name, uploaded.Mime, uploaded.Bytes)
            : call.World.Files.Find(named) ?? throw BotApiException.BadRequest("wrong file identifier/HTTP URL specified");
        var extra = new JsonObject { [kind] = describe(file) };
        return Posting.Post(call, to, TextArguments.FinishCaption(caption), markup, extra, [file]);
    }
}

using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Arguments;
using Archon.Bots.Emulators.Telegram.Formatting;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Methods;

/// <summary>Giving a message another file, or a text its first.</summary>
internal static class MediaMethods
{
    private static readonly string[] Kinds = ["document", "photo", "video", "audio", "animation"];

    public static JsonNode Edit(ApiCall call)
    {
        var markup = KeyboardArgument.Parse(call.Arguments);
        var media =
            call.Arguments.Json("media", "Can't parse input media JSON object") as JsonObject
            ?? throw BotApiException.BadRequest("input media is not specified");
        var kind = media["type"]?.ToString() ?? "";
        if (!Kinds.Contains(kind))
        {
            throw BotApiException.BadRequest("can't parse InputMedia: type must be one of " + string.Join(", ", Kinds));
        }

        var arguments = ApiArguments.Of(media);
        var caption = TextArguments.FinishCaption(TextArguments.Parse(arguments, "caption", "caption_entities"));
        var message = MessageMethods.Editable(call);
        var file = FileOf(call, arguments.Text("media"), kind);
        Destination.CheckReach(message.Chat, call.World);
        KeyboardArgument.Finish(markup);
        Change(call, message, kind, file, caption, arguments);
        message.Markup = MessageJson.IsEmptyKeyboard(markup) ? null : (JsonObject?)markup?.DeepClone();
        call.World.Touch(message);
        return MessageJson.Of(message, call.World);
    }

    private static StoredFile FileOf(ApiCall call, string media, string kind) =>
        call.Arguments.Attached(media) is { } uploaded
            ? call.World.Files.Add($"{kind}s", uploaded.Name, uploaded.Mime, uploaded.Bytes)
            : call.World.Files.Find(media) ?? throw BotApiException.BadRequest("wrong file identifier/HTTP URL specified");

    private static void Change(
        ApiCall call,
        ChatMessage message,
        string kind,
        StoredFile file,
        FormattedText caption,
        ApiArguments arguments
    )
    {
        message.Files = [file];
        message.Extra = new JsonObject
        {
            [kind] = kind == "photo" ? new JsonArray(FileJson.PhotoSize(file, 90), FileJson.PhotoSize(file, 800)) : FileJson.Document(file),
        };
        message.Content = caption;
        message.RawText = arguments.Text("caption");
        message.ParseMode = arguments.Text("parse_mode");
        message.Edits.Add((call.Time, caption.Text));
        message.EditedAt = call.Time;
    }
}

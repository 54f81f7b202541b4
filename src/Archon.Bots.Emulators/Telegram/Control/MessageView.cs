using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Arguments;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Control;

/// <summary>A message as a reader of the transcript wants it.</summary>
internal static class MessageView
{
    public static string AuthorOf(ChatMessage message) => message.From?.Username ?? "bot";

    public static JsonObject Of(ChatMessage message, TelegramWorld world) =>
        new()
        {
            ["id"] = message.Key,
            ["channel"] = message.Chat.Id,
            ["thread"] = message.Thread,
            ["isTopic"] = message.IsTopic,
            ["from"] = AuthorOf(message),
            ["text"] = message.Content.Text,
            ["originalText"] = message.OriginalText,
            ["rawText"] = message.RawText,
            ["entities"] = MessageJson.Entities(message.Content.Entities, world),
            ["parse_mode"] = message.ParseMode.Length > 0 ? message.ParseMode : null,
            ["buttons"] = new JsonArray([.. KeyboardArgument.Buttons(message.Markup).Select(Button)]),
            ["edits"] = new JsonArray([
                .. message.Edits.Select(edit => (JsonNode)new JsonObject { ["t"] = edit.Time, ["text"] = edit.Text }),
            ]),
            ["files"] = new JsonArray([.. message.Files.Select(file => (JsonNode)File(file))]),
            ["replyTo"] = message.ReplyTo?.Id,
            ["quote"] = message.Quote?["text"]?.ToString(),
            ["reactions"] = Reactions(message),
            ["deletedAt"] = message.DeletedAt,
            ["t"] = message.Time,
            ["lastChangeAt"] = message.LastChangeAt,
            ["final"] = true,
        };

    private static JsonNode? Button(JsonNode? button) =>
        button is null
            ? null
            : new JsonObject
            {
                ["text"] = button["text"]?.ToString(),
                ["action"] = button["callback_data"]?.ToString(),
                ["callback_data"] = button["callback_data"]?.ToString(),
                ["url"] = button["url"]?.ToString(),
                ["style"] = button["style"]?.ToString(),
            };

    private static JsonObject File(StoredFile file) =>
        new()
        {
            ["id"] = file.Id,
            ["name"] = file.Name,
            ["mime"] = file.Mime,
            ["size"] = file.Bytes.Length,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file.Bytes)),
        };

    private static JsonArray Reactions(ChatMessage message) =>
        [
            .. message.Reactions.SelectMany(entry =>
                entry.Value.Select(emoji => (JsonNode)new JsonObject { ["name"] = emoji, ["user"] = entry.Key })
            ),
        ];
}

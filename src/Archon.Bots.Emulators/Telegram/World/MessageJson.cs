using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Formatting;

namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>A message as the Bot API shows it.</summary>
internal static class MessageJson
{
    public static JsonObject Of(ChatMessage message, TelegramWorld world, bool withReply = true)
    {
        var json = new JsonObject { ["message_id"] = message.Id };
        if (message.Thread is { } thread)
        {
            json["message_thread_id"] = thread;
        }

        json["from"] = message.From?.ToJson() ?? world.Bot.ToJson();
        json["chat"] = message.Chat.ToJson();
        json["date"] = message.Time / 1000;
        if (message.EditedAt is { } edited)
        {
            json["edit_date"] = edited / 1000;
        }

        if (message.IsTopic)
        {
            json["is_topic_message"] = true;
        }

        if (withReply && ReplyOf(message, world) is { } reply)
        {
            json["reply_to_message"] = reply;
        }

        Put(json, "quote", message.Quote);
        foreach (var (name, value) in message.Extra ?? [])
        {
            json[name] = value?.DeepClone();
        }

        AddText(json, message, world);
        Put(json, "reply_markup", IsEmptyKeyboard(message.Markup) ? null : message.Markup);
        return json;
    }

    public static JsonArray Entities(IReadOnlyList<TextEntity> entities, TelegramWorld world) =>
        [.. entities.Select(entity => (JsonNode)Entity(entity, world))];

    public static bool IsEmptyKeyboard(JsonObject? markup) => markup?["inline_keyboard"] is null or JsonArray { Count: 0 };

    private static void AddText(JsonObject json, ChatMessage message, TelegramWorld world)
    {
        if (message.Content.Text.Length == 0)
        {
            return;
        }

        json[message.HasCaption ? "caption" : "text"] = message.Content.Text;
        if (message.Content.Entities.Count > 0)
        {
            json[message.HasCaption ? "caption_entities" : "entities"] = Entities(message.Content.Entities, world);
        }
    }

    /// <summary>In a topic everything that answers nothing else answers the message which opened the topic.</summary>
    private static JsonObject? ReplyOf(ChatMessage message, TelegramWorld world)
    {
        var target = message.ReplyTo ?? (message is { IsTopic: true, Thread: { } topic } ? message.Chat.Find(topic) : null);
        return target is null || target == message ? null : Of(target, world, withReply: false);
    }

    private static JsonObject Entity(TextEntity entity, TelegramWorld world)
    {
        var json = new JsonObject
        {
            ["offset"] = entity.Offset,
            ["length"] = entity.Length,
            ["type"] = entity.Type,
        };
        switch (entity.Type)
        {
            case "text_link":
                json["url"] = entity.Argument;
                break;
            case "pre" when entity.Argument is not null:
                json["language"] = entity.Argument;
                break;
            case "custom_emoji":
                json["custom_emoji_id"] = entity.Argument;
                break;
            case "text_mention":
                json["user"] = world.Places.PersonNamed(entity.Argument!).ToJson();
                break;
        }

        return json;
    }

    private static void Put(JsonObject json, string name, JsonObject? value)
    {
        if (value is not null)
        {
            json[name] = value.DeepClone();
        }
    }
}

using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Arguments;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Methods;

/// <summary>Sending what was said elsewhere once more.</summary>
internal static class ForwardMethods
{
    public static JsonNode Forward(ApiCall call)
    {
        var message = Source(call, "message to forward");
        var origin = new JsonObject
        {
            ["type"] = "user",
            ["sender_user"] = message.From?.ToJson() ?? call.World.Bot.ToJson(),
            ["date"] = message.Time / 1000,
        };
        return Repeat(call, message, new JsonObject { ["forward_origin"] = origin });
    }

    public static JsonNode Copy(ApiCall call)
    {
        var message = Source(call, "message to copy");
        return new JsonObject { ["message_id"] = (int?)Repeat(call, message, [])["message_id"] };
    }

    private static JsonNode Repeat(ApiCall call, ChatMessage message, JsonObject extra)
    {
        foreach (var (name, value) in message.Extra ?? [])
        {
            extra[name] = value?.DeepClone();
        }

        return Posting.Post(call, Destination.Of(call), message.Content, KeyboardArgument.Parse(call.Arguments), extra, message.Files);
    }

    private static ChatMessage Source(ApiCall call, string what)
    {
        var chat = Destination.ChatOf(call, "from_chat_id");
        return chat.Find((int)(call.Arguments.Whole("message_id") ?? 0)) ?? throw BotApiException.BadRequest($"{what} not found");
    }
}

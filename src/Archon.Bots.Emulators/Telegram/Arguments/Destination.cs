using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Arguments;

/// <summary>Where a message shall go, checked in the order in which the server does.</summary>
internal sealed record Destination(Chat Chat, int? Thread, bool IsTopic, ChatMessage? ReplyTo, JsonObject? Quote)
{
    private const int GeneralTopic = 1;

    public static Destination Of(ApiCall call)
    {
        var chat = ChatOf(call);
        int? thread = call.Arguments.Whole("message_thread_id") is > 0 and var id ? (int)id : null;
        CheckTopic(chat, thread);
        var parameters = call.Arguments.Json("reply_parameters", "Can't parse reply parameters JSON object") as JsonObject;
        var reply = ReplyTarget(call.Arguments, chat, parameters);
        var quote =
            reply is not null && parameters?["quote"]?.ToString() is { Length: > 0 } text
                ? new JsonObject
                {
                    ["text"] = text,
                    ["position"] = (int?)parameters["quote_position"] ?? 0,
                    ["is_manual"] = true,
                }
                : null;
        if (chat.IsForum || chat is { IsPrivate: true, Topics.Count: > 0 })
        {
            var topic = thread ?? (reply is { IsTopic: true } ? reply.Thread : null);
            return new Destination(chat, topic, topic is not null, reply, quote);
        }

        // In a plain supergroup an answer belongs to the thread of what it answers.
        var root = chat.Kind == ChatKind.Supergroup ? reply?.Thread ?? reply?.Id : null;
        return new Destination(chat, root, IsTopic: false, reply, quote);
    }

    /// <exception cref="BotApiException">There is no such chat, or the bot is not in it any more.</exception>
    public static Chat ChatOf(ApiCall call, string name = "chat_id")
    {
        var text = call.Arguments.Text(name);
        if (text.Length == 0)
        {
            throw BotApiException.BadRequest($"{name} is empty");
        }

        var chat =
            (call.Arguments.Whole(name) is { } id ? call.World.Places.Find(id) : null)
            ?? throw BotApiException.BadRequest("chat not found");
        if (chat.MigratedTo is { } supergroup)
        {
            throw new BotApiException(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                new JsonObject { ["migrate_to_chat_id"] = supergroup.Id }
            );
        }

        var kind = chat.Kind == ChatKind.Group ? "group" : "supergroup";
        return chat.BotStatus switch
        {
            "kicked" => throw BotApiException.Forbidden($"bot was kicked from the {kind} chat"),
            "left" => throw BotApiException.Forbidden($"bot is not a member of the {kind} chat"),
            _ => chat,
        };
    }

    public static void CheckTopic(Chat chat, int? thread)
    {
        var missing = chat.IsForum && thread == GeneralTopic;
        if (thread is { } id && (chat.IsForum || chat.IsPrivate) && (missing || !chat.Topics.ContainsKey(id)))
        {
            throw BotApiException.BadRequest("message thread not found");
        }
    }

    /// <summary>What only the server behind the API refuses: a closed door, or too much at once.</summary>
    public static void CheckReach(Chat chat, TelegramWorld world)
    {
        if (chat.Person is { Started: false })
        {
            throw BotApiException.Forbidden("bot can't initiate conversation with a user");
        }

        if (chat.Person is { Blocked: true })
        {
            throw BotApiException.Forbidden("bot was blocked by the user");
        }

        world.Pace.Charge(chat);
    }

    private static ChatMessage? ReplyTarget(ApiArguments arguments, Chat chat, JsonObject? parameters)
    {
        var id = (int?)parameters?["message_id"] ?? (int?)arguments.Whole("reply_to_message_id") ?? 0;
        if (id <= 0)
        {
            return null;
        }

        var optional = (bool?)parameters?["allow_sending_without_reply"] ?? arguments.Flag("allow_sending_without_reply");
        return chat.Find(id) ?? (optional ? null : throw BotApiException.BadRequest("message to be replied not found"));
    }
}

using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Arguments;
using Archon.Bots.Emulators.Telegram.Updates;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Methods;

/// <summary>Topics of forums, and of private chats where they are switched on.</summary>
internal static class TopicMethods
{
    public static JsonNode Create(ApiCall call)
    {
        var chat = ForumOf(call);
        var name = call.Arguments.Text("name");
        if (name.Length is 0 or > 128)
        {
            throw BotApiException.BadRequest("TOPIC_TITLE_INVALID");
        }

        var opener = ChatEvents.OpenTopic(call.World, chat, from: null, name);
        return new JsonObject
        {
            ["message_thread_id"] = opener.Thread,
            ["name"] = name,
            ["icon_color"] = 7322096,
        };
    }

    public static JsonNode Edit(ApiCall call)
    {
        var (_, topic) = TopicOf(call);
        topic.Name = call.Arguments.Text("name") is { Length: > 0 } name ? name : topic.Name;
        return true;
    }

    public static JsonNode Close(ApiCall call) => SetClosed(call, closed: true);

    public static JsonNode Reopen(ApiCall call) => SetClosed(call, closed: false);

    /// <summary>A topic takes its messages with it.</summary>
    public static JsonNode Delete(ApiCall call)
    {
        var (chat, topic) = TopicOf(call);
        chat.Topics.Remove(topic.Id);
        foreach (var message in chat.Messages.Where(message => message.IsTopic && message.Thread == topic.Id))
        {
            message.DeletedAt ??= call.Time;
        }

        call.World.Touch(chat);
        return true;
    }

    private static JsonNode SetClosed(ApiCall call, bool closed)
    {
        var (_, topic) = TopicOf(call);
        if (topic.Closed == closed)
        {
            throw BotApiException.BadRequest("TOPIC_NOT_MODIFIED");
        }

        topic.Closed = closed;
        return true;
    }

    private static (Chat Chat, Topic Topic) TopicOf(ApiCall call)
    {
        var chat = ForumOf(call);
        var topic = chat.Topics.GetValueOrDefault((int)(call.Arguments.Whole("message_thread_id") ?? 0));
        return (chat, topic ?? throw BotApiException.BadRequest("message thread not found"));
    }

    private static Chat ForumOf(ApiCall call)
    {
        var chat = Destination.ChatOf(call);
        if (chat.IsPrivate ? !call.World.Options.PrivateTopics : !chat.IsForum)
        {
            throw BotApiException.BadRequest("the chat is not a forum");
        }

        return chat.IsPrivate || chat.BotStatus == "administrator"
            ? chat
            : throw BotApiException.BadRequest("not enough rights to create a topic");
    }
}

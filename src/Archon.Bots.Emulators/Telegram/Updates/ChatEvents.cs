using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Formatting;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Updates;

/// <summary>Things that people do, and the updates that the bot gets of them.</summary>
internal static class ChatEvents
{
    /// <summary>Null: the bot is not told.</summary>
    /// <param name="tell">False: the update is lost on its way.</param>
    public static int? Say(TelegramWorld world, ChatMessage message, bool tell)
    {
        var chat = message.Chat;
        if (chat.IsPrivate)
        {
            message.From!.Started = true;
        }
        else
        {
            chat.Members.TryAdd(message.From!.Id, "member");
        }

        chat.Add(message);
        world.Touch(chat);
        return tell ? Tell(world, "message", message) : null;
    }

    /// <summary>Null when there is nothing to edit.</summary>
    public static int? Edit(TelegramWorld world, ChatMessage message, string text)
    {
        message.Content = TextCleaner.Clean(FormattedText.Plain(text));
        message.EditedAt = world.Now;
        message.Edits.Add((world.Now, message.Content.Text));
        world.Touch(message);
        return Tell(world, "edited_message", message);
    }

    public static int? React(TelegramWorld world, ChatMessage message, Person who, string emoji, bool remove)
    {
        var old = message.Reactions.GetValueOrDefault(who.Username, []);
        string[] now = remove ? [.. old.Where(one => one != emoji)] : [.. old.Union([emoji])];
        message.Reactions[who.Username] = now;
        world.Touch(message);
        return world.Updates.Add(
            "message_reaction",
            new JsonObject
            {
                ["chat"] = message.Chat.ToJson(),
                ["message_id"] = message.Id,
                ["user"] = who.ToJson(),
                ["date"] = world.Now / 1000,
                ["old_reaction"] = Reactions(old),
                ["new_reaction"] = Reactions(now),
            }
        );
    }

    /// <summary>A message that nobody wrote, such as that a group was upgraded.</summary>
    public static ChatMessage Announce(TelegramWorld world, Chat chat, Person? from, JsonObject what, int? thread = null)
    {
        var id = thread ?? world.NextMessageId(chat);
        var message = new ChatMessage(chat, id, world.Now)
        {
            From = from,
            Extra = what,
            IsService = true,
            Thread = thread,
            IsTopic = thread is not null,
        };
        chat.Add(message);
        world.Touch(chat);
        if (from is not null)
        {
            Tell(world, "message", message);
        }

        return message;
    }

    /// <summary>A topic has the id of the message that opened it.</summary>
    public static ChatMessage OpenTopic(TelegramWorld world, Chat chat, Person? from, string name)
    {
        var id = world.NextMessageId(chat);
        chat.Topics.Add(id, new Topic(id, name));
        var created = new JsonObject { ["name"] = name, ["icon_color"] = 7322096 };
        return Announce(world, chat, from, new JsonObject { ["forum_topic_created"] = created }, thread: id);
    }

    /// <summary>The bot itself came, went, or was blocked.</summary>
    public static int? BotStatus(TelegramWorld world, Chat chat, Person from, string old, string status)
    {
        var member = MemberChange(world, chat, from, world.Bot.ToJson(), old, status);
        return world.Updates.Add("my_chat_member", member);
    }

    public static int? MemberStatus(TelegramWorld world, Chat chat, Person who, string old, string status) =>
        world.Updates.Add("chat_member", MemberChange(world, chat, who, who.ToJson(), old, status));

    private static int? Tell(TelegramWorld world, string type, ChatMessage message) =>
        GroupPrivacy.Shows(message, world) ? world.Updates.Add(type, MessageJson.Of(message, world), message.Key) : null;

    private static JsonObject MemberChange(TelegramWorld world, Chat chat, Person from, JsonObject who, string old, string status) =>
        new()
        {
            ["chat"] = chat.ToJson(),
            ["from"] = from.ToJson(),
            ["date"] = world.Now / 1000,
            ["old_chat_member"] = new JsonObject { ["user"] = who.DeepClone(), ["status"] = old },
            ["new_chat_member"] = new JsonObject { ["user"] = who, ["status"] = status },
        };

    private static JsonArray Reactions(IEnumerable<string> emoji) =>
        [.. emoji.Select(one => (JsonNode)new JsonObject { ["type"] = "emoji", ["emoji"] = one })];
}

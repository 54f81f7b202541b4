using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Telegram.Updates;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Control;

/// <summary>Who is where, and who shut the door.</summary>
internal sealed class PlaceControls(TelegramWorld world)
{
    public JsonNode Topic(ControlBody body)
    {
        var chat = body.Chat(world);
        var name = body.Required("name");
        var opener = ChatEvents.OpenTopic(world, chat, chat.Person ?? body.Person(world), name);
        return new JsonObject
        {
            ["ok"] = true,
            ["thread"] = opener.Thread,
            ["name"] = name,
        };
    }

    public JsonNode Block(ControlBody body, bool blocked)
    {
        var person = body.Person(world);
        if (person.Blocked != blocked)
        {
            person.Blocked = blocked;
            var (old, now) = blocked ? ("member", "kicked") : ("kicked", "member");
            ChatEvents.BotStatus(world, world.Places.PrivateWith(person), person, old, now);
        }

        return new JsonObject { ["ok"] = true };
    }

    /// <summary>Without a user it is the bot whose status changes.</summary>
    public JsonNode Member(ControlBody body)
    {
        var chat = world.Places.ChatNamed(body.Required("channel"));
        var status = body.Required("status");
        if (body.Has("user"))
        {
            var person = body.Person(world);
            var old = chat.Members.GetValueOrDefault(person.Id, "left");
            chat.Members[person.Id] = status;
            ChatEvents.MemberStatus(world, chat, person, old, status);
        }
        else
        {
            var old = chat.BotStatus;
            chat.BotStatus = status;
            ChatEvents.BotStatus(world, chat, world.Places.PersonNamed("alice"), old, status);
        }

        return new JsonObject { ["ok"] = true };
    }

    /// <summary>A group becomes a supergroup with another id.</summary>
    public JsonNode Migrate(ControlBody body)
    {
        var old = world.Places.ChatNamed(body.Required("channel"));
        if (old is not { Kind: ChatKind.Group, MigratedTo: null })
        {
            throw new ControlException($"{old.Id} is not a group");
        }

        var chat = world.Places.AddGroup(world.Places.FreeGroupId(), ChatKind.Supergroup, old.Title, botStatus: old.BotStatus);
        old.MigratedTo = chat;
        var alice = world.Places.PersonNamed("alice");
        ChatEvents.Announce(world, old, alice, new JsonObject { ["migrate_to_chat_id"] = chat.Id });
        ChatEvents.Announce(world, chat, alice, new JsonObject { ["migrate_from_chat_id"] = old.Id });
        return new JsonObject { ["ok"] = true, ["channel"] = chat.Id };
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Discord.Gateway;
using Archon.Bots.Emulators.Discord.World;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>Channels, threads and direct messages.</summary>
internal sealed class PlaceRoutes(DiscordWorld world, DiscordOccurrences occurrences)
{
    /// <summary>HAS_THREAD. Source: Discord, message resource, flags.</summary>
    private const int HasThread = 1 << 5;

    public JsonNode Get(string channel) => Seen(channel).ToJson();

    public JsonNode OpenDirect(RestCall call) => world.DirectMessage(world.PersonNamed(call.Text("recipient_id") ?? "")).ToJson();

    public JsonNode? Type(string channel)
    {
        Seen(channel).TypedAt.Add(world.Now);
        return null;
    }

    public JsonNode Change(string channel, RestCall call)
    {
        var room = Seen(channel);
        if (call.Fields["archived"] is { } archived)
        {
            if (room.IsLocked && room.IsDenied("MANAGE_THREADS"))
            {
                throw DiscordRefusalException.MissingPermissions;
            }

            room.IsArchived = archived.GetValueKind() == JsonValueKind.True;
        }

        room.IsLocked = call.Fields["locked"] is { } locked ? locked.GetValueKind() == JsonValueKind.True : room.IsLocked;
        room.Name = call.Text("name") ?? room.Name;
        occurrences.Tell(room.IsThread ? "THREAD_UPDATE" : "CHANNEL_UPDATE", room.ToJson(), room);
        return room.ToJson();
    }

    public JsonNode Delete(string channel)
    {
        var room = Seen(channel);
        Remove(room);
        return room.ToJson();
    }

    public void Remove(DiscordRoom room)
    {
        world.Rooms.RemoveAll(one => one == room || one.Parent == room);
        occurrences.Tell(room.IsThread ? "THREAD_DELETE" : "CHANNEL_DELETE", room.ToJson(), room);
    }

    /// <param name="message">Null: a thread of its own.</param>
    public JsonNode OpenThread(string channel, string? message, RestCall call)
    {
        var parent = Seen(channel);
        if (parent.IsDenied("CREATE_PUBLIC_THREADS"))
        {
            throw DiscordRefusalException.MissingPermissions;
        }

        if (parent.Type is not (DiscordRoom.Text or DiscordRoom.News or DiscordRoom.Forum))
        {
            throw new DiscordRefusalException(400, 50024, "Cannot execute action on this channel type");
        }

        if (call.Text("name") is not { Length: >= 1 and <= 100 } name)
        {
            throw DiscordRefusalException.Form("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.");
        }

        var starter = message is null ? null : world.PostOf(parent.Id, message) ?? throw DiscordRefusalException.UnknownMessage;
        if (starter is not null && (((int?)starter.Json["flags"] ?? 0) & HasThread) != 0)
        {
            throw new DiscordRefusalException(400, 160004, "A thread has already been created for this message");
        }

        var type = message is null ? (int?)call.Fields["type"] ?? DiscordRoom.PrivateThread : DiscordRoom.PublicThread;
        return Open(parent, starter, name, type, world.Bot).ToJson();
    }

    public DiscordRoom Open(DiscordRoom parent, DiscordPost? starter, string name, int type, DiscordPerson owner)
    {
        var room = new DiscordRoom(starter?.Id ?? world.NextId(), type, name) { Parent = parent, OwnerId = owner.Id };
        room.Members.Add(owner.Id);
        world.Rooms.Add(room);
        var created = room.ToJson();
        created["newly_created"] = true;
        occurrences.Tell("THREAD_CREATE", created, room);
        if (starter is not null)
        {
            starter.Json["flags"] = ((int?)starter.Json["flags"] ?? 0) | HasThread;
            starter.Json["thread"] = room.ToJson();
            occurrences.Changed(starter);
        }

        return room;
    }

    public JsonNode ActiveThreads() =>
        new JsonObject
        {
            ["threads"] = new JsonArray([
                .. world.Rooms.Where(room => room is { IsThread: true, IsArchived: false }).Select(room => (JsonNode)room.ToJson()),
            ]),
            ["members"] = new JsonArray(),
        };

    public JsonNode ThreadMembers(string channel)
    {
        var room = Seen(channel);
        return new JsonArray([.. room.Members.Select(user => (JsonNode)Member(room, user))]);
    }

    public JsonNode? AddMember(string channel, string user)
    {
        Seen(channel).Members.Add(user == "@me" ? DiscordWorld.BotId : user);
        return null;
    }

    private static JsonObject Member(DiscordRoom room, string user) =>
        new()
        {
            ["id"] = room.Id,
            ["user_id"] = user,
            ["join_timestamp"] = "2024-01-01T00:00:00.000000+00:00",
            ["flags"] = 0,
        };

    private DiscordRoom Seen(string channel)
    {
        var room = world.RoomOf(channel) ?? throw DiscordRefusalException.UnknownChannel;
        return room.IsVisible ? room : throw DiscordRefusalException.MissingAccess;
    }
}

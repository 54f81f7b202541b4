using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Discord.Api;
using Archon.Bots.Emulators.Discord.Gateway;
using Archon.Bots.Emulators.Discord.World;

namespace Archon.Bots.Emulators.Discord.Control;

/// <summary>How the server is set up, and what goes wrong on demand.</summary>
internal sealed class DiscordChanging(
    DiscordWorld world,
    DiscordJournal journal,
    DiscordPace pace,
    PlaceRoutes places,
    GatewayTrouble trouble,
    GatewaySessions sessions,
    DiscordOccurrences occurrences
)
{
    public JsonNode Fault(ControlBody body)
    {
        if (body.Flag("clear"))
        {
            journal.ClearFaults();
            return Done();
        }

        var route = body.Text("route");
        journal.Add(
            new DiscordFault
            {
                Route = route.Length == 0 ? null : new Regex(route, RegexOptions.None, TimeSpan.FromSeconds(1)),
                Kind = body.Required("kind"),
                RetryAfter = body.Node("retryAfter") is { } pause ? (double)pause : 1,
                Scope = body.Text("scope") is { Length: > 0 } scope ? scope : "user",
                After = body.Flag("after"),
                Skip = (int)(body.Whole("skip") ?? 0),
                Delay = TimeSpan.FromMilliseconds(body.Whole("delayMs") ?? 0),
                Left = (int)(body.Whole("count") ?? 1),
                Body = body.Has("code") ? new JsonObject { ["code"] = body.Whole("code"), ["message"] = body.Text("message") } : null,
            }
        );
        return Done();
    }

    public JsonNode Limit(ControlBody body)
    {
        pace.Enforced = body.Flag("enforce");
        return Done();
    }

    public JsonNode Flag(ControlBody body)
    {
        world.MessageContent = body.Has("messageContent") ? body.Flag("messageContent") : world.MessageContent;
        trouble.Disallowed = Switch("guildMembers", Intents.Members) | Switch("guildPresences", Intents.Presences);
        return Done();

        int Switch(string name, int intent) => body.Has(name) ? (body.Flag(name) ? 0 : intent) : trouble.Disallowed & intent;
    }

    /// <summary>What the bot may do in a channel.</summary>
    public JsonNode Permit(ControlBody body)
    {
        var room = world.RoomNamed(body.Required("channel"));
        var wasVisible = room.IsVisible;
        room.Denied.UnionWith(Words(body, "deny"));
        room.Denied.ExceptWith(Words(body, "allow"));
        if (wasVisible != room.IsVisible)
        {
            sessions.Dispatch(room.IsVisible ? "CHANNEL_CREATE" : "CHANNEL_DELETE", isDirect: false, _ => room.ToJson());
        }

        return Done();
    }

    public JsonNode Channel(ControlBody body)
    {
        if (body.Text("delete") is { Length: > 0 } gone)
        {
            places.Remove(world.RoomNamed(gone));
            return Done();
        }

        var room = new DiscordRoom(world.NextId(), (int)(body.Whole("type") ?? DiscordRoom.Text), body.Required("name"));
        world.Rooms.Add(room);
        occurrences.Tell("CHANNEL_CREATE", room.ToJson(), room);
        return new JsonObject { ["ok"] = true, ["id"] = room.Id };
    }

    public JsonNode Thread(ControlBody body)
    {
        if (body.Text("thread") is { Length: > 0 } known)
        {
            var thread = world.RoomNamed(known);
            if (body.Flag("delete"))
            {
                places.Remove(thread);
                return Done();
            }

            thread.IsArchived = body.Has("archived") ? body.Flag("archived") : thread.IsArchived;
            thread.IsLocked = body.Has("locked") ? body.Flag("locked") : thread.IsLocked;
            occurrences.Tell("THREAD_UPDATE", thread.ToJson(), thread);
            return Done();
        }

        var starter = body.Text("message") is { Length: > 0 } message ? world.PostNamed(message) : null;
        var parent = starter?.Room ?? world.RoomNamed(body.Text("channel") is { Length: > 0 } channel ? channel : "general");
        var owner = world.PersonNamed(body.Text("user") is { Length: > 0 } user ? user : "alice");
        var name = body.Text("name") is { Length: > 0 } given ? given : "thread";
        return new JsonObject { ["ok"] = true, ["id"] = places.Open(parent, starter, name, DiscordRoom.PublicThread, owner).Id };
    }

    public JsonNode Guild(ControlBody body)
    {
        if (body.Has("unavailable"))
        {
            world.IsAvailable = !body.Flag("unavailable");
            var gone = new JsonObject { ["id"] = DiscordWorld.GuildId, ["unavailable"] = true };
            sessions.Dispatch(
                world.IsAvailable ? "GUILD_CREATE" : "GUILD_DELETE",
                isDirect: false,
                _ => world.IsAvailable ? world.GuildJson() : gone
            );
        }

        return Done();
    }

    public JsonNode Member(ControlBody body)
    {
        var person = world.PersonNamed(body.Required("user"));
        person.Nick = body.Has("nick") ? body.Text("nick") : person.Nick;
        if (body.Node("roles") is JsonArray roles)
        {
            person.Roles.Clear();
            person.Roles.AddRange(
                roles.Select(role => world.Roles.Find(known => known.Name == role!.ToString() || known.Id == role.ToString()).Id)
            );
        }

        if (body.Flag("leave"))
        {
            person.IsMember = false;
            var left = new JsonObject { ["guild_id"] = DiscordWorld.GuildId, ["user"] = person.ToJson() };
            sessions.Dispatch("GUILD_MEMBER_REMOVE", isDirect: false, _ => left);
        }

        return Done();
    }

    public JsonNode Direct(ControlBody body)
    {
        world.PersonNamed(body.Required("user")).ClosesDirectMessages = body.Flag("closed");
        return Done();
    }

    public JsonNode Expire(ControlBody body)
    {
        var id = body.Required("attachment");
        var file = world.Files[id];
        world.Files[id] = file with { IsExpired = true };
        return Done();
    }

    /// <summary>Any event, as it is given.</summary>
    public JsonNode Dispatch(ControlBody body)
    {
        var data = (JsonObject)body.Node("d")!.DeepClone();
        return new JsonObject { ["ok"] = true, ["delivered"] = sessions.Dispatch(body.Required("t"), isDirect: false, _ => data) };
    }

    public JsonNode Reset(ControlBody body)
    {
        journal.Clear();
        trouble.Reset();
        if (!body.Flag("hard"))
        {
            world.Clear();
            return Done();
        }

        foreach (var link in trouble.Links)
        {
            link.Socket.Break();
        }

        sessions.Clear();
        world.Build();
        return Done();
    }

    private static JsonObject Done() => new() { ["ok"] = true };

    private static IEnumerable<string> Words(ControlBody body, string name) =>
        (body.Node(name) as JsonArray ?? []).Select(word => word!.ToString());
}

using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>What each route does. Null: it answers nothing.</summary>
internal sealed class RestTable(MessageRoutes messages, PlaceRoutes places, ApplicationRoutes applications, InteractionRoutes interactions)
{
    /// <exception cref="DiscordRefusalException">It is refused.</exception>
    public JsonNode? Answer(RestCall call) =>
        (call.Method, call.Segments) switch
        {
            ("GET", ["gateway"]) => applications.Gateway(),
            ("GET", ["gateway", "bot"]) => applications.GatewayBot(),
            ("GET", ["users", "@me"]) => applications.Me(),
            ("GET", ["users", var user]) => applications.User(user),
            ("POST", ["users", "@me", "channels"]) => places.OpenDirect(call),
            ("GET", ["applications", "@me"] or ["oauth2", "applications", "@me"]) => applications.Application(),
            (_, ["applications", _, "commands"]) => applications.Commands(call, ""),
            (_, ["applications", _, "guilds", var guild, "commands"]) => applications.Commands(call, guild),
            ("GET", ["guilds", _]) => applications.Guild(),
            ("GET", ["guilds", _, "channels"]) => applications.Channels(),
            ("GET", ["guilds", _, "roles"]) => applications.Roles(),
            ("GET", ["guilds", _, "members"]) => applications.Members(),
            ("GET", ["guilds", _, "members", var user]) => applications.Member(user),
            ("GET", ["guilds", _, "threads", "active"]) => places.ActiveThreads(),
            ("GET", ["channels", var channel]) => places.Get(channel),
            ("PATCH", ["channels", var channel]) => places.Change(channel, call),
            ("DELETE", ["channels", var channel]) => places.Delete(channel),
            ("POST", ["channels", var channel, "typing"]) => places.Type(channel),
            ("POST", ["channels", var channel, "threads"]) => places.OpenThread(channel, null, call),
            ("POST", ["channels", var channel, "messages", var message, "threads"]) => places.OpenThread(channel, message, call),
            ("GET", ["channels", var channel, "thread-members"]) => places.ThreadMembers(channel),
            ("PUT", ["channels", var channel, "thread-members", var user]) => places.AddMember(channel, user),
            ("GET", ["channels", var channel, "messages"]) => messages.List(channel, call),
            ("POST", ["channels", var channel, "messages"]) => messages.Post(channel, call),
            ("GET", ["channels", var channel, "messages", var message]) => messages.Get(channel, message),
            ("PATCH", ["channels", var channel, "messages", var message]) => messages.Edit(channel, message, call),
            ("DELETE", ["channels", var channel, "messages", var message]) => messages.Delete(channel, message),
            ("PUT" or "DELETE", ["channels", var channel, "messages", var message, "reactions", var emoji, var user]) => messages.React(
                (channel, message),
                emoji,
                user,
                call.Method == "DELETE"
            ),
            ("POST", ["interactions", var id, var token, "callback"]) => interactions.Answer(id, token, call),
            ("POST", ["webhooks", _, var token]) => interactions.FollowUp(token, call),
            (_, ["webhooks", _, var token, "messages", var message]) => interactions.Original(token, message, call),
            _ => throw new DiscordRefusalException(404, 0, "404: Not Found"),
        };
}

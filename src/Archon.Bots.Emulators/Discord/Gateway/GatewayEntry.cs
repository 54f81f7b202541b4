using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Discord.Api;
using Archon.Bots.Emulators.Discord.World;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Discord.Gateway;

/// <summary>How sessions begin and go on. Source: Discord, gateway, connection lifecycle.</summary>
internal sealed class GatewayEntry(DiscordWorld world, DiscordJournal journal, GatewaySessions sessions, GatewayTrouble trouble)
{
    private long? _identifiedAt;

    /// <returns>Not null: the code that the connection is closed with.</returns>
    public int? Identify(GatewayLink link, JsonObject data)
    {
        journal.Identifies++;
        if (link.Session is not null)
        {
            journal.Violate("error", "identify_twice", "on one connection");
            return 4005;
        }

        if (data["token"]?.ToString() != world.Token)
        {
            journal.Violate("error", "identify_bad_token", "");
            return 4004;
        }

        var intents = (int?)data["intents"] ?? 0;
        if ((intents & ~Intents.Known) != 0)
        {
            journal.Violate("error", "identify_intents_invalid", $"{intents}");
            return 4013;
        }

        if (((intents & Intents.MessageContent) != 0 && !world.MessageContent) || trouble.Disallows(intents))
        {
            journal.Violate("error", "identify_disallowed_intents", $"{intents}");
            return 4014;
        }

        var isTooSoon = _identifiedAt is { } last && world.Time.GetElapsedTime(last) < TimeSpan.FromSeconds(4.5);
        _identifiedAt = world.Time.GetTimestamp();
        if (isTooSoon || trouble.TakesIdentify())
        {
            if (isTooSoon)
            {
                journal.Violate("error", "identify_rate", "twice within 5 s");
            }

            Send(link, 9, false);
            return null;
        }

        var shard = data["shard"] is JsonArray { Count: 2 } pair ? ((int)pair[0]!, (int)pair[1]!) : (0, 1);
        link.Session = sessions.Begin(intents, shard, link.Socket);
        journal.AddConnection("identified", link.Session.Id);
        Tell(link, "READY", Ready(link.Session));
        if (world.IsAvailable && (intents & Intents.Guilds) != 0)
        {
            Tell(link, "GUILD_CREATE", world.GuildJson());
        }

        return null;
    }

    /// <inheritdoc cref="Identify"/>
    public int? Resume(GatewayLink link, JsonObject data)
    {
        if (data["token"]?.ToString() != world.Token)
        {
            journal.Violate("error", "resume_bad_token", "");
            return 4004;
        }

        if (link.Socket.Host != "localhost")
        {
            journal.Violate("warn", "resume_not_on_resume_gateway_url", link.Socket.Host);
        }

        if (sessions.Find(data["session_id"]?.ToString() ?? "") is not { } session)
        {
            journal.Violate("warn", "resume_of_invalid_session", "");
            Send(link, 9, false);
            return null;
        }

        var sequence = (long?)data["seq"] ?? 0;
        if (sequence > session.Sequence)
        {
            journal.Violate("error", "resume_bad_seq", $"{sequence} of {session.Sequence}");
            return 4007;
        }

        (link.Session, session.Socket, session.LeftAt, session.IsFrozen) = (session, link.Socket, null, false);
        foreach (var frame in session.After(sequence))
        {
            sessions.Send(link.Socket, frame);
        }

        journal.AddConnection("resumed", session.Id);
        Tell(link, "RESUMED", []);
        return null;
    }

    private JsonObject Ready(EmulatedSession session) =>
        new()
        {
            ["v"] = 10,
            ["user"] = world.Bot.ToJson(),
            ["guilds"] = new JsonArray(new JsonObject { ["id"] = DiscordWorld.GuildId, ["unavailable"] = true }),
            ["session_id"] = session.Id,
            // Another host than that of the gateway, so that a client that resumes elsewhere is seen.
            ["resume_gateway_url"] = $"ws://localhost:{world.Root.Port}",
            ["session_type"] = "normal",
            ["shard"] = new JsonArray(session.Shard.Number, session.Shard.Count),
            ["application"] = new JsonObject { ["id"] = DiscordWorld.BotId, ["flags"] = 0 },
            ["private_channels"] = new JsonArray(),
        };

    public void TellMembers(GatewayLink link, JsonObject request) =>
        Tell(
            link,
            "GUILD_MEMBERS_CHUNK",
            new JsonObject
            {
                ["guild_id"] = DiscordWorld.GuildId,
                ["members"] = world.GuildJson()["members"]!.DeepClone(),
                ["chunk_index"] = 0,
                ["chunk_count"] = 1,
                ["nonce"] = request["nonce"]?.DeepClone(),
            }
        );

    public void Send(GatewayLink link, int op, JsonNode? data) =>
        sessions.Send(
            link.Socket,
            new JsonObject
            {
                ["op"] = op,
                ["d"] = data,
                ["s"] = null,
                ["t"] = null,
            }.ToJsonString(JsonText.Options)
        );

    private void Tell(GatewayLink link, string happening, JsonObject data) =>
        sessions.Send(link.Socket, link.Session!.Tell(happening, data));
}

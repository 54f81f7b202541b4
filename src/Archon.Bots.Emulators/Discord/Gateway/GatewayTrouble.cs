using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Discord.Api;
using Archon.Bots.Emulators.Discord.World;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Discord.Gateway;

/// <summary>What goes wrong with connections, when it is ordered.</summary>
internal sealed class GatewayTrouble(DiscordWorld world, DiscordJournal journal, GatewaySessions sessions)
{
    private readonly List<GatewayLink> _links = [];
    private readonly List<string> _coming = [];

    /// <summary>Privileged intents that the portal does not allow, beside the content of messages.</summary>
    public int Disallowed { get; set; }

    public IReadOnlyList<GatewayLink> Links => _links;

    public void Open(GatewayLink link) => _links.Add(link);

    public void Close(GatewayLink link) => _links.Remove(link);

    public bool Disallows(int intents) => (intents & Disallowed) != 0;

    public bool TakesHello() => _coming.Remove("no-hello");

    public bool TakesIdentify() => _coming.Remove("op9-on-identify");

    public async Task<bool> RefusesAsync(HttpContext context)
    {
        bool isRefused;
        bool isBroken;
        lock (world.Gate)
        {
            isRefused = _coming.Remove("refuse");
            isBroken = !isRefused && _coming.Remove("502");
        }

        if (isRefused)
        {
            Connection.Reset(context);
        }
        else if (isBroken)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            await context.Response.WriteAsync("<html>Bad Gateway</html>", context.RequestAborted);
        }

        return isRefused || isBroken;
    }

    /// <summary>What the next connections meet.</summary>
    public JsonNode Prepare(ControlBody body)
    {
        _coming.AddRange(Enumerable.Repeat(body.Required("kind"), (int)(body.Whole("count") ?? 1)));
        return new JsonObject();
    }

    public async Task<JsonNode> DisconnectAsync(ControlBody body, CancellationToken cancellationToken)
    {
        List<GatewayLink> links;
        lock (world.Gate)
        {
            var session = body.Text("session");
            links = [.. _links.Where(link => link.Session is not null && (session.Length == 0 || link.Session.Id == session))];
            foreach (var link in links)
            {
                Strike(link, body.Text("mode"));
            }
        }

        foreach (var link in links)
        {
            if (body.Text("mode") == "close")
            {
                await link.Socket.CloseAsync((int)(body.Whole("code") ?? 4000), "", cancellationToken);
            }
        }

        return new JsonObject { ["count"] = links.Count };
    }

    /// <summary>Whether heartbeats are answered, and whether what happens is told.</summary>
    public JsonNode Heartbeat(ControlBody body)
    {
        foreach (var link in _links)
        {
            if (body.Has("ack"))
            {
                link.IsDeaf = !body.Flag("ack");
            }

            if (link.Session is { } session && body.Has("freeze"))
            {
                session.IsFrozen = body.Flag("freeze");
            }

            if (body.Flag("request"))
            {
                sessions.Send(link.Socket, """{"op":1,"d":null,"s":null,"t":null}""");
            }
        }

        return new JsonObject();
    }

    public void Reset()
    {
        _coming.Clear();
        foreach (var link in _links)
        {
            (link.IsDeaf, link.Unanswered) = (false, 0);
        }
    }

    private void Strike(GatewayLink link, string mode)
    {
        link.IsToBeResumed = mode is not "op9-fatal";
        switch (mode)
        {
            case "abrupt":
                link.Socket.Break();
                break;
            case "op7":
                sessions.Send(link.Socket, """{"op":7,"d":null,"s":null,"t":null}""");
                break;
            case "op9-resumable":
                sessions.Send(link.Socket, """{"op":9,"d":true,"s":null,"t":null}""");
                break;
            case "op9-fatal":
                sessions.End(link.Session!);
                sessions.Send(link.Socket, """{"op":9,"d":false,"s":null,"t":null}""");
                break;
            case "close":
                break;
            default:
                journal.Violate("rig", "rig_bug", $"there is no way to disconnect called {mode}");
                throw new ControlException($"there is no way to disconnect called {mode}");
        }
    }
}

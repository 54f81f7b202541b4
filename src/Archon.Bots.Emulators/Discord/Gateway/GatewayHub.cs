using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Discord.Api;
using Archon.Bots.Emulators.Discord.World;
using Archon.Bots.Emulators.Sockets;

namespace Archon.Bots.Emulators.Discord.Gateway;

/// <summary>The gateway: connections begin sessions or go on with them.</summary>
internal sealed class GatewayHub(
    DiscordWorld world,
    DiscordJournal journal,
    GatewaySessions sessions,
    GatewayTrouble trouble,
    GatewayEntry entry,
    CancellationToken stopToken
)
{
    /// <summary>Longer frames from the bot are refused. Unit: bytes. Source: Discord, gateway, sending events.</summary>
    private const int LongestFrame = 4_096;

    private static readonly TimeSpan _pingInterval = TimeSpan.FromSeconds(20);

    public async Task ServeAsync(HttpContext context)
    {
        if (await trouble.RefusesAsync(context))
        {
            return;
        }

        using var socket = await ServerSocket.OpenAsync(context, _pingInterval, context.Request.Query["compress"] == "zlib-stream");
        if (socket is null)
        {
            return;
        }

        var link = new GatewayLink(socket);
        lock (world.Gate)
        {
            trouble.Open(link);
            journal.AddConnection("open", null);
            if (!trouble.TakesHello())
            {
                entry.Send(link, 10, new JsonObject { ["heartbeat_interval"] = world.Options.HeartbeatInterval.TotalMilliseconds });
            }
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        var watching = WatchAsync(link, ended.Token);
        try
        {
            while (await socket.ReceiveTextAsync(stopToken) is { } text)
            {
                if (Receive(link, text) is { } code)
                {
                    await socket.CloseAsync(code, "", stopToken);
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The emulator ends.
        }
        finally
        {
            await ended.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Leave(link);
        }
    }

    private void Leave(GatewayLink link)
    {
        lock (world.Gate)
        {
            trouble.Close(link);
            sessions.Forget(link.Socket);
            journal.AddConnection("close", link.Session?.Id, link.Socket.CloseCode);
            if (link.Session is not { } session || session.Socket != link.Socket)
            {
                return;
            }

            (session.Socket, session.LeftAt, session.IsFrozen) = (null, world.Now, false);
            if (link.Socket.CloseCode is 1000 or 1001)
            {
                sessions.End(session);
                if (link.IsToBeResumed)
                {
                    journal.Violate("error", "closed_1000_where_resume_expected", session.Id);
                }
            }
        }

        world.Changed.Pulse();
    }

    /// <returns>Not null: the code that the connection is closed with.</returns>
    private int? Receive(GatewayLink link, string text)
    {
        JsonObject frame;
        try
        {
            frame = JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            journal.Violate("error", "gateway_bad_json", "a frame");
            return 4002;
        }

        journal.AddFrame(frame);
        if (text.Length > LongestFrame)
        {
            journal.Violate("error", "gateway_payload_too_large", $"{text.Length}");
            return 4002;
        }

        lock (world.Gate)
        {
            var code = Receive(link, (int?)frame["op"] ?? -1, frame["d"]);
            world.Changed.Pulse();
            return code;
        }
    }

    private int? Receive(GatewayLink link, int op, JsonNode? data)
    {
        switch (op)
        {
            case 1:
                Beat(link, data);
                return null;
            case 2:
                return entry.Identify(link, data as JsonObject ?? []);
            case 6:
                return entry.Resume(link, data as JsonObject ?? []);
            case 3 or 4 or 8 when link.Session is null:
                journal.Violate("error", "gateway_not_authenticated", $"op {op}");
                return 4003;
            case 8:
                entry.TellMembers(link, data as JsonObject ?? []);
                return null;
            case 3 or 4:
                return null;
            default:
                journal.Violate("error", "gateway_unknown_op", $"op {op}");
                return 4001;
        }
    }

    private void Beat(GatewayLink link, JsonNode? data)
    {
        link.BeatAt = world.Time.GetTimestamp();
        journal.Heartbeats++;
        if (data is not null && (long?)data > link.Session?.Sequence)
        {
            journal.Violate("error", "heartbeat_bad_seq", data.ToString());
        }

        if (!link.IsDeaf)
        {
            link.Unanswered = 0;
            entry.Send(link, 11, null);
        }
        else if (++link.Unanswered == 4)
        {
            journal.Violate("error", "zombie_not_detected", "four beats without an answer");
        }
    }

    /// <summary>Who sends no heartbeat is dropped.</summary>
    private async Task WatchAsync(GatewayLink link, CancellationToken cancellationToken)
    {
        var patience = (world.Options.HeartbeatInterval * 1.5) + TimeSpan.FromSeconds(1);
        link.BeatAt = world.Time.GetTimestamp();
        while (true)
        {
            await Task.Delay(world.Options.HeartbeatInterval / 2, world.Time, cancellationToken);
            if (world.Time.GetElapsedTime(link.BeatAt) > patience)
            {
                journal.Violate("error", "heartbeat_missed", link.Session?.Id ?? "");
                await link.Socket.CloseAsync(4000, "", cancellationToken);
                return;
            }
        }
    }
}

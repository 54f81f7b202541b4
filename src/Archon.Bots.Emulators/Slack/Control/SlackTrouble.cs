using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Control;

/// <summary>What goes wrong on demand, and how Slack is set up.</summary>
internal sealed class SlackTrouble(SlackWorld world, SlackJournal journal, SocketHub hub, SlackPace pace)
{
    public JsonNode Fault(ControlBody body)
    {
        if (body.Flag("clear"))
        {
            journal.ClearFaults();
            return Done();
        }

        journal.Add(
            new SlackFault
            {
                Method = body.Text("method") is { Length: > 0 } method ? method : null,
                Kind = body.Required("kind"),
                RetryAfter = (int)(body.Whole("retryAfter") ?? 1),
                After = body.Text("when") == "after",
                Delay = TimeSpan.FromMilliseconds(body.Whole("delayMs") ?? 0),
                Match = body.Text("match") is { Length: > 0 } match ? match : null,
                Error = body.Text("error") is { Length: > 0 } error ? error : "internal_error",
                Needed = body.Text("needed") is { Length: > 0 } needed ? needed : null,
                Left = (int)(body.Whole("count") ?? 1),
            }
        );
        return Done();
    }

    public JsonNode Limit(ControlBody body)
    {
        pace.Enforced = body.Flag("enforce");
        return Done();
    }

    public JsonNode Configure(ControlBody body)
    {
        if (body.Has("echoBot"))
        {
            world.EchoesBot = body.Flag("echoBot");
        }

        if (body.Node("events") is JsonArray events)
        {
            world.Subscriptions = events.Select(name => name?.ToString() ?? "").ToHashSet(StringComparer.Ordinal);
        }

        return Done();
    }

    public JsonNode Redeliver(ControlBody body) =>
        new JsonObject { ["ok"] = hub.Redeliver(body.Required("id"), (int)(body.Whole("attempt") ?? 1), body.Text("reason")) > 0 };

    public async Task<JsonNode> DisconnectAsync(ControlBody body, CancellationToken cancellationToken)
    {
        await hub.DisconnectAsync(body.Text("mode") is { Length: > 0 } mode ? mode : "close");
        return Done();
    }

    /// <summary>Forgets all; connections stay unless it is hard.</summary>
    public async Task<JsonNode> ResetAsync(ControlBody body, CancellationToken cancellationToken)
    {
        lock (world.Gate)
        {
            world.Clear();
            pace.Clear();
        }

        hub.Clear();
        journal.Clear();
        if (body.Flag("hard"))
        {
            await hub.DisconnectAsync("close");
        }

        world.Changed.Pulse();
        return Done();
    }

    private static JsonObject Done() => new() { ["ok"] = true };
}

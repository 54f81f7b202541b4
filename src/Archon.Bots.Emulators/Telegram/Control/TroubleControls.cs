using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Trouble;
using Archon.Bots.Emulators.Telegram.Updates;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Control;

/// <summary>Orders trouble, and clears it all away.</summary>
internal sealed class TroubleControls(TelegramWorld world, LongPoll poll, CallLog log)
{
    private static readonly ImmutableArray<string> Kinds = ["429", "500", "502", "hang", "reset", "error", "slow"];

    public JsonNode Fault(ControlBody body)
    {
        if (body.Flag("clear"))
        {
            world.Faults.Clear();
            return Done();
        }

        var kind = body.Text("kind") is { Length: > 0 } named ? named : "slow";
        if (!Kinds.Contains(kind))
        {
            throw new ControlException($"there is no fault of the kind {kind}; there are {string.Join(", ", Kinds)}");
        }

        world.Faults.Add(
            new Fault
            {
                Method = body.Text("method") is { Length: > 0 } method ? method : null,
                Kind = kind,
                Left = (int)(body.Whole("count") ?? 1),
                RetryAfter = (int)(body.Whole("retryAfter") ?? 1),
                After = body.Text("when") == "after",
                Delay = TimeSpan.FromMilliseconds(body.Whole("delayMs") ?? 0),
                Match = body.Text("match") is { Length: > 0 } match ? match : null,
                Error = body.Node("error")?.DeepClone(),
            }
        );
        return Done();
    }

    public JsonNode Disconnect(ControlBody body)
    {
        var open = poll.IsOpen;
        switch (body.Required("mode"))
        {
            case "drop":
                poll.Drop();
                break;
            case "conflict":
                poll.Conflict();
                break;
            case "outage":
                world.Faults.BreakFor(TimeSpan.FromMilliseconds(body.Whole("ms") ?? 1000));
                poll.Drop();
                break;
            default:
                throw new ControlException($"there is no mode {body.Text("mode")}; there are drop, conflict and outage");
        }

        return new JsonObject { ["ok"] = true, ["polling"] = open };
    }

    public JsonNode Limits(ControlBody body)
    {
        world.Pace.Enforced = body.Flag("enforce");
        return Done();
    }

    public JsonNode Reset(ControlBody body)
    {
        world.Reset();
        log.Clear();
        if (body.Flag("hard"))
        {
            poll.Drop();
            world.Bot.Commands.Clear();
            world.Bot.Texts.Clear();
            world.Webhook.Url = "";
        }

        return Done();
    }

    private static JsonObject Done() => new() { ["ok"] = true };
}

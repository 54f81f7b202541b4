using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Discord.World;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>Every call and frame, what was wrong with them, and what shall go wrong. Tokens are cut out before anybody sees a line.</summary>
internal sealed class DiscordJournal(DiscordWorld world, JsonLinesLog file)
{
    private readonly Lock _gate = new();
    private readonly List<(string Call, string Line)> _calls = [];
    private readonly List<(int Op, string Line)> _frames = [];
    private readonly List<JsonObject> _connections = [];
    private readonly List<JsonObject> _violations = [];
    private readonly List<DiscordFault> _faults = [];

    public int InvalidRequests { get; set; }

    public int Identifies { get; set; }

    public int Heartbeats { get; set; }

    public void Add(string call, JsonObject entry)
    {
        var line = Redact(entry.ToJsonString(JsonText.Options));
        lock (_gate)
        {
            _calls.Add((call, line));
        }

        file.Write(line);
    }

    public void AddFrame(JsonObject frame)
    {
        lock (_gate)
        {
            _frames.Add(((int?)frame["op"] ?? -1, Redact(frame.ToJsonString(JsonText.Options))));
        }
    }

    /// <param name="happening">open, identified, resumed, close.</param>
    public void AddConnection(string happening, string? session, int? code = null)
    {
        lock (_gate)
        {
            _connections.Add(
                new JsonObject
                {
                    ["t"] = world.Now,
                    ["event"] = happening,
                    ["session"] = session,
                    ["code"] = code,
                }
            );
        }
    }

    public void Violate(string severity, string kind, string details)
    {
        lock (_gate)
        {
            _violations.Add(
                new JsonObject
                {
                    ["t"] = world.Now,
                    ["severity"] = severity,
                    ["kind"] = kind,
                    ["details"] = Redact(details),
                }
            );
        }
    }

    public void Add(DiscordFault fault)
    {
        lock (_gate)
        {
            _faults.Add(fault);
        }
    }

    public DiscordFault? Take(string call)
    {
        lock (_gate)
        {
            var fault = _faults.Find(fault => fault.Fits(call) && fault.Skip-- <= 0);
            if (fault is not null && --fault.Left <= 0)
            {
                _faults.Remove(fault);
            }

            return fault;
        }
    }

    public JsonArray Calls(Regex? route, long since)
    {
        lock (_gate)
        {
            return
            [
                .. _calls
                    .Where(call => route?.IsMatch(call.Call) ?? true)
                    .Select(call => JsonNode.Parse(call.Line)!)
                    .Where(call => (long?)call["t"] >= since),
            ];
        }
    }

    public JsonObject Gateway(int? op)
    {
        lock (_gate)
        {
            return new JsonObject
            {
                ["frames"] = new JsonArray([
                    .. _frames.Where(frame => op is null || frame.Op == op).Select(frame => JsonNode.Parse(frame.Line)),
                ]),
                ["connections"] = new JsonArray([.. _connections.Select(one => one.DeepClone())]),
            };
        }
    }

    public JsonArray Violations(string severity)
    {
        lock (_gate)
        {
            return
            [
                .. _violations
                    .Where(violation => severity.Length == 0 || violation["severity"]!.ToString() == severity)
                    .Select(violation => violation.DeepClone()),
            ];
        }
    }

    public void ClearFaults()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _calls.Clear();
            _frames.Clear();
            _connections.Clear();
            _violations.Clear();
            _faults.Clear();
        }
    }

    private string Redact(string text)
    {
        text = text.Replace(world.Token, "[token]", StringComparison.Ordinal);
        foreach (var interaction in world.Interactions.Values.ToList())
        {
            text = text.Replace(interaction.Token, $"[itoken:{interaction.Id}]", StringComparison.Ordinal);
        }

        return text;
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Slack.Api;

/// <summary>Every call, what was wrong with them, and what shall go wrong. Tokens are cut out before anybody sees a line.</summary>
internal sealed partial class SlackJournal(JsonLinesLog file)
{
    private readonly Lock _gate = new();
    private readonly List<(string Method, string Line)> _calls = [];
    private readonly List<JsonObject> _violations = [];
    private readonly List<SlackFault> _faults = [];

    public void Add(string method, JsonObject call)
    {
        var line = Token().Replace(call.ToJsonString(), "[token]");
        lock (_gate)
        {
            _calls.Add((method, line));
        }

        file.Write(line);
    }

    public void Violate(string severity, string code, string details)
    {
        lock (_gate)
        {
            _violations.Add(
                new JsonObject
                {
                    ["severity"] = severity,
                    ["code"] = code,
                    ["details"] = details,
                }
            );
        }
    }

    public void Add(SlackFault fault)
    {
        lock (_gate)
        {
            _faults.Add(fault);
        }
    }

    public SlackFault? Take(string method, string arguments)
    {
        lock (_gate)
        {
            var fault = _faults.Find(fault => fault.Fits(method, arguments));
            if (fault is not null && --fault.Left <= 0)
            {
                _faults.Remove(fault);
            }

            return fault;
        }
    }

    public JsonArray Calls(string method)
    {
        lock (_gate)
        {
            return [.. _calls.Where(call => method.Length == 0 || call.Method == method).Select(call => JsonNode.Parse(call.Line))];
        }
    }

    public JsonArray Violations()
    {
        lock (_gate)
        {
            return [.. _violations.Select(violation => violation.DeepClone())];
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
            _violations.Clear();
            _faults.Clear();
        }
    }

    [GeneratedRegex("xox[a-z]-[^\"\\\\ ]+|xapp-[^\"\\\\ ]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Token();
}

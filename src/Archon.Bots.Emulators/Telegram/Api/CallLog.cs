using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Api;

/// <summary>Every call, in memory for the control API and as a line in the log file. Tokens are cut out before either sees it.</summary>
internal sealed class CallLog(TelegramWorld world, JsonLinesLog file)
{
    private readonly Lock _gate = new();
    private readonly List<(string Method, string Line)> _calls = [];

    public void Add(LoggedCall call)
    {
        var line = world.Bot.Redact(call.ToJson().ToJsonString(JsonText.Options));
        lock (_gate)
        {
            _calls.Add((call.Method, line));
        }

        file.Write(line);
    }

    public JsonArray ToJson(string method)
    {
        lock (_gate)
        {
            var wanted = _calls.Where(call => method.Length == 0 || string.Equals(call.Method, method, StringComparison.OrdinalIgnoreCase));
            return [.. wanted.Select(call => JsonNode.Parse(call.Line))];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _calls.Clear();
        }
    }
}

/// <param name="Time">Milliseconds since the epoch.</param>
internal sealed record LoggedCall(long Time, string Method, string ArgumentsJson, ApiReply Reply, TimeSpan Took, string? Fault)
{
    public JsonObject ToJson() =>
        new()
        {
            ["t"] = Time,
            ["method"] = Method,
            ["args"] = JsonNode.Parse(ArgumentsJson),
            ["status"] = Reply.Status,
            ["error"] = Reply.Error,
            ["ms"] = (long)Took.TotalMilliseconds,
            ["fault"] = Fault,
        };
}

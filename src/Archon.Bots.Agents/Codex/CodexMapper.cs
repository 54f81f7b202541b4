using System.Text.Json;
using System.Text.RegularExpressions;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Codex;

/// <summary>What codex tells of one turn, as events.</summary>
internal sealed partial class CodexMapper(string thread, string workingDirectory)
{
    private readonly Dictionary<string, JsonElement> _changes = new(StringComparer.Ordinal);
    private bool _isBound;
    private long _input;
    private long _output;
    private long _cached;
    private long _cacheWritten;

    /// <summary>Of this turn alone. Codex counts what it read from a cache as input, too.</summary>
    public AgentUsage Usage => new(_input - _cached, _output, _cached, _cacheWritten, CostUsd: null);

    /// <summary>What a file change would do; undefined: nothing is known of it.</summary>
    public JsonElement Changes(string item) => _changes.GetValueOrDefault(item);

    public IEnumerable<AgentEvent> Map(string method, JsonElement parameters)
    {
        switch (method)
        {
            case "turn/started" when !_isBound:
                _isBound = true;
                return [new AgentEvent.SessionBound(thread)];
            case "item/agentMessage/delta":
                return [new AgentEvent.TextDelta(parameters.Text("itemId") ?? "", parameters.Text("delta") ?? "")];
            case "item/reasoning/summaryTextDelta" or "item/reasoning/textDelta":
                return [new AgentEvent.Thinking(parameters.Text("delta") ?? "")];
            case "item/started":
                return Started(parameters.Child("item"));
            case "item/completed":
                return Completed(parameters.Child("item"));
            case "thread/tokenUsage/updated":
                Count(parameters.Child("tokenUsage").Child("last"));
                return [];
            case "error" when parameters.Flag("willRetry"):
                return [Retrying(parameters.Child("error").Text("message") ?? "")];
            default:
                return [];
        }
    }

    private IEnumerable<AgentEvent> Started(JsonElement item)
    {
        var id = item.Text("id") ?? "";
        switch (item.Text("type"))
        {
            case "fileChange":
                _changes[id] = item.Child("changes").Clone();
                break;
            case "contextCompaction":
                return [new AgentEvent.Status(AgentStatus.Compacting)];
            default:
                break;
        }

        return CodexTools.Of(item, workingDirectory) is { } tool ? [new AgentEvent.ToolStarted(id, tool.Name, tool.Line)] : [];
    }

    private IEnumerable<AgentEvent> Completed(JsonElement item)
    {
        var id = item.Text("id") ?? "";
        if (item.Text("type") == "agentMessage")
        {
            return [new AgentEvent.TextFinal(id, item.Text("text") ?? "")];
        }

        if (CodexTools.Of(item, workingDirectory) is null)
        {
            return [];
        }

        var end = item.Text("status") switch
        {
            "declined" => ToolEnd.Denied,
            "failed" => ToolEnd.Failed,
            _ => item.Number("exitCode") is { } code and not 0 ? ToolEnd.Failed : ToolEnd.Done,
        };
        return [new AgentEvent.ToolFinished(id, end)];
    }

    private void Count(JsonElement last)
    {
        _input += Tokens("inputTokens");
        _output += Tokens("outputTokens");
        _cached += Tokens("cachedInputTokens");
        _cacheWritten += Tokens("cacheWriteInputTokens");

        long Tokens(string name) => (long)(last.Number(name) ?? 0);
    }

    private static AgentEvent.Status Retrying(string message) =>
        message.Contains("waiting for network", StringComparison.OrdinalIgnoreCase) ? new(AgentStatus.WaitingForNetwork)
        : Attempts().Match(message) is { Success: true } attempts
            ? new(
                AgentStatus.Retrying,
                int.Parse(attempts.Groups["at"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
                int.Parse(attempts.Groups["of"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)
            )
        : new(AgentStatus.Retrying);

    [GeneratedRegex(@"(?<at>\d{1,3})/(?<of>\d{1,3})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attempts();
}

using System.Collections.Concurrent;
using System.Text.Json;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>Turns the lines of one prompt into events. Knows no process and no time.</summary>
internal sealed class ClaudeMapper(string workingDirectory, decimal costBefore)
{
    private readonly Dictionary<string, int> _blocks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string?> _denied = new(StringComparer.Ordinal);
    private string? _streamed;
    private int? _openBlock;
    private bool _isBound;
    private bool _hasText;

    /// <summary>The code of a synthetic error line.</summary>
    public string? AssistantError { get; private set; }

    /// <summary>The last delay that the CLI waited before it asked again.</summary>
    public TimeSpan? RetryDelay { get; private set; }

    /// <summary>When a usage limit ends, where claude tells.</summary>
    public DateTimeOffset? LimitEnds { get; private set; }

    /// <summary>A tool was denied, which may be said beside the reading of lines.</summary>
    /// <param name="allowRule">The rule that would have allowed it, which its end will carry; null: a person denied it.</param>
    public void Deny(string toolUseId, string? allowRule) => _denied[toolUseId] = allowRule;

    public IEnumerable<AgentEvent> Map(JsonElement line) =>
        line.Text("type") switch
        {
            "stream_event" => OfStream(line),
            "assistant" => OfAssistant(line),
            "user" => OfToolResults(line),
            "system" => OfSystem(line),
            "rate_limit_event" => OfLimit(line),
            _ => [],
        };

    /// <summary>What a good result adds: the text of a local command that came in no line of its own.</summary>
    public AgentEvent? Remainder(ClaudeResult result) =>
        _hasText || result.Text.Length == 0 ? null : new AgentEvent.TextFinal("result", result.Text);

    /// <summary>Usage of this prompt alone: the CLI's cost is a sum over the process, and after a resume over the session.</summary>
    public AgentUsage Usage(JsonElement line, out decimal costNow)
    {
        var usage = line.Child("usage");
        var total = (decimal)(line.Number("total_cost_usd") ?? 0);
        costNow = total;
        var sinceLast = line.Child("model_usage_since_last_result");
        var cost =
            sinceLast.ValueKind == JsonValueKind.Object
                ? sinceLast.EnumerateObject().Sum(model => (decimal)(model.Value.Number("costUSD") ?? 0))
                : total - (total >= costBefore ? costBefore : 0);
        return new AgentUsage(
            Tokens("input_tokens"),
            Tokens("output_tokens"),
            Tokens("cache_read_input_tokens"),
            Tokens("cache_creation_input_tokens"),
            cost
        );

        long Tokens(string name) => (long)(usage.Number(name) ?? 0);
    }

    private IEnumerable<AgentEvent> OfStream(JsonElement line)
    {
        if (IsSubagents(line))
        {
            yield break;
        }

        foreach (var bound in Bind(line))
        {
            yield return bound;
        }

        var change = line.Child("event");
        switch (change.Text("type"))
        {
            case "message_start":
                _streamed = change.Child("message").Text("id");
                _openBlock = null;
                break;
            case "content_block_start":
                _openBlock = (int?)change.Number("index");
                break;
            case "content_block_stop" or "message_stop":
                _openBlock = null;
                break;
            case "content_block_delta":
                var delta = change.Child("delta");
                if (delta.Text("text") is { Length: > 0 } text)
                {
                    yield return new AgentEvent.TextDelta(Block(_streamed, (int)(change.Number("index") ?? 0)), text);
                }
                else if (delta.Text("thinking") is { Length: > 0 } thought)
                {
                    yield return new AgentEvent.Thinking(thought);
                }

                break;
            default:
                break;
        }
    }

    private IEnumerable<AgentEvent> OfAssistant(JsonElement line)
    {
        var message = line.Child("message");
        if (message.Text("model") == "<synthetic>" && line.Text("error") is { } error)
        {
            AssistantError = error;
            return Bind(line);
        }

        // A local command's answer is synthetic, too; it proves no session, since nothing of it need be stored.
        return message.Text("model") == "<synthetic>" ? Blocks(line, message) : Bind(line).Concat(Blocks(line, message));
    }

    private IEnumerable<AgentEvent> Blocks(JsonElement line, JsonElement message)
    {
        var id = message.Text("id");
        foreach (var content in message.Items("content"))
        {
            var index = Next(id);
            switch (content.Text("type"))
            {
                case "text" when !IsSubagents(line) && content.Text("text") is { Length: > 0 } text:
                    _hasText = true;
                    yield return new AgentEvent.TextFinal(Block(id, index), text);
                    break;
                case "tool_use" when content.Text("id") is { } use:
                    var name = content.Text("name") ?? "tool";
                    yield return new AgentEvent.ToolStarted(use, name, ClaudeTools.Line(name, content.Child("input"), workingDirectory));
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>An <c>assistant</c> line holds one block and does not say which: while it streams it is the open one, else the next.</summary>
    private int Next(string? message)
    {
        var key = message ?? "";
        var index = message == _streamed && _openBlock is { } open ? open : _blocks.GetValueOrDefault(key);
        _blocks[key] = index + 1;
        return index;
    }

    private IEnumerable<AgentEvent> OfToolResults(JsonElement line)
    {
        foreach (var content in line.Child("message").Items("content"))
        {
            if (content.Text("type") != "tool_result" || content.Text("tool_use_id") is not { } use)
            {
                continue;
            }

            yield return _denied.TryRemove(use, out var rule)
                ? new AgentEvent.ToolFinished(use, ToolEnd.Denied) { AllowRule = rule }
                : new AgentEvent.ToolFinished(use, content.Flag("is_error") ? ToolEnd.Failed : ToolEnd.Done);
        }
    }

    private IEnumerable<AgentEvent> OfSystem(JsonElement line)
    {
        switch (line.Text("subtype"))
        {
            case "api_retry":
                RetryDelay = TimeSpan.FromMilliseconds(line.Number("retry_delay_ms") ?? 0);
                yield return new AgentEvent.Status(
                    AgentStatus.Retrying,
                    (int)(line.Number("attempt") ?? 0),
                    (int)(line.Number("max_retries") ?? 0)
                );
                break;
            case "status" when line.Text("status") == "compacting":
                yield return new AgentEvent.Status(AgentStatus.Compacting);
                break;
            default:
                break;
        }
    }

    private IEnumerable<AgentEvent> OfLimit(JsonElement line)
    {
        if (line.Child("rate_limit_info").Number("resetsAt") is { } seconds)
        {
            LimitEnds = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        }

        return [];
    }

    private IEnumerable<AgentEvent> Bind(JsonElement line)
    {
        if (!_isBound && line.Text("session_id") is { Length: > 0 } session)
        {
            _isBound = true;
            yield return new AgentEvent.SessionBound(session);
        }
    }

    private static bool IsSubagents(JsonElement line) => line.Text("parent_tool_use_id") is not null;

    private static string Block(string? message, int index) => $"{message}/{index}";
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Acp;

/// <summary>What an ACP agent tells of one turn, as events. A text's pieces name no end: it ends where something else begins.</summary>
internal sealed class AcpMapper(string session)
{
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _denied = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();
    private string? _block;
    private int _blocks;
    private bool _isBound;

    /// <summary>A person has said no to it.</summary>
    public void Deny(string call) => _denied.Add(call);

    public IEnumerable<AgentEvent> Map(JsonElement update)
    {
        if (!_isBound)
        {
            _isBound = true;
            yield return new AgentEvent.SessionBound(session);
        }

        switch (update.Text("sessionUpdate"))
        {
            case "agent_message_chunk" when update.Child("content").Text("text") is { } text:
                if (_block is not null && update.Text("messageId") is { } other && other != _block)
                {
                    yield return Final();
                }

                _block ??= update.Text("messageId") ?? (++_blocks).ToString("'acp-'0", CultureInfo.InvariantCulture);
                _text.Append(text);
                yield return new AgentEvent.TextDelta(_block, text);
                break;
            case "agent_thought_chunk" when update.Child("content").Text("text") is { } thought:
                yield return new AgentEvent.Thinking(thought);
                break;
            case "tool_call" when update.Text("toolCallId") is { } id && _open.Add(id):
                if (_block is not null)
                {
                    yield return Final();
                }

                yield return new AgentEvent.ToolStarted(id, AcpTools.Name(update), AcpTools.Line(update));
                if (EndOf(update) is { } at)
                {
                    yield return at;
                }

                break;
            case "tool_call_update" when EndOf(update) is { } ended:
                yield return ended;
                break;
            default:
                break;
        }
    }

    /// <summary>What was begun and has no end of its own.</summary>
    public IEnumerable<AgentEvent> Rest()
    {
        if (_block is not null)
        {
            yield return Final();
        }
    }

    /// <param name="usage">Of the answer to the prompt; most agents tell none.</param>
    public static AgentUsage Usage(JsonElement usage) =>
        new(
            (long)(usage.Number("inputTokens") ?? 0),
            (long)(usage.Number("outputTokens") ?? 0),
            (long)(usage.Number("cachedReadTokens") ?? 0),
            (long)(usage.Number("cachedWriteTokens") ?? 0),
            CostUsd: null
        );

    private AgentEvent.ToolFinished? EndOf(JsonElement update)
    {
        var id = update.Text("toolCallId") ?? "";
        var end = update.Text("status") switch
        {
            "completed" => ToolEnd.Done,
            "failed" => _denied.Contains(id) ? ToolEnd.Denied : ToolEnd.Failed,
            _ => (ToolEnd?)null,
        };
        return end is { } known && _open.Remove(id) ? new AgentEvent.ToolFinished(id, known) : null;
    }

    private AgentEvent.TextFinal Final()
    {
        var final = new AgentEvent.TextFinal(_block!, _text.ToString());
        _text.Clear();
        _block = null;
        return final;
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.ClaudeCode.Questions;

/// <summary>The questions that one claude waits on. It waits for ever: no limit of its own was seen.</summary>
internal sealed class ClaudeQuestions(LineProcess process, string workingDirectory)
{
    private readonly ConcurrentDictionary<string, OpenQuestion> _open = new(StringComparer.Ordinal);

    public async Task AskAsync(ClaudeTurn turn, string requestId, JsonElement request)
    {
        _open[requestId] = new OpenQuestion(turn, request.Text("tool_use_id"), request.Child("input").Clone());
        await turn.WriteAsync(new AgentEvent.Asked(ClaudeQuestion.Of(requestId, request, workingDirectory)));
    }

    /// <summary>Claude asks no longer.</summary>
    public async Task WithdrawAsync(string requestId)
    {
        if (_open.TryRemove(requestId, out var question))
        {
            await question.Turn.WriteAsync(new AgentEvent.Unasked(requestId));
        }
    }

    public async Task AnswerAsync(string requestId, AgentAnswer answer, CancellationToken cancellationToken)
    {
        if (!_open.TryRemove(requestId, out var question))
        {
            return;
        }

        if (answer is AgentAnswer.Deny && question.ToolUseId is { } use)
        {
            question.Turn.Mapper.Deny(use, allowRule: null);
        }

        var line = answer switch
        {
            AgentAnswer.Allow => ClaudeJson.Allow(requestId, question.Input),
            AgentAnswer.Deny(var message) => ClaudeJson.Deny(requestId, message),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        await question.Turn.WriteAsync(new AgentEvent.Unasked(requestId));
        await process.TryWriteAsync(line, cancellationToken);
    }

    /// <summary>The prompt has ended: nobody waits any more.</summary>
    public void Clear() => _open.Clear();

    private sealed record OpenQuestion(ClaudeTurn Turn, string? ToolUseId, JsonElement Input);
}

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Agents.Questions;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Acp;

/// <summary>The questions that one agent waits on.</summary>
internal sealed class AcpQuestions(Func<string, JsonObject, Task> replyAsync)
{
    private readonly ConcurrentDictionary<string, OpenQuestion> _open = new(StringComparer.Ordinal);

    public Task AskAsync(AcpTurn turn, RpcLine asked)
    {
        var call = asked.Parameters.Child("toolCall");
        var options = asked.Parameters.Items("options").Select(option => (Kind: option.Text("kind"), Id: option.Text("optionId"))).ToList();
        _open[asked.Id!] = new OpenQuestion(
            turn,
            call.Text("toolCallId"),
            options.Find(option => option.Kind == "allow_once").Id,
            options.Find(option => option.Kind == "reject_once").Id
        );
        var what = call.Child("rawInput") is { ValueKind: not JsonValueKind.Undefined } input ? input : call.Child("title");
        return turn.WriteAsync(
            new AgentEvent.Asked(
                new AgentQuestion(
                    asked.Id!,
                    call.Text("toolCallId"),
                    AcpTools.Name(call),
                    AcpTools.Line(call),
                    AcpTools.Input(call),
                    InputHash.Of(AcpTools.Name(call), what)
                )
            )
        );
    }

    public async Task AnswerAsync(string questionId, AgentAnswer answer)
    {
        if (!_open.TryRemove(questionId, out var question))
        {
            return;
        }

        var option = answer is AgentAnswer.Allow ? question.Allow : question.Reject;
        if (answer is AgentAnswer.Deny && question.ToolCall is { } call)
        {
            question.Turn.Mapper.Deny(call);
        }

        await question.Turn.WriteAsync(new AgentEvent.Unasked(questionId));
        await replyAsync(questionId, Outcome(option));
    }

    /// <summary>Source: Agent Client Protocol, cancellation: every open question is answered as cancelled.</summary>
    public async Task CancelAsync()
    {
        foreach (var id in _open.Keys)
        {
            if (_open.TryRemove(id, out var question))
            {
                await question.Turn.WriteAsync(new AgentEvent.Unasked(id));
                await replyAsync(id, Outcome(option: null));
            }
        }
    }

    /// <param name="option">Null: nobody has chosen.</param>
    public static JsonObject Outcome(string? option) =>
        new()
        {
            ["outcome"] = option is null
                ? new JsonObject { ["outcome"] = "cancelled" }
                : new JsonObject { ["outcome"] = "selected", ["optionId"] = option },
        };

    private sealed record OpenQuestion(AcpTurn Turn, string? ToolCall, string? Allow, string? Reject);
}

using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Agents.Codex.Server;
using Archon.Bots.Agents.Questions;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Codex;

/// <summary>The questions that one thread waits on.</summary>
internal sealed class CodexQuestions(CodexServer server)
{
    private readonly ConcurrentDictionary<string, CodexTurn> _open = new(StringComparer.Ordinal);

    /// <summary>Null: it is no question that has a card.</summary>
    public static AgentQuestion? Of(RpcLine asked, JsonElement changes)
    {
        var id = asked.Id ?? "";
        var parameters = asked.Parameters;
        var item = parameters.Text("itemId");
        switch (asked.Method)
        {
            case "item/commandExecution/requestApproval":
                var command = CodexTools.Command(parameters);
                var place = JsonSerializer.SerializeToElement(new[] { parameters.Text("command"), parameters.Text("cwd") });
                return new AgentQuestion(
                    id,
                    item,
                    "Bash",
                    CodexTools.Line("Bash", command),
                    new ToolInput("sh", command),
                    InputHash.Of("Bash", place)
                );
            case "item/fileChange/requestApproval":
                var files = changes.ValueKind == JsonValueKind.Array ? changes.EnumerateArray().ToList() : [];
                var names = string.Join(", ", files.Select(change => change.Text("path")));
                return new AgentQuestion(
                    id,
                    item,
                    "Edit",
                    CodexTools.Line("Edit", names),
                    new ToolInput("diff", Diff(files)),
                    InputHash.Of("Edit", changes)
                );
            default:
                return null;
        }
    }

    public Task AskAsync(CodexTurn turn, AgentQuestion question)
    {
        _open[question.Id] = turn;
        return turn.WriteAsync(new AgentEvent.Asked(question));
    }

    /// <summary>Codex does not wait for that answer any more.</summary>
    public Task ResolveAsync(JsonElement id) =>
        id.ValueKind != JsonValueKind.Undefined && _open.TryRemove(id.GetRawText(), out var turn)
            ? turn.WriteAsync(new AgentEvent.Unasked(id.GetRawText()))
            : Task.CompletedTask;

    /// <returns>False: the question is open no more.</returns>
    public async Task<bool> AnswerAsync(string questionId, AgentAnswer answer)
    {
        if (!_open.TryRemove(questionId, out var turn))
        {
            return false;
        }

        await turn.WriteAsync(new AgentEvent.Unasked(questionId));
        var decision = answer is AgentAnswer.Allow ? "accept" : "decline";
        await server.ReplyAsync(questionId, new JsonObject { ["decision"] = decision });
        return true;
    }

    /// <summary>The prompt has ended: nobody waits any more.</summary>
    public void Clear() => _open.Clear();

    private static string Diff(List<JsonElement> changes)
    {
        var text = new StringBuilder();
        foreach (var change in changes)
        {
            text.Append(change.Text("path")).Append(" (").Append(change.Child("kind").Text("type")).Append(")\n");
            text.Append(change.Text("diff")?.TrimEnd('\n')).Append('\n');
        }

        return text.ToString();
    }
}

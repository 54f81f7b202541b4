using Archon.Bots.Core.Agents;

namespace Archon.Bots.Testing.Fakes.Approvals;

/// <summary>A prompt that asks, and waits for its answers.</summary>
internal sealed class ScriptedQuestions(IReadOnlyList<string> commands)
{
    public async IAsyncEnumerable<AgentEvent> RunAsync(ScriptedPrompt prompt)
    {
        yield return new AgentEvent.SessionBound(prompt.SessionId);
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var kill = prompt.KillToken.Register(killed.SetResult);
        for (var at = 0; at < commands.Count; at++)
        {
            yield return Events.Tool($"Bash: {commands[at]}", $"t-q{at}");
            yield return Events.Asks(commands[at], $"q{at}");
        }

        var said = new List<string>();
        var open = Enumerable.Range(0, commands.Count).ToDictionary(at => at, at => prompt.AnswerAsync($"q{at}"));
        while (open.Count > 0)
        {
            await Task.WhenAny([.. open.Values, prompt.Interrupted, killed.Task]);
            if (prompt.Interrupted.IsCompleted || killed.Task.IsCompleted)
            {
                yield return Events.Failed(AgentFailureKind.Interrupted);
                yield break;
            }

            var at = open.First(pair => pair.Value.IsCompleted).Key;
            var answer = await open[at];
            open.Remove(at);
            yield return new AgentEvent.Unasked($"q{at}");
            yield return new AgentEvent.ToolFinished($"t-q{at}", answer is AgentAnswer.Allow ? ToolEnd.Done : ToolEnd.Denied);
            said.Add($"{commands[at]}: {(answer is AgentAnswer.Deny(var message) ? message : "allowed")}");
        }

        foreach (var happened in Events.Answer(prompt.SessionId, string.Join("\n\n", said)).Skip(1))
        {
            yield return happened;
        }
    }
}

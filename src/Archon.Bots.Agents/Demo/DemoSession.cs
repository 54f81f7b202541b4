using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Archon.Bots.Agents.Questions;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Agents.Demo;

/// <param name="remembered">How often the session has answered before it was opened; null: it is new.</param>
internal sealed class DemoSession(string sessionId, int? remembered, DemoMemory memory, TimeProvider time) : IAgentSession
{
    /// <summary>Slow enough to see the answer grow, quick enough to be read to the end.</summary>
    private static readonly TimeSpan BetweenDeltas = TimeSpan.FromMilliseconds(25);

    private readonly Lock _lock = new();
    private Run? _run;
    private int _answers = remembered ?? 0;

    public string SessionId => sessionId;

    public bool Resumed => remembered is not null;

    public bool IsUsable => true;

    public AgentProcess? Process => null;

    public long MemoryBytes => 0;

    public ImmutableHashSet<string> Commands => [];

    public bool Remembers(Guid prompt) => false;

    public async IAsyncEnumerable<AgentEvent> RunAsync(AgentPrompt prompt, [EnumeratorCancellation] CancellationToken killToken)
    {
        var run = new Run();
        lock (_lock)
        {
            _run = run;
        }

        try
        {
            _answers++;
            var block = $"demo-{_answers}";
            var answer = DemoAnswer.To(prompt, _answers);
            memory.Keep(SessionId, _answers);
            yield return new AgentEvent.SessionBound(SessionId);
            if (DemoAnswer.Asked(prompt.Text) is { } command)
            {
                var use = $"demo-tool-{_answers}";
                var question = Question(use, command);
                yield return new AgentEvent.ToolStarted(use, question.Tool, question.Line);
                yield return new AgentEvent.Asked(question);
                await run.WaitForAnswerAsync(killToken);
                if (run.Answer is { } said)
                {
                    yield return new AgentEvent.Unasked(question.Id);
                    yield return new AgentEvent.ToolFinished(use, said is AgentAnswer.Allow ? ToolEnd.Done : ToolEnd.Denied);
                    answer = DemoAnswer.After(said);
                }
            }

            foreach (var delta in DemoAnswer.Deltas(answer))
            {
                await Task.WhenAny(Task.Delay(BetweenDeltas, time, killToken), run.Stop.Task);
                if (run.Stop.Task.IsCompleted || killToken.IsCancellationRequested)
                {
                    yield return new AgentEvent.Failed(new AgentFailure(AgentFailureKind.Interrupted, "The demo was stopped."));
                    yield break;
                }

                yield return new AgentEvent.TextDelta(block, delta);
            }

            yield return new AgentEvent.TextFinal(block, answer);
            yield return new AgentEvent.Completed(new AgentUsage(0, 0, 0, 0, CostUsd: 0), SessionId);
        }
        finally
        {
            lock (_lock)
            {
                _run = null;
            }

            run.Ended.SetResult();
        }
    }

    public Task AnswerAsync(string questionId, AgentAnswer answer, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _run?.Take(answer);
        }

        return Task.CompletedTask;
    }

    public async Task InterruptAsync(CancellationToken cancellationToken)
    {
        Run? run;
        lock (_lock)
        {
            run = _run;
        }

        if (run is not null)
        {
            run.Stop.TrySetResult();
            await run.Ended.Task.WaitAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static AgentQuestion Question(string use, string command) =>
        new(
            use,
            use,
            "Bash",
            $"Bash: {command.ReplaceLineEndings(" ")}",
            new ToolInput("sh", command),
            InputHash.Of("Bash", JsonSerializer.SerializeToElement(command))
        );

    private sealed class Run
    {
        private readonly TaskCompletionSource<AgentAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Null: nobody has answered.</summary>
        public AgentAnswer? Answer => _answer.Task.IsCompletedSuccessfully ? _answer.Task.Result : null;

        public void Take(AgentAnswer answer) => _answer.TrySetResult(answer);

        /// <summary>Returns with an answer, or without one when the run is stopped.</summary>
        public async Task WaitForAnswerAsync(CancellationToken killToken)
        {
            var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var kill = killToken.Register(killed.SetResult);
            await Task.WhenAny(_answer.Task, Stop.Task, killed.Task);
        }

        public TaskCompletionSource Stop { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

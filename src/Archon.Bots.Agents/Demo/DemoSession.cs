using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Agents.Demo;

internal sealed class DemoSession(AgentSessionRequest request, TimeProvider time) : IAgentSession
{
    /// <summary>Slow enough to see the answer grow, quick enough to be read to the end.</summary>
    private static readonly TimeSpan BetweenDeltas = TimeSpan.FromMilliseconds(15);

    private readonly Lock _lock = new();
    private Run? _run;
    private int _answers;

    public string SessionId => request.SessionId;

    public bool Resumed => request.Resume;

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
            yield return new AgentEvent.SessionBound(SessionId);
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

    private sealed class Run
    {
        public TaskCompletionSource Stop { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

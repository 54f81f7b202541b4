using System.Collections.Concurrent;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Testing.Fakes;

/// <summary>One prompt as the agent got it, and what its script may wait for.</summary>
public sealed class ScriptedPrompt(string sessionId, AgentPrompt prompt, CancellationToken killToken)
{
    private readonly TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<AgentAnswer>> _answers = new();
    private int _interrupts;

    public string SessionId => sessionId;

    public string Text => prompt.Text;

    public Guid Id => prompt.Id;

    public Task Interrupted => _interrupted.Task;

    /// <summary>How often the prompt was interrupted.</summary>
    public int Interrupts => _interrupts;

    public CancellationToken KillToken => killToken;

    /// <summary>What a person said to that question.</summary>
    public Task<AgentAnswer> AnswerAsync(string questionId) => Answer(questionId).Task;

    internal void Take(string questionId, AgentAnswer answer) => Answer(questionId).SetResult(answer);

    private TaskCompletionSource<AgentAnswer> Answer(string questionId) =>
        _answers.GetOrAdd(questionId, _ => new TaskCompletionSource<AgentAnswer>(TaskCreationOptions.RunContinuationsAsynchronously));

    internal void Interrupt()
    {
        Interlocked.Increment(ref _interrupts);
        _interrupted.TrySetResult();
    }
}

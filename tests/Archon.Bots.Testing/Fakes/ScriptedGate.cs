using Archon.Bots.Core.Agents;

namespace Archon.Bots.Testing.Fakes;

/// <summary>A prompt that runs until the test lets it go on, or until it is interrupted or killed.</summary>
public sealed class ScriptedGate(IReadOnlyList<AgentEvent> before)
{
    private readonly TaskCompletionSource<ScriptedPrompt> _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<IReadOnlyList<AgentEvent>> _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it says <see cref="AgentFailureKind.Interrupted"/> when it is killed, as an agent does whose process ends, or throws.</summary>
    public bool ThrowsWhenKilled { get; init; }

    /// <summary>The prompt runs and has said what comes before the gate.</summary>
    public Task<ScriptedPrompt> ReachedAsync(CancellationToken cancellationToken) =>
        _reached.Task.WaitAsync(TestTimeouts.Default, cancellationToken);

    public void Release(params AgentEvent[] after) => _release.TrySetResult(after);

    public async Task ReleaseAsync(string text, CancellationToken cancellationToken)
    {
        var prompt = await ReachedAsync(cancellationToken);
        Release([.. Events.Answer(prompt.SessionId, text)]);
    }

    public async IAsyncEnumerable<AgentEvent> RunAsync(ScriptedPrompt prompt)
    {
        yield return new AgentEvent.SessionBound(prompt.SessionId);
        foreach (var said in before)
        {
            yield return said;
        }

        _reached.TrySetResult(prompt);
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var kill = prompt.KillToken.Register(killed.SetResult);
        await Task.WhenAny(_release.Task, prompt.Interrupted, killed.Task);
        if (ThrowsWhenKilled)
        {
            prompt.KillToken.ThrowIfCancellationRequested();
        }

        if (!_release.Task.IsCompleted)
        {
            yield return Events.Failed(AgentFailureKind.Interrupted);
            yield break;
        }

        foreach (var said in await _release.Task)
        {
            yield return said;
        }
    }
}

namespace Archon.Bots.Core.Agents;

/// <summary>A session in the hands of one turn; disposing gives it back to the pool, or closes it if it is of no more use.</summary>
internal sealed class AgentLease(
    IAgentSession session,
    AgentSessionRequest request,
    WatchedRun watched,
    Func<IAgentSession, AgentSessionRequest, bool, Task> giveBack
) : IAsyncDisposable
{
    private bool _discard;

    public IAgentSession Session => session;

    /// <summary>Runs a prompt under the watchdogs; a stop interrupts it.</summary>
    public IAsyncEnumerable<AgentEvent> RunAsync(AgentPrompt prompt, CancellationToken stopToken, CancellationToken killToken) =>
        watched.RunAsync(session, prompt, stopToken, killToken);

    /// <summary>The session is not to be used again.</summary>
    public void Discard() => _discard = true;

    public async ValueTask DisposeAsync() => await giveBack(session, request, _discard);
}

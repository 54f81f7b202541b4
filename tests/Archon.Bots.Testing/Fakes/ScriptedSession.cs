using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Fakes;

/// <summary>An open session of a <see cref="ScriptedAgent"/>.</summary>
public sealed class ScriptedSession(ScriptedAgent agent, AgentSessionRequest request, bool resumed) : IAgentSession
{
    private ScriptedPrompt? _running;

    public AgentSessionRequest Request => request;

    public string SessionId { get; set; } = request.SessionId;

    public bool Resumed => resumed;

    public bool IsUsable { get; set; } = true;

    public bool IsClosed { get; private set; }

    public AgentProcess? Process => null;

    public long MemoryBytes { get; set; }

    public ImmutableHashSet<string> Commands => agent.Commands;

    public bool Remembers(Guid prompt) => agent.Remembers(SessionId, prompt);

    public async IAsyncEnumerable<AgentEvent> RunAsync(AgentPrompt prompt, [EnumeratorCancellation] CancellationToken killToken)
    {
        var running = new ScriptedPrompt(SessionId, prompt, killToken);
        _running = running;
        try
        {
            await foreach (var said in agent.Begin(running)(running))
            {
                agent.Note(SessionId, running, said);
                SessionId = said is AgentEvent.Completed completed ? completed.SessionId : SessionId;
                yield return said;
            }
        }
        finally
        {
            _running = null;
            agent.End();
        }
    }

    public Task AnswerAsync(string questionId, AgentAnswer answer, CancellationToken cancellationToken)
    {
        _running?.Take(questionId, answer);
        return Task.CompletedTask;
    }

    public Task InterruptAsync(CancellationToken cancellationToken)
    {
        if (!agent.IgnoresInterrupts)
        {
            _running?.Interrupt();
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsClosed = true;
        IsUsable = false;
        agent.Pulse();
        return ValueTask.CompletedTask;
    }
}

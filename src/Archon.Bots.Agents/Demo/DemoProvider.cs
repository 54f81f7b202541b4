using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Demo;

/// <summary>An agent that needs nothing installed. Its sessions can be resumed, and lost, as those of a real one.</summary>
internal sealed class DemoProvider(DemoMemory memory, TimeProvider time) : IAgentProvider
{
    public string Name => "demo";

    public Task<IAgentSession> OpenAsync(AgentSessionRequest request, CancellationToken cancellationToken)
    {
        var answers = memory.Recall(request.SessionId);
        return request.Resume && answers is null
            ? Task.FromException<IAgentSession>(
                new AgentUnavailableException(
                    new AgentFailure(AgentFailureKind.SessionLost, $"The demo knows no session {request.SessionId}.")
                )
            )
            : Task.FromResult<IAgentSession>(new DemoSession(request.SessionId, answers, memory, time));
    }
}

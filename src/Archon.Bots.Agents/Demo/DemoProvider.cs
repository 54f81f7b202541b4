using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Demo;

/// <summary>An agent that needs nothing installed. It keeps nothing either, so it knows every id that it is asked to resume.</summary>
internal sealed class DemoProvider(TimeProvider time) : IAgentProvider
{
    public string Name => "demo";

    public Task<IAgentSession> OpenAsync(AgentSessionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<IAgentSession>(new DemoSession(request, time));
}

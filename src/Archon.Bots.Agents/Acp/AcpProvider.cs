using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Agents;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Acp;

/// <summary>Any agent that speaks the Agent Client Protocol, one process for each warm session.</summary>
internal sealed class AcpProvider(IOptions<AcpOptions> options, AgentLauncher launcher, TimeProvider time, ILogger<AcpProvider> logger)
    : IAgentProvider
{
    /// <summary>Observed: up to 7 s on a busy machine, for an agent that loads much.</summary>
    private static readonly TimeSpan _opensWithin = TimeSpan.FromSeconds(60);

    public string Name => "acp";

    /// <summary>Null: none is named, or it is not there.</summary>
    public string? FindProgram() =>
        options.Value.Command is not [{ Length: > 0 } program, ..] ? null
        : program.Contains('/', StringComparison.Ordinal) ? program
        : launcher.FindOnPath(program);

    public async Task<IAgentSession> OpenAsync(AgentSessionRequest request, CancellationToken cancellationToken)
    {
        var program =
            FindProgram()
            ?? throw AgentLauncher.NotStarted(
                "there is no ACP agent: name its program in Agents:Acp:Command, as Agents__Acp__Command__0=opencode and Agents__Acp__Command__1=acp."
            );
        var process = AgentLauncher.Start(launcher.Of(program, [.. options.Value.Command.Skip(1)], request.WorkingDirectory), time);
        var session = new AcpSession(process, time, logger);
        using var limit = new CancellationTokenSource(_opensWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await session.OpenAsync(request, either.Token);
            return session;
        }
        catch (Exception exception)
        {
            await session.DisposeAsync();
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw AgentLauncher.NotStarted($"{program} was not ready within {_opensWithin.TotalSeconds} s.", exception);
            }

            throw;
        }
    }
}

using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Agents;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>Claude Code, one process per warm session.</summary>
internal sealed class ClaudeCodeProvider(
    IOptions<ClaudeCodeOptions> options,
    AgentLauncher launcher,
    TimeProvider time,
    ILogger<ClaudeCodeProvider> logger
) : IAgentProvider
{
    public const string ProviderName = "claude";

    /// <summary>A cold start took up to 4 s on a busy machine; a claude that needs this long will not come.</summary>
    private static readonly TimeSpan OpensWithin = TimeSpan.FromSeconds(60);

    public string Name => ProviderName;

    /// <summary>Null: none is named and none is on PATH.</summary>
    public string? FindProgram() => options.Value.BinaryPath is { Length: > 0 } path ? path : launcher.FindOnPath("claude");

    public async Task<IAgentSession> OpenAsync(AgentSessionRequest request, CancellationToken cancellationToken)
    {
        var (session, opening) = await TryOpenAsync(request, cancellationToken);
        if (opening is ClaudeOpening.Vanished)
        {
            // Nothing was asked of it yet, so that nothing can happen twice.
            (session, opening) = await TryOpenAsync(request, cancellationToken);
        }

        if (opening is ClaudeOpening.InUse && !request.Resume)
        {
            // Its transcript is there already, so it is known.
            (session, opening) = await TryOpenAsync(request with { Resume = true }, cancellationToken);
            if (opening is ClaudeOpening.Refused { Failure.Kind: AgentFailureKind.SessionLost })
            {
                var fresh = Guid.NewGuid().ToString();
                (session, opening) = await TryOpenAsync(request with { SessionId = fresh }, cancellationToken);
            }
        }

        return session
            ?? throw new AgentUnavailableException(
                opening is ClaudeOpening.Refused { Failure: var failure }
                    ? failure
                    : new AgentFailure(AgentFailureKind.NotStarted, $"claude says that session {request.SessionId} is in use.")
            );
    }

    private async Task<(ClaudeSession? Session, ClaudeOpening Opening)> TryOpenAsync(
        AgentSessionRequest request,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(OpensWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var session = new ClaudeSession(Start(request), request, time, logger);
        ClaudeOpening opening;
        try
        {
            opening = await session.OpenAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            opening = new ClaudeOpening.Refused(
                new AgentFailure(AgentFailureKind.NotStarted, $"claude was not ready within {OpensWithin.TotalSeconds} s.")
            );
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        if (opening is ClaudeOpening.Ready)
        {
            var lasted = time.GetElapsedTime(started);
            logger.OpenCompleted(session.Pid, lasted, request.Resume);
            return (session, opening);
        }

        var reason = opening is ClaudeOpening.Refused refused ? refused.Failure.Detail : "already in use";
        logger.OpenRefused(request.SessionId, reason);
        await session.DisposeAsync();
        return (null, opening);
    }

    private LineProcess Start(AgentSessionRequest request)
    {
        var program =
            FindProgram()
            ?? throw AgentLauncher.NotStarted(
                "claude was not found on PATH. Install Claude Code, or set Agents:ClaudeCode:BinaryPath (CLAUDE_BIN_PATH)."
            );
        return AgentLauncher.Start(launcher.Of(program, ClaudeArguments.Of(request, options.Value), request.WorkingDirectory), time);
    }
}

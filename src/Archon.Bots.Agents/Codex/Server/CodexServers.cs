using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Codex.Server;

/// <summary>Keeps one app-server for all threads: started with the first, and again after its end, sooner or later as it lasted.</summary>
internal sealed class CodexServers(IOptions<CodexOptions> options, AgentLauncher launcher, TimeProvider time, ILogger<CodexServers> logger)
    : IAsyncDisposable
{
    /// <summary>Observed: well under a second.</summary>
    private static readonly TimeSpan _startsWithin = TimeSpan.FromSeconds(30);

    /// <summary>One that lasted so long was no failed start.</summary>
    private static readonly TimeSpan _lasts = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1, 1);
    private CodexServer? _server;
    private long _startedAt;
    private TimeSpan _pause = _firstPause;

    /// <summary>Null: none is named and none is on PATH.</summary>
    public string? FindProgram() => options.Value.BinaryPath is { Length: > 0 } path ? path : launcher.FindOnPath("codex");

    /// <summary>The one that runs, or a new one.</summary>
    /// <exception cref="AgentUnavailableException">It cannot be started.</exception>
    public async Task<CodexServer> GetAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_server is { IsOver: true } ended)
            {
                logger.ServerLost(ended.Process.Pid, ended.Ending);
                _server = null;
                await ended.DisposeAsync();
                if (time.GetElapsedTime(_startedAt) < _lasts)
                {
                    await Task.Delay(_pause, time, cancellationToken);
                    _pause = _pause * 2 < _longestPause ? _pause * 2 : _longestPause;
                }
                else
                {
                    _pause = _firstPause;
                }
            }

            return _server ??= await StartAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _one.Dispose();
    }

    private async Task<CodexServer> StartAsync(CancellationToken cancellationToken)
    {
        var program =
            FindProgram()
            ?? throw AgentLauncher.NotStarted(
                "codex was not found on PATH. Install Codex, or set Agents:Codex:BinaryPath (CODEX_BIN_PATH)."
            );
        var launch = options.Value.Home is { Length: > 0 } home
            ? launcher.Of(program, ["app-server"], "/", ("CODEX_HOME", home))
            : launcher.Of(program, ["app-server"], "/");
        using var limit = new CancellationTokenSource(_startsWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        _startedAt = time.GetTimestamp();
        try
        {
            return await CodexServer.StartAsync(AgentLauncher.Start(launch, time), logger, either.Token);
        }
        catch (RpcGoneException ex)
        {
            throw AgentLauncher.NotStarted(
                $"codex {ex.Message} before it was ready. Is it signed in? Run `codex` once as the bot's user.",
                ex
            );
        }
        catch (RpcRefusedException ex)
        {
            throw AgentLauncher.NotStarted($"{program} is no codex that we know: {ex.Message}", ex);
        }
        catch (OperationCanceledException ex) when (!cancellationToken.IsCancellationRequested)
        {
            throw AgentLauncher.NotStarted($"{program} was not ready within {_startsWithin.TotalSeconds} s.", ex);
        }
    }
}

using System.ComponentModel;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.Guard;

/// <summary>Before any agent: ends what earlier runs left, hides the server's environment, and keeps a guard alive.</summary>
internal sealed class GuardStart(Node node, SelfCommand self, ServerEnvironment environment, TimeProvider time, ILogger<GuardStart> logger)
    : IHostedService,
        IAsyncDisposable
{
    /// <summary>How long the start waits for processes of an earlier run to die, and the stop for the guard to have done its work.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private volatile GuardProcess? _guard;
    private Task _keeping = Task.CompletedTask;

    /// <summary>For tests. Null: none runs.</summary>
    internal int? GuardPid => _guard?.Pid;

    /// <exception cref="InvalidOperationException">A process of an earlier run cannot be ended.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (ServerSecrecy.Hide())
        {
            logger.EnvironmentHidden();
        }
        else
        {
            logger.EnvironmentOpen(Environment.ProcessId);
        }

        await EndLeftoversAsync(cancellationToken);
        _guard = GuardProcess.Start(self, environment, node.Identity.RunMark);
        logger.GuardStarted(_guard.Pid);
        _keeping = KeepAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _keeping;
        if (_guard is { HasExited: false } guard)
        {
            guard.Release();
            using var limit = new CancellationTokenSource(Patience, time);
            await Task.WhenAny(guard.WaitForExitAsync(limit.Token));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _keeping;
        if (_guard is { } guard)
        {
            await guard.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private async Task EndLeftoversAsync(CancellationToken cancellationToken)
    {
        var identity = node.Identity;
        var mark = ProcessMark.OfOtherRuns(identity.DatabaseId, identity.RunMark);
        var found = mark.Bearers().Count;
        if (found == 0)
        {
            return;
        }

        logger.LeftoversFound(found);
        if (!await ProcessKill.UntilNoneAsync(mark.Bearers, Patience, time, cancellationToken))
        {
            var pids = string.Join(", ", mark.Bearers().Select(process => process.Pid));
            throw new InvalidOperationException(
                $"Agents of an earlier run cannot be ended (pid {pids}). End them by hand, or restart the machine: they work on the same sessions."
            );
        }
    }

    private async Task KeepAsync()
    {
        var pause = FirstPause;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var started = time.GetTimestamp();
                if (_guard is { } guard)
                {
                    await guard.WaitForExitAsync(_stopping.Token);
                    logger.GuardLost(guard.Pid, guard.Errors);
                    _guard = null;
                    await guard.DisposeAsync();
                }

                pause = time.GetElapsedTime(started) > LongestPause ? FirstPause : pause;
                await Task.Delay(pause, time, _stopping.Token);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                _guard = GuardProcess.Start(self, environment, node.Identity.RunMark);
                logger.GuardStarted(_guard.Pid);
            }
            catch (Win32Exception ex)
            {
                logger.GuardFailed(ex);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}

using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Messages;
using CliWrap;
using CliWrap.Buffered;
using CliWrap.Exceptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Processes;

/// <summary>Says at start, and every minute while it is not, whether an agent's program is there and is what it is called, where it is the one that answers.</summary>
internal abstract class AgentProbe(
    AgentProbed probed,
    IOptions<AgentOptions> agents,
    IOptions<AgentWorkOptions> work,
    ServerEnvironment environment,
    HealthParts health,
    TimeProvider time,
    ILogger logger
) : BackgroundService
{
    /// <summary>Unit: characters of a stranger's answer that are quoted.</summary>
    private const int Quoted = 80;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (agents.Value.Default != probed.Name)
        {
            return;
        }

        while (!await LookAsync(stoppingToken))
        {
            await Task.Delay(Every, time, stoppingToken);
        }
    }

    /// <returns>Whether it is there.</returns>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (probed.FindProgram() is not { } program)
        {
            return Down(probed.Missing);
        }

        using var limit = new CancellationTokenSource(AnswersWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var answer = await Cli.Wrap(program)
                .WithArguments("--version")
                .WithOnly(AgentEnvironment.Of(environment.Variables, work.Value.Environment))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(either.Token);
            var version = FirstLine(answer.StandardOutput);
            if (!answer.IsSuccess || !version.Contains(probed.Sign, StringComparison.Ordinal))
            {
                var said = version.Length > 0 ? version : FirstLine(answer.StandardError);
                return Down(
                    $"{program} is not {probed.Name}: it answered {(said.Length > 0 ? $"\"{said}\"" : "nothing")} (exit code {answer.ExitCode})"
                );
            }

            logger.ProbeCompleted(probed.Name, version);
            health.Up(probed.Name);
            return true;
        }
        catch (Exception ex) when (ex is CliWrapException or System.ComponentModel.Win32Exception)
        {
            return Down($"{program} cannot be started: {ex.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Down($"{program} did not answer --version within {AnswersWithin.TotalSeconds} s");
        }
    }

    private bool Down(string reason)
    {
        logger.ProbeFailed(probed.Name, reason);
        health.Down(probed.Name, reason);
        return false;
    }

    private static string FirstLine(string text)
    {
        return TextCut.Shorten(text.Trim().Split('\n')[0].Trim(), Quoted);
    }
}

/// <summary>An agent that is a program.</summary>
/// <param name="Name">As the settings call it.</param>
/// <param name="FindProgram">Null: it is not there.</param>
/// <param name="Sign">What its answer to <c>--version</c> holds.</param>
/// <param name="Missing">What to do where it is not there.</param>
internal sealed record AgentProbed(string Name, Func<string?> FindProgram, string Sign, string Missing);

internal static partial class AgentProbeLog
{
    [LoggerMessage(EventName = "agent.probe_completed", Level = LogLevel.Information, Message = "{Agent} is {Version}")]
    internal static partial void ProbeCompleted(this ILogger logger, string agent, string version);

    [LoggerMessage(EventName = "agent.probe_failed", Level = LogLevel.Warning, Message = "{Agent} is down: {Reason}")]
    internal static partial void ProbeFailed(this ILogger logger, string agent, string reason);
}

using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Health;
using CliWrap;
using CliWrap.Buffered;
using CliWrap.Exceptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>Says at start, and every minute while it is not, whether claude is there and is claude.</summary>
internal sealed class ClaudeProbe(
    ClaudeCodeProvider provider,
    IOptions<AgentOptions> agents,
    IOptions<AgentWorkOptions> work,
    ServerEnvironment environment,
    HealthParts health,
    TimeProvider time,
    ILogger<ClaudeProbe> logger
) : BackgroundService
{
    private const string Part = "claude";

    /// <summary>Unit: characters of a stranger's answer that are quoted.</summary>
    private const int Quoted = 80;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (agents.Value.Default != ClaudeCodeProvider.ProviderName)
        {
            return;
        }

        while (!await LookAsync(stoppingToken))
        {
            await Task.Delay(Every, time, stoppingToken);
        }
    }

    /// <returns>Whether claude is there.</returns>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (provider.FindProgram() is not { } program)
        {
            return Down("claude was not found on PATH; install Claude Code, or set Agents:ClaudeCode:BinaryPath");
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
            if (!answer.IsSuccess || !version.Contains("(Claude Code)", StringComparison.Ordinal))
            {
                var said = version.Length > 0 ? version : FirstLine(answer.StandardError);
                return Down(
                    $"{program} is not claude: it answered {(said.Length > 0 ? $"\"{said}\"" : "nothing")} (exit code {answer.ExitCode})"
                );
            }

            logger.ProbeCompleted(version);
            health.Up(Part);
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
        logger.ProbeFailed(reason);
        health.Down(Part, reason);
        return false;
    }

    private static string FirstLine(string text)
    {
        var line = text.Trim().Split('\n')[0].Trim();
        return line.Length <= Quoted ? line : line[..Quoted] + "…";
    }
}

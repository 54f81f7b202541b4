using System.Runtime.InteropServices;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Agents.Guard;

/// <summary>
/// A second process of the server, <c>guard --run MARK</c>. It waits for the end of its standard input, which only the server holds
/// open, and then ends all that the server has started: a claude whose parent is killed would go on with its next tool.
/// </summary>
public static class GuardProgram
{
    /// <summary>A process in an uninterruptible wait cannot be killed; nobody waits for it for ever.</summary>
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);

    /// <summary>A claude that was told to end had written its transcript and was gone within this time.</summary>
    private static readonly TimeSpan FlushTime = TimeSpan.FromMilliseconds(300);

    /// <returns>The exit code: 0 when nothing is left.</returns>
    public static async Task<int> RunAsync(string runMark)
    {
        // What ends the server from a terminal or a service manager is sent to the guard as well; it has to stay until the work is done.
        using var interrupt = Ignore(PosixSignal.SIGINT);
        using var terminate = Ignore(PosixSignal.SIGTERM);
        using var hangUp = Ignore(PosixSignal.SIGHUP);
        using var quit = Ignore(PosixSignal.SIGQUIT);
        Console.WriteLine("watching");
        await WaitForServersEndAsync();
        var mark = ProcessMark.OfRun(runMark);
        await FlushAsync(mark.Bearers());
        return await ProcessKill.UntilNoneAsync(mark.Bearers, KillTime, TimeProvider.System, CancellationToken.None) ? 0 : 1;
    }

    /// <summary>
    /// The tools die while the agents are held still; then the agents get the moment that they need to write their transcripts to the end,
    /// without which the next resume may not know the turn (docs/observed-claude.md). They are killed after it, whatever they do.
    /// </summary>
    private static async Task FlushAsync(IReadOnlyList<AgentProcess> bearers)
    {
        var agents = bearers.Where(process => !ProcessMark.IsTool(process.Pid)).ToList();
        agents.ForEach(ProcessKill.Freeze);
        foreach (var tool in bearers.Except(agents))
        {
            ProcessKill.Kill(tool);
        }

        agents.ForEach(ProcessKill.Terminate);
        await Task.WhenAll(agents.Select(agent => ProcessKill.GoneAsync(agent, FlushTime, TimeProvider.System)));
    }

    private static PosixSignalRegistration Ignore(PosixSignal signal) =>
        PosixSignalRegistration.Create(signal, context => context.Cancel = true);

    private static async Task WaitForServersEndAsync()
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[64];
        while (await input.ReadAsync(buffer) > 0)
        {
            // The server says nothing; whatever comes is not the end.
        }
    }
}

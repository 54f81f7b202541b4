using System.Runtime.InteropServices;
using Archon.Bots.Agents.Processes;

namespace Archon.Bots.Agents.Guard;

/// <summary>
/// A second process of the server, <c>guard --run MARK</c>. It waits for the end of its standard input, which only the server holds
/// open, and then ends all that the server has started: a claude whose parent is killed would go on with its next tool.
/// </summary>
public static class GuardProgram
{
    /// <summary>A process in an uninterruptible wait cannot be killed; nobody waits for it for ever.</summary>
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);

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
        return await ProcessKill.UntilNoneAsync(mark.Bearers, KillTime, TimeProvider.System, CancellationToken.None) ? 0 : 1;
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

using System.Runtime.InteropServices;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Agents.Processes;

/// <summary>Ends processes by pid and start time, so that a number that was given away again is never hit.</summary>
internal static partial class ProcessKill
{
    /// <summary>Unit: milliseconds between two looks at processes that are to go. SIGKILL takes effect within a few.</summary>
    private const int LookEvery = 10;

    private const int Sigkill = 9;
    private const int Sigterm = 15;
    private const int Sigcont = 18;
    private const int Sigstop = 19;

    public static void Kill(AgentProcess process) => Send(process, Sigkill);

    /// <summary>Holds a process still, so that it cannot start anything while its children are ended.</summary>
    public static void Freeze(AgentProcess process) => Send(process, Sigstop);

    /// <summary>Asks a process to end, also a frozen one.</summary>
    public static void Terminate(AgentProcess process)
    {
        Send(process, Sigterm);
        Send(process, Sigcont);
    }

    /// <returns>False: it was still there when the time was over.</returns>
    public static async Task<bool> GoneAsync(AgentProcess process, TimeSpan atMost, TimeProvider time)
    {
        var started = time.GetTimestamp();
        while (ProcFs.IsAlive(process))
        {
            if (time.GetElapsedTime(started) > atMost)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(LookEvery), time, CancellationToken.None);
        }

        return true;
    }

    /// <summary>Kills what <paramref name="find"/> finds, again and again until it finds nothing more.</summary>
    /// <returns>False: some were left when the time was over.</returns>
    public static async Task<bool> UntilNoneAsync(
        Func<IReadOnlyList<AgentProcess>> find,
        TimeSpan atMost,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        var cleanLooks = 0;
        while (true)
        {
            var found = find();
            foreach (var process in found)
            {
                Kill(process);
            }

            // One clean look is not enough: what forked and ended while we looked has a child that we passed by.
            cleanLooks = found.Count == 0 ? cleanLooks + 1 : 0;
            if (cleanLooks == 2)
            {
                return true;
            }

            if (time.GetElapsedTime(started) > atMost)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(LookEvery), time, cancellationToken);
        }
    }

    private static void Send(AgentProcess process, int signal)
    {
        if (ProcFs.IsAlive(process))
        {
            _ = Signal(process.Pid, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int pid, int signal);
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Archon.Bots.Emulators.Bot;

/// <summary>The bot as a child: started with <c>serve</c>, stopped with SIGTERM.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private const int SigTerm = 15;

    /// <summary>How long a bot may take to end its turn before it is killed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly Tether? _tether;
    private readonly TimeProvider _time;

    private BotProcess(Process process, BotLog log, TimeProvider time)
    {
        _process = process;
        _tether = Tether.To(process);
        _time = time;
        Exited = RunAsync(process, log);
    }

    internal int Id => _process.Id;

    /// <summary>Ends with the exit code, when all that was printed is in the log.</summary>
    internal Task<int> Exited { get; }

    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    internal static BotProcess Start(string path, IEnumerable<KeyValuePair<string, string>> environment, BotLog log, TimeProvider time)
    {
        var start = CommandLine(path);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.Where(BotEnvironment.LeadsElsewhere).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new BotProcess(process, log, time);
    }

    internal static ProcessStartInfo CommandLine(string path) =>
        path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? new ProcessStartInfo("dotnet", [path, "serve"])
            : new ProcessStartInfo(path, ["serve"]);

    /// <summary>SIGKILL to the bot alone: what it started is its guard's to end.</summary>
    internal async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!Exited.IsCompleted && (OperatingSystem.IsWindows() || Kill(_process.Id, SigTerm) != 0))
        {
            _process.Kill(entireProcessTree: true);
        }

        try
        {
            await Exited.WaitAsync(Patience, _time);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await Exited;
        }

        _process.Dispose();
    }

    private async Task<int> RunAsync(Process process, BotLog log)
    {
        await Task.WhenAll(CopyAsync(process.StandardOutput, log), CopyAsync(process.StandardError, log));
        await process.WaitForExitAsync();
        _tether?.Dispose();
        return process.ExitCode;
    }

    private static async Task CopyAsync(StreamReader lines, BotLog log)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            log.Add(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}

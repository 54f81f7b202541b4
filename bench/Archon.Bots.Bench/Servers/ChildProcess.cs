using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Archon.Bots.Bench.Servers;

/// <summary>A program of its own, whose lines are read and whose use of the machine is known.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int Sigterm = 15;

    /// <summary>Unit: clock ticks a second. Source: Linux shows all programs 100, whatever its kernel counts in.</summary>
    private const double TicksPerSecond = 100;

    private readonly Process _process;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _last = [];

    private ChildProcess(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string readySign)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data, readySign);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, readySign);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"{program} ended:\n{Last}"));
    }

    public int Id => _process.Id;

    /// <summary>Processor time that it has used, in user and system. Unit: milliseconds.</summary>
    public double CpuMilliseconds
    {
        get
        {
            // Behind the name, which may hold anything: field 3 is the first, utime is 14, stime 15. Source: man 5 proc.
            var fields = File.ReadAllText($"/proc/{Id}/stat").Split(") ")[^1].Split(' ');
            return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond * 1000;
        }
    }

    /// <summary>Resident memory. Unit: KiB.</summary>
    public double ResidentKilobytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        }
    }

    private string Last
    {
        get
        {
            lock (_last)
            {
                return string.Join('\n', _last);
            }
        }
    }

    /// <param name="readySign">The first line that has it tells that the program is ready.</param>
    public static ChildProcess Start(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string readySign
    )
    {
        var child = new ChildProcess(program, arguments, environment, readySign);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <returns>The line that told it.</returns>
    public Task<string> ReadyAsync() => _ready.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);

    /// <summary>SIGKILL, to it alone; it is dead when this returns.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, then patience.</summary>
    public async Task StopAsync()
    {
        _ = SendSignal(Id, Sigterm);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40), TimeProvider.System);
        await _process.WaitForExitAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private void Read(string? line, string readySign)
    {
        if (line is null)
        {
            return;
        }

        lock (_last)
        {
            _last.Enqueue(line);
            if (_last.Count > 20)
            {
                _last.Dequeue();
            }
        }

        if (line.Contains(readySign, StringComparison.Ordinal))
        {
            _ready.TrySetResult(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SendSignal(int pid, int signal);
}

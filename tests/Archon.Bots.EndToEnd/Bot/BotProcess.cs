using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Archon.Bots.EndToEnd.Bot;

/// <summary>The server as a process of its own, with its log.</summary>
internal sealed partial class BotProcess : IAsyncDisposable
{
    private const int Sigterm = 15;
    private readonly Process _process;
    private readonly TcpListener _reports = new(IPAddress.Loopback, 0);
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _log = new();
    private bool _disposed;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BotProcess(IReadOnlyDictionary<string, string> environment, string? killPoint, IEnumerable<string> arguments)
    {
        _reports.Start();
        var start = Binaries.Server();
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        start.UseShellExecute = false;
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        if (killPoint is not null)
        {
            start.Environment["KILL_POINT"] = killPoint;
            start.Environment["KILL_REPORT_PORT"] = $"{((IPEndPoint)_reports.LocalEndpoint).Port}";
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    public int Id => _process.Id;

    /// <summary>All that the server wrote.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Where its health pages are, once it is ready.</summary>
    public Uri Pages => new(PagesPattern().Match(Log).Value);

    public static BotProcess Start(
        IReadOnlyDictionary<string, string> environment,
        string? killPoint = null,
        params IReadOnlyList<string> arguments
    )
    {
        var bot = new BotProcess(environment, killPoint, arguments is [] ? ["serve"] : arguments);
        bot._process.Start();
        bot._process.BeginOutputReadLine();
        bot._process.BeginErrorReadLine();
        return bot;
    }

    /// <summary>Waits until the server receives.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken) =>
        await WithLogAsync(Task.WhenAny(_ready.Task, ExitedAsync("ready", cancellationToken)).Unwrap(), cancellationToken);

    /// <summary>Waits until the kill point is reached, then kills the server from outside, and sees it dead.</summary>
    public async Task KilledAtPointAsync(CancellationToken cancellationToken)
    {
        var accepted = _reports.AcceptTcpClientAsync(cancellationToken).AsTask();
        await WithLogAsync(Task.WhenAny(accepted, ExitedAsync("at its kill point", cancellationToken)).Unwrap(), cancellationToken);
        using var report = await accepted;
        await KillAsync(cancellationToken);
    }

    /// <summary>SIGKILL to the server alone: what it started is not ours to kill.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Terminate() => Terminate(_process.Id);

    public static void Terminate(int pid) => _ = SendSignal(pid, Sigterm);

    /// <returns>The exit code.</returns>
    public async Task<int> ExitedAsync(CancellationToken cancellationToken)
    {
        await WithLogAsync(_process.WaitForExitAsync(cancellationToken), cancellationToken);
        return _process.ExitCode;
    }

    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        Terminate();
        return await ExitedAsync(cancellationToken);
    }

    /// <summary>Waits for the next event of that name in the log.</summary>
    public async Task SawAsync(string eventName, CancellationToken cancellationToken)
    {
        await WithLogAsync(FindAsync(), cancellationToken);

        async Task FindAsync()
        {
            while (await _events.Reader.ReadAsync(cancellationToken) != eventName) { }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        if (!_process.HasExited)
        {
            Terminate();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _reports.Dispose();
        _process.Dispose();
    }

    private async Task ExitedAsync(string before, CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        throw new InvalidOperationException($"The server ended with {_process.ExitCode} before it was {before}.");
    }

    private async Task WithLogAsync(Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(TestTimeouts.Default, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{exception.Message}\nThe server's log:\n{Log}", exception);
        }
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_log)
        {
            _log.AppendLine(line);
        }

        // A command may print other JSON.
        if (!line.StartsWith("{\"", StringComparison.Ordinal) || !line.Contains("\"event\":", StringComparison.Ordinal))
        {
            return;
        }

        using var json = JsonDocument.Parse(line);
        var name = json.RootElement.GetProperty("event").GetString()!;
        _events.Writer.TryWrite(name);
        if (name == "server.start_completed")
        {
            _ready.TrySetResult();
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.None, 1000)]
    private static partial Regex PagesPattern();

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SendSignal(int pid, int signal);
}

using System.ComponentModel;
using System.Diagnostics;
using Archon.Bots.Agents.Processes;

namespace Archon.Bots.Agents.Guard;

/// <summary>The guard as the server holds it: at the end of its standard input.</summary>
internal sealed class GuardProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly CancellationTokenSource _closing = new();
    private readonly OutputTail _errors = new();
    private readonly TaskCompletionSource _watching = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _draining;

    private GuardProcess(Process process)
    {
        _process = process;
        // Pipes of its own, so that it does not hold the output of the server open after the server's end.
        _draining = Task.WhenAll(ListenAsync(), DrainAsync());
    }

    /// <summary>It heeds no signal any more, and waits for the server's end.</summary>
    public Task Watching => _watching.Task;

    /// <summary>Its last words; there are none while all is well.</summary>
    public string Errors => _errors.Quote;

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static GuardProcess Start(SelfCommand self, ServerEnvironment environment, string runMark)
    {
        var start = new ProcessStartInfo(self.FileName, [.. self.Arguments, "guard", "--run", runMark])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment.Variables.Where(entry => IsNeeded(entry.Key)))
        {
            start.Environment[name] = value;
        }

        return new GuardProcess(Process.Start(start) ?? throw new Win32Exception("no process was started"));
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>The server's end, as the guard sees it.</summary>
    public void Release()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await _closing.CancelAsync();
        await _draining;
        _closing.Dispose();
        _process.Dispose();
    }

    /// <summary>What the runtime starts with. No secret, and above all not the mark that the guard kills by.</summary>
    private static bool IsNeeded(string name) =>
        name is "PATH" or "HOME" or "TMPDIR" || name.StartsWith("DOTNET_", StringComparison.Ordinal);

    private async Task ListenAsync()
    {
        try
        {
            if (await _process.StandardOutput.ReadLineAsync(_closing.Token) is not null)
            {
                _watching.TrySetResult();
            }
        }
        catch (Exception ex) when (ex is IOException or OperationCanceledException)
        {
            // Closed, by whichever side.
        }
    }

    private async Task DrainAsync()
    {
        try
        {
            await _errors.DrainAsync(_process.StandardError.BaseStream, _closing.Token);
        }
        catch (Exception ex) when (ex is IOException or OperationCanceledException)
        {
            // As above.
        }
    }
}

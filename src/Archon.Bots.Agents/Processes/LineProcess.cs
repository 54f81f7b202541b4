using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Agents.Processes;

/// <summary>A running agent that speaks JSON by lines: lines in, lines out, and its end.</summary>
internal sealed class LineProcess : IAsyncDisposable
{
    /// <summary>Unit: bytes read at once. A tool's result can be megabytes on one line.</summary>
    private const int ReadSize = 64 * 1024;

    /// <summary>How long output is still read after the end: something it started may hold the pipe open for ever.</summary>
    private static readonly TimeSpan AfterExit = TimeSpan.FromMilliseconds(500);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly OutputTail _stderr = new();
    private readonly Task _draining;
    private readonly Task _ending;

    private LineProcess(Process process, AgentLaunch launch, TimeProvider time)
    {
        _process = process;
        _time = time;
        // A process that is dead already has no start time left to read; nothing alive has 0.
        Id = ProcFs.Find(process.Id) ?? new AgentProcess(process.Id, 0);
        Environment = launch.Environment;
        Tree = new ProcessTree(Id, ProcessMark.OfAgent(launch.AgentId), time);
        Exited = WaitAsync();
        _draining = DrainAsync();
        _ending = EndReadingAsync();
    }

    public AgentProcess Id { get; }

    /// <summary>What it was started with.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    public ProcessTree Tree { get; }

    /// <summary>Its exit code, once it is dead.</summary>
    public Task<int> Exited { get; }

    public string Stderr => _stderr.Text;

    /// <summary>For a message: <c>exited with code 1 (stderr: …)</c>.</summary>
    public string Ending =>
        $"exited with code {(Exited.IsCompletedSuccessfully ? Exited.Result : 0)}"
        + (_stderr.Quote is { Length: > 0 } said ? $" (stderr: {said})" : "");

    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static LineProcess Start(AgentLaunch launch, TimeProvider time)
    {
        var start = new ProcessStartInfo(launch.Program, launch.Arguments)
        {
            WorkingDirectory = launch.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new Win32Exception("no process was started");
        return new LineProcess(process, launch, time);
    }

    /// <summary>The lines of its output until it ends. Each document is the reader's to dispose.</summary>
    public async IAsyncEnumerable<JsonDocument> ReadAsync()
    {
        var reader = PipeReader.Create(_process.StandardOutput.BaseStream, new StreamPipeReaderOptions(bufferSize: ReadSize));
        while (await NextAsync(reader) is { } read)
        {
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                if (Parse(rest.Slice(0, end)) is { } document)
                {
                    yield return document;
                }

                rest = rest.Slice(rest.GetPosition(1, end));
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                break;
            }
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _process.StandardInput.BaseStream.WriteAsync(line, cancellationToken);
            await _process.StandardInput.BaseStream.FlushAsync(cancellationToken);
        }
        catch (ObjectDisposedException ex)
        {
            throw new IOException("Its input is closed.", ex);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Writes, unless it does not listen any more: then it is ending, and its end will be told.</summary>
    public async Task TryWriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(line, cancellationToken);
        }
        catch (IOException)
        {
            CloseInput();
        }
    }

    /// <summary>Asks it to end when it has nothing more to do.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The pipe is broken: it is ending without being asked.
        }
    }

    public async Task<bool> EndsWithinAsync(TimeSpan limit)
    {
        await Task.WhenAny(Exited, Task.Delay(limit, _time, _closing.Token));
        return Exited.IsCompleted;
    }

    /// <summary>Kills it with all that it started, and returns when it is dead.</summary>
    /// <param name="grace">What it gets to write its transcript to the end; zero: it dies at once.</param>
    public async Task KillAsync(IReadOnlyCollection<AgentProcess> known, TimeSpan grace)
    {
        if (!Exited.IsCompleted)
        {
            await Tree.KillAllAsync(known, grace);
        }

        await Exited;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync([], TimeSpan.Zero);
        await _closing.CancelAsync();
        await _ending;
        await _draining;
        _closing.Dispose();
        _writing.Dispose();
        _process.Dispose();
    }

    private async Task<ReadResult?> NextAsync(PipeReader reader)
    {
        try
        {
            return await reader.ReadAsync(_closing.Token);
        }
        catch (Exception ex) when (ex is IOException or OperationCanceledException)
        {
            // The end is the end, however it is told.
            return null;
        }
    }

    private static JsonDocument? Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            return line.IsEmpty ? null : JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            // A stray print of something inside the agent: nobody's answer.
            return null;
        }
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        return _process.ExitCode;
    }

    private async Task EndReadingAsync()
    {
        await Exited;
        await Task.WhenAny(Task.Delay(AfterExit, _time, _closing.Token));
        await _closing.CancelAsync();
    }

    private async Task DrainAsync()
    {
        try
        {
            await _stderr.DrainAsync(_process.StandardError.BaseStream, _closing.Token);
        }
        catch (Exception ex) when (ex is IOException or OperationCanceledException)
        {
            // As above.
        }
    }
}

/// <summary>How an agent is started.</summary>
/// <param name="AgentId">The mark of this agent, also in <paramref name="Environment"/>.</param>
internal sealed record AgentLaunch(
    string Program,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment,
    string AgentId
);

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>One claude that lives as long as its session is warm.</summary>
internal sealed class ClaudeSession : IAgentSession
{
    /// <summary>How long claude may take to obey a stop. Source: design, section 7.</summary>
    private static readonly TimeSpan Obeys = TimeSpan.FromSeconds(1);

    /// <summary>How long an idle claude may take to end. Observed: 0.12 s.</summary>
    private static readonly TimeSpan EndsIdle = TimeSpan.FromSeconds(3);

    /// <summary>
    /// What a claude that is to go gets to write its transcript. Without it the next resume may find no conversation: the file is written
    /// some 100 ms behind (docs/observed-claude.md).
    /// </summary>
    private static readonly TimeSpan Flushes = TimeSpan.FromMilliseconds(300);

    private readonly LineProcess _process;
    private readonly AgentSessionRequest _request;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ClaudeListener _listener;
    private readonly Lock _stopping = new();
    private Task? _closing;

    public ClaudeSession(LineProcess process, AgentSessionRequest request, TimeProvider time, ILogger logger)
    {
        _process = process;
        _request = request;
        _time = time;
        _logger = logger;
        _listener = new ClaudeListener(process, request, time, logger);
    }

    public string SessionId => _listener.SessionId;

    public bool Resumed => _request.Resume;

    public bool IsUsable => !_listener.IsOver && !_process.Exited.IsCompleted;

    public AgentProcess? Process => _process.Id;

    public int Pid => _process.Id.Pid;

    public long MemoryBytes => ProcFs.ResidentBytes(Pid);

    public ImmutableHashSet<string> Commands { get; private set; } = [];

    /// <summary>Returns when claude has everything loaded, or has said why it will not.</summary>
    public async Task<ClaudeOpening> OpenAsync(CancellationToken cancellationToken)
    {
        await _process.TryWriteAsync(ClaudeJson.Request(ClaudeListener.InitializeId, "initialize"), cancellationToken);
        var opening = await _listener.Opening.WaitAsync(cancellationToken);
        if (opening is ClaudeOpening.Ready ready)
        {
            Commands = ready.Commands;
        }

        return opening;
    }

    public bool Remembers(Guid prompt) => ClaudeTranscript.Holds(_process.Environment, SessionId, prompt);

    public async IAsyncEnumerable<AgentEvent> RunAsync(AgentPrompt prompt, [EnumeratorCancellation] CancellationToken killToken)
    {
        var turn = _listener.Begin(prompt.Id);
        await using var kill = killToken.UnsafeRegister(_ => turn.Kill = _process.KillAsync(turn.Started, TimeSpan.Zero), null);
        try
        {
            await SendAsync(turn, prompt);
            await foreach (var happened in turn.Events.ReadAllAsync(CancellationToken.None))
            {
                yield return happened;
            }

            yield return await turn.Last;
        }
        finally
        {
            turn.Abandon();
            if (!turn.Last.IsCompleted)
            {
                await _process.KillAsync(turn.Started, Flushes);
                await turn.Last;
            }
        }
    }

    public Task AnswerAsync(string questionId, AgentAnswer answer, CancellationToken cancellationToken) =>
        _listener.Questions.AnswerAsync(questionId, answer, cancellationToken);

    public Task InterruptAsync(CancellationToken cancellationToken)
    {
        lock (_stopping)
        {
            if (_listener.Turn is { } turn)
            {
                turn.Stop ??= StopAsync(turn);
                return turn.Stop.WaitAsync(cancellationToken);
            }
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        lock (_stopping)
        {
            return new ValueTask(_closing ??= CloseAsync());
        }
    }

    private async Task CloseAsync()
    {
        var running = _listener.Turn;
        if (running is null)
        {
            _process.CloseInput();
            await _process.EndsWithinAsync(EndsIdle);
        }

        await _process.KillAsync([], Flushes);
        running?.Abandon();
        await _listener.Done;
        await _process.DisposeAsync();
    }

    private async Task SendAsync(ClaudeTurn turn, AgentPrompt prompt)
    {
        await _listener.Unasked;
        if (turn.WasEnded)
        {
            _listener.Withdraw(turn);
        }
        else if (!turn.Last.IsCompleted)
        {
            turn.IsSent = true;
            await _process.TryWriteAsync(ClaudeJson.UserLine(prompt), CancellationToken.None);
        }
    }

    private async Task StopAsync(ClaudeTurn turn)
    {
        // The caller holds the lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var started = _time.GetTimestamp();
        turn.Started = _process.Tree.Descendants();
        using var patience = new CancellationTokenSource(Obeys, _time);
        try
        {
            await _process.TryWriteAsync(ClaudeJson.Request("interrupt", "interrupt"), patience.Token);
            await turn.Result.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            turn.Started = [.. turn.Started.Union(_process.Tree.Descendants())];
            await _process.KillAsync(turn.Started, Flushes);
        }

        await turn.Last;
        var lasted = _time.GetElapsedTime(started);
        _logger.StopCompleted(Pid, IsUsable, lasted);
    }
}

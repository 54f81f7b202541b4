using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.Acp;

/// <summary>One agent that speaks the Agent Client Protocol, as a process of its own for its one session.</summary>
internal sealed class AcpSession : IAgentSession
{
    /// <summary>How long it may take to obey a stop. Source: design, section 7.</summary>
    private static readonly TimeSpan _obeys = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan _endsIdle = TimeSpan.FromSeconds(3);

    private readonly LineProcess _process;
    private readonly RpcConnection _connection;
    private readonly Channel<RpcLine> _heard = Channel.CreateUnbounded<RpcLine>(new UnboundedChannelOptions { SingleReader = true });
    private readonly AcpQuestions _questions;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly Task _listening;
    private volatile AcpTurn? _turn;
    private Task? _closing;

    public AcpSession(LineProcess process, TimeProvider time, ILogger logger)
    {
        _process = process;
        _time = time;
        _logger = logger;
        _connection = new RpcConnection(process, line => _heard.Writer.TryWrite(line), version: "2.0", logger);
        _questions = new AcpQuestions(_connection.ReplyAsync);
        _listening = ListenAsync();
        Ended = EndAsync();
    }

    public string SessionId { get; private set; } = "";

    public bool Resumed { get; private set; }

    public bool IsUsable => !_connection.IsOver && !_process.Exited.IsCompleted;

    public AgentProcess? Process => _process.Id;

    public long MemoryBytes => _process.Tree.Descendants().Append(_process.Id).Sum(process => ProcFs.ResidentBytes(process.Pid));

    public ImmutableHashSet<string> Commands { get; private set; } = [];

    private Task Ended { get; }

    /// <summary>Begins a session, or goes on with one, whose replayed history nobody reads.</summary>
    /// <exception cref="AgentUnavailableException">It will not.</exception>
    public async Task OpenAsync(AgentSessionRequest request, CancellationToken cancellationToken)
    {
        SessionId = await AcpOpening.OpenAsync(_connection, request, cancellationToken);
        Resumed = request.Resume;
        await HeardSoFarAsync();
    }

    /// <summary>No agent has a call for it.</summary>
    public bool Remembers(Guid prompt) => false;

    public async IAsyncEnumerable<AgentEvent> RunAsync(AgentPrompt prompt, [EnumeratorCancellation] CancellationToken killToken)
    {
        var turn = Begin();
        await using var kill = killToken.UnsafeRegister(_ => turn.Kill = _process.KillAsync([], TimeSpan.Zero), null);
        var asking = AskAsync(turn, prompt);
        try
        {
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
                await _process.KillAsync([], TimeSpan.Zero);
            }

            await asking;
        }
    }

    public Task AnswerAsync(string questionId, AgentAnswer answer, CancellationToken cancellationToken) =>
        _questions.AnswerAsync(questionId, answer);

    public Task InterruptAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_turn is { } turn)
            {
                turn.Stop ??= StopAsync(turn);
                return turn.Stop.WaitAsync(cancellationToken);
            }
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            return new ValueTask(_closing ??= CloseAsync());
        }
    }

    private async Task CloseAsync()
    {
        if (_turn is null)
        {
            _process.CloseInput();
            await _process.EndsWithinAsync(_endsIdle);
        }

        await _process.KillAsync([], TimeSpan.Zero);
        await Ended;
        await _process.DisposeAsync();
    }

    private AcpTurn Begin()
    {
        var turn = new AcpTurn(new AcpMapper(SessionId));
        lock (_lock)
        {
            _turn = _turn is null ? turn : throw new InvalidOperationException("This session runs a prompt already.");
        }

        return turn;
    }

    private async Task AskAsync(AcpTurn turn, AgentPrompt prompt)
    {
        AgentEvent last;
        try
        {
            var answer = await _connection.CallAsync(
                "session/prompt",
                new JsonObject { ["sessionId"] = SessionId, ["prompt"] = AcpInput.Of(prompt) },
                CancellationToken.None
            );
            await HeardSoFarAsync();
            foreach (var rest in turn.Mapper.Rest())
            {
                await turn.WriteAsync(rest);
            }

            last = AcpFailures.OfStop(answer.Text("stopReason")) is { } failure
                ? new AgentEvent.Failed(failure, AcpMapper.Usage(answer.Child("usage")))
                : new AgentEvent.Completed(AcpMapper.Usage(answer.Child("usage")), SessionId);
        }
        catch (RpcRefusedException refused)
        {
            last = new AgentEvent.Failed(turn.WasEnded ? Interrupted() : AcpFailures.Of(refused));
        }
        catch (RpcGoneException gone)
        {
            await Ended;
            last = new AgentEvent.Failed(
                turn.WasEnded
                    ? Interrupted()
                    : new AgentFailure(AgentFailureKind.Crashed, $"the agent {gone.Message} before it had answered.")
            );
        }

        if (turn.Stop is not null)
        {
            await _process.Tree.KillStartedAsync(turn.Started);
        }

        lock (_lock)
        {
            _turn = null;
        }

        turn.End(last);
    }

    /// <summary>The answer to a prompt overtakes nothing on the wire, but it does in here.</summary>
    private async Task HeardSoFarAsync()
    {
        var mark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_heard.Writer.TryWrite(new RpcLine(null, "", default) { Reached = mark }))
        {
            await mark.Task;
        }
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var line in _heard.Reader.ReadAllAsync())
            {
                line.Reached?.TrySetResult();
                await OnLineAsync(line);
            }
        }
        catch (Exception ex) when (ex is not UnreachableException)
        {
            // Nobody would hear the agent any more: its end is told to the turn.
            _logger.OutputFailed(ex, _process.Id.Pid);
            await _process.KillAsync([], TimeSpan.Zero);
        }

        _heard.Writer.TryComplete();
        while (_heard.Reader.TryRead(out var rest))
        {
            rest.Reached?.TrySetResult();
        }
    }

    private async Task OnLineAsync(RpcLine line)
    {
        switch (line.Method)
        {
            case "session/update" when line.Parameters.Child("update") is var update:
                await OnUpdateAsync(update);
                break;
            case "session/request_permission" when line.Id is not null && _turn is { WasEnded: false } turn:
                await _questions.AskAsync(turn, line);
                break;
            case "session/request_permission" when line.Id is { } id:
                await _connection.ReplyAsync(id, AcpQuestions.Outcome(option: null));
                break;
            default:
                await (line.Id is { } asked ? _connection.RefuseAsync(asked, "not supported by this client") : Task.CompletedTask);
                break;
        }
    }

    private async Task OnUpdateAsync(JsonElement update)
    {
        if (update.Text("sessionUpdate") == "available_commands_update")
        {
            Commands = [.. update.Items("availableCommands").Select(command => command.Text("name")).OfType<string>()];
        }
        else if (_turn is { } turn)
        {
            foreach (var happened in turn.Mapper.Map(update))
            {
                await turn.WriteAsync(happened);
            }
        }
    }

    private async Task StopAsync(AcpTurn turn)
    {
        // The caller holds the lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var started = _time.GetTimestamp();
        turn.Started = _process.Tree.Descendants();
        using var patience = new CancellationTokenSource(_obeys, _time);
        try
        {
            await _connection.TellAsync("session/cancel", new JsonObject { ["sessionId"] = SessionId });
            await _questions.CancelAsync();
            await turn.Last.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            turn.Started = [.. turn.Started.Union(_process.Tree.Descendants())];
            await _process.KillAsync(turn.Started, TimeSpan.Zero);
        }

        await turn.Last;
        var lasted = _time.GetElapsedTime(started);
        _logger.StopCompleted(_process.Id.Pid, IsUsable, lasted);
    }

    private async Task EndAsync()
    {
        await _connection.Done;
        _heard.Writer.TryComplete();
        await _listening;
    }

    private static AgentFailure Interrupted() => new(AgentFailureKind.Interrupted, "the agent was ended before it had answered.");
}

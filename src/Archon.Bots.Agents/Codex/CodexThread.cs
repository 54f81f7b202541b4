using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Archon.Bots.Agents.Codex.Server;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.Codex;

/// <summary>Hears all that is said of one thread, and gives the prompt under way its share.</summary>
internal sealed class CodexThread
{
    /// <summary>How long what a thread has started is looked for, until nothing is left.</summary>
    private static readonly TimeSpan _killTime = TimeSpan.FromMilliseconds(700);

    private readonly CodexServer _server;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<RpcLine> _heard = Channel.CreateUnbounded<RpcLine>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _lock = new();
    private readonly Task _listening;
    private volatile CodexTurn? _turn;
    private volatile bool _isLost;

    public CodexThread(CodexServer server, string id, CodexPlace place, TimeProvider time, ILogger logger)
    {
        _server = server;
        Id = id;
        Place = place;
        _time = time;
        _logger = logger;
        Questions = new CodexQuestions(server);
        _listening = ListenAsync();
    }

    public string Id { get; }

    public CodexPlace Place { get; }

    public CodexQuestions Questions { get; }

    /// <summary>The prompt under way.</summary>
    public CodexTurn? Turn => _turn;

    /// <summary>Whether it takes a prompt in this app-server.</summary>
    public bool IsUsable => !_isLost && !_server.IsOver;

    /// <summary>Nobody shall ask it anything in this app-server any more.</summary>
    public void Lose() => _isLost = true;

    /// <summary>Nothing more is heard.</summary>
    public Task CloseAsync()
    {
        Lose();
        _heard.Writer.TryComplete();
        return _listening;
    }

    /// <summary>Takes what is said of this thread.</summary>
    public void Take(RpcLine line) => _heard.Writer.TryWrite(line);

    /// <summary>The app-server has ended.</summary>
    public async Task LoseServerAsync()
    {
        CodexTurn? turn;
        lock (_lock)
        {
            _isLost = true;
            (turn, _turn) = (_turn, null);
        }

        await KillStartedAsync();
        Questions.Clear();
        if (turn is { WasEnded: true })
        {
            turn.End(Interrupted());
        }
        else
        {
            turn?.End(new AgentEvent.Failed(new AgentFailure(AgentFailureKind.Crashed, $"codex {_server.Ending} before it had answered.")));
        }
    }

    /// <exception cref="InvalidOperationException">A prompt is under way.</exception>
    public CodexTurn Begin()
    {
        var turn = new CodexTurn(new CodexMapper(Id, Place.Directory));
        lock (_lock)
        {
            if (_turn is not null)
            {
                throw new InvalidOperationException("This session runs a prompt already.");
            }

            if (IsUsable)
            {
                _turn = turn;
                return turn;
            }
        }

        turn.End(new AgentEvent.Failed(new AgentFailure(AgentFailureKind.Crashed, $"codex {_server.Ending} before it was asked.")));
        return turn;
    }

    /// <summary>Ends what the thread has started, and nothing of another.</summary>
    public Task<bool> KillStartedAsync() =>
        ProcessKill.UntilNoneAsync(ProcessMark.OfAgent(Place.Mark).Bearers, _killTime, _time, CancellationToken.None);

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var line in _heard.Reader.ReadAllAsync())
            {
                await OnLineAsync(line);
            }
        }
        catch (Exception ex) when (ex is not UnreachableException)
        {
            // Nobody would hear the thread any more: that is told to its turn.
            _logger.OutputFailed(ex, _server.Process.Pid);
            await LoseServerAsync();
        }
    }

    private async Task OnLineAsync(RpcLine line)
    {
        if (line.Id is { } id)
        {
            await OnAskedAsync(id, line);
        }
        else if (line.Method == "serverRequest/resolved")
        {
            await Questions.ResolveAsync(line.Parameters.Child("requestId"));
        }
        else if (_turn is { } turn)
        {
            await OnToldAsync(turn, line);
        }
    }

    private async Task OnToldAsync(CodexTurn turn, RpcLine line)
    {
        if (line.Method == "turn/completed")
        {
            await OnEndAsync(turn, line.Parameters.Child("turn"));
            return;
        }

        if (line.Method == "turn/started" && line.Parameters.Child("turn").Text("id") is { } id)
        {
            turn.Begin(id);
        }

        foreach (var happened in turn.Mapper.Map(line.Method, line.Parameters))
        {
            await turn.WriteAsync(happened);
        }
    }

    private async Task OnAskedAsync(string id, RpcLine line)
    {
        var turn = _turn;
        var question = turn is null ? null : CodexQuestions.Of(line, turn.Mapper.Changes(line.Parameters.Text("itemId") ?? ""));
        if (question is not null)
        {
            await Questions.AskAsync(turn!, question);
            return;
        }

        _logger.QuestionRefused(line.Method);
        await _server.ReplyAsync(id, new JsonObject { ["decision"] = "decline" });
    }

    private async Task OnEndAsync(CodexTurn turn, JsonElement ended)
    {
        Questions.Clear();
        if (turn.Stop is not null)
        {
            await KillStartedAsync();
        }

        AgentEvent last = ended.Text("status") switch
        {
            "completed" => new AgentEvent.Completed(turn.Mapper.Usage, Id),
            "interrupted" => new AgentEvent.Failed(
                new AgentFailure(AgentFailureKind.Interrupted, "codex was interrupted before it had answered."),
                turn.Mapper.Usage
            ),
            _ => new AgentEvent.Failed(CodexFailures.Of(ended.Child("error")), turn.Mapper.Usage),
        };
        Finish(turn, last);
    }

    /// <summary>Ends a prompt; another may begin.</summary>
    public void Finish(CodexTurn turn, AgentEvent last)
    {
        lock (_lock)
        {
            _turn = _turn == turn ? null : _turn;
        }

        turn.End(last);
    }

    public static AgentEvent.Failed Interrupted() =>
        new(new AgentFailure(AgentFailureKind.Interrupted, "codex was ended before it had answered."));
}

/// <summary>Where a thread works.</summary>
/// <param name="Mark">In the environment of the commands that it starts.</param>
internal sealed record CodexPlace(string Directory, string Mark, bool Resumed)
{
    /// <summary>Codex's own record of the thread; null: it names none.</summary>
    public string? Rollout { get; init; }
}

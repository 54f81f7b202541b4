using System.Diagnostics;
using System.Text.Json;
using Archon.Bots.Agents.ClaudeCode.Questions;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>Reads all that one claude says, also while nobody asked it anything, and gives the prompt under way its share.</summary>
internal sealed class ClaudeListener
{
    public const string InitializeId = "initialize";

    private const string DenyMessage =
        "This use of the tool is not allowed here, and nobody can be asked. Do not try it again by another way. "
        + "Go on without it, or say in your answer what you need and why: the owner can allow it in the settings.";

    /// <summary>How long a claude that closed its output may take to end.</summary>
    private static readonly TimeSpan EndsSilent = TimeSpan.FromSeconds(1);

    private readonly LineProcess _process;
    private readonly AgentSessionRequest _request;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<ClaudeOpening> _opening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ClaudeTurn? _turn;
    private volatile TaskCompletionSource? _unasked;
    private volatile bool _isOver;
    private decimal _cost;
    private bool _initSeen;

    public ClaudeListener(LineProcess process, AgentSessionRequest request, TimeProvider time, ILogger logger)
    {
        _process = process;
        _request = request;
        _time = time;
        _logger = logger;
        Questions = new ClaudeQuestions(process, request.WorkingDirectory);
        SessionId = request.SessionId;
        Done = ListenAsync();
    }

    public string SessionId { get; private set; }

    public Task<ClaudeOpening> Opening => _opening.Task;

    public ClaudeQuestions Questions { get; }

    /// <summary>The prompt under way.</summary>
    public ClaudeTurn? Turn => _turn;

    /// <summary>The end of a turn that claude began by itself, as for a background task that ended.</summary>
    public Task Unasked => _unasked?.Task ?? Task.CompletedTask;

    /// <summary>Nothing more will be said.</summary>
    public bool IsOver => _isOver;

    /// <summary>The process is dead, and the prompt that it left behind has its end.</summary>
    public Task Done { get; }

    /// <exception cref="InvalidOperationException">A prompt is under way.</exception>
    public ClaudeTurn Begin(Guid prompt)
    {
        var turn = new ClaudeTurn(prompt, new ClaudeMapper(_request.WorkingDirectory, _cost));
        lock (_lock)
        {
            if (_turn is not null)
            {
                throw new InvalidOperationException("This session runs a prompt already.");
            }

            if (!_isOver)
            {
                _turn = turn;
                return turn;
            }
        }

        turn.End(Crashed());
        return turn;
    }

    /// <summary>Ends a prompt that was never sent.</summary>
    public void Withdraw(ClaudeTurn turn)
    {
        lock (_lock)
        {
            if (_turn != turn)
            {
                return;
            }

            _turn = null;
        }

        turn.SawResult();
        turn.End(Interrupted());
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var document in _process.ReadAsync())
            {
                using (document)
                {
                    await OnLineAsync(document.RootElement);
                }
            }

            await _process.EndsWithinAsync(EndsSilent);
        }
        catch (Exception ex) when (ex is not UnreachableException)
        {
            _logger.OutputFailed(ex, _process.Id.Pid);
        }

        await _process.KillAsync([], TimeSpan.Zero);
        await OnEndAsync();
    }

    private async Task OnLineAsync(JsonElement line)
    {
        var type = line.Text("type");
        switch (type)
        {
            case "control_response" when line.Child("response") is var response && response.Text("request_id") == InitializeId:
                _opening.TrySetResult(ClaudeOpening.OfReply(response.Child("response")));
                return;
            case "control_request":
                await OnRequestAsync(line.Text("request_id") ?? "", line.Child("request"));
                return;
            case "control_cancel_request":
                await Questions.WithdrawAsync(line.Text("request_id") ?? "");
                return;
            case "result" when _turn is { IsSent: true, IsQueued: false } asked:
                await OnResultAsync(asked, line);
                return;
            case "result":
                OnUnaskedResult(line);
                return;
            case "command_lifecycle" when _turn is { } sent && sent.Prompt == line.Text("command_uuid"):
                sent.IsQueued = line.Text("state") == "queued";
                return;
            case "system" when line.Text("subtype") == "init":
                _initSeen = true;
                break;
            default:
                break;
        }

        if (_turn is { IsSent: true, IsQueued: false } turn)
        {
            foreach (var happened in turn.Mapper.Map(line))
            {
                await turn.WriteAsync(happened);
            }
        }
        else if (type is "stream_event" or "assistant" || (type is "system" && line.Text("subtype") == "init"))
        {
            _unasked ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task OnRequestAsync(string requestId, JsonElement request)
    {
        if (request.Text("subtype") != "can_use_tool")
        {
            await _process.TryWriteAsync(ClaudeJson.Refuse(requestId, "not supported by this host"), CancellationToken.None);
            return;
        }

        if (_turn is { IsSent: true, IsQueued: false } turn)
        {
            await Questions.AskAsync(turn, requestId, request);
            return;
        }

        // A turn that claude began by itself: nobody reads it.
        if (request.Text("tool_use_id") is { } use)
        {
            _turn?.Mapper.Deny(use, ClaudeTools.AllowRule(request.Text("tool_name") ?? "", request.Child("input")));
        }

        await _process.TryWriteAsync(ClaudeJson.Deny(requestId, DenyMessage), CancellationToken.None);
    }

    /// <summary>A refused session, or the end of what nobody asked for.</summary>
    private void OnUnaskedResult(JsonElement line)
    {
        if (ClaudeFailures.Classify(ClaudeResult.Parse(line), Around(null)) is { } refusal)
        {
            _opening.TrySetResult(new ClaudeOpening.Refused(refusal));
        }

        EndUnasked();
    }

    private async Task OnResultAsync(ClaudeTurn turn, JsonElement line)
    {
        var result = ClaudeResult.Parse(line);
        var usage = turn.Mapper.Usage(line, out _cost);
        var failure = ClaudeFailures.Classify(result, Around(turn));
        turn.SawResult();
        Questions.Clear();
        if (turn.Stop is not null)
        {
            await _process.Tree.KillStartedAsync(turn.Started);
        }

        if (failure is null && turn.Mapper.Remainder(result) is { } remainder)
        {
            await turn.WriteAsync(remainder);
        }

        // An error's id is never kept: a refused resume carries the old one or a random one.
        SessionId = failure is null ? result.SessionId ?? SessionId : SessionId;
        lock (_lock)
        {
            _turn = null;
        }

        turn.End(failure is null ? new AgentEvent.Completed(usage, SessionId) : new AgentEvent.Failed(failure, usage));
    }

    private async Task OnEndAsync()
    {
        ClaudeTurn? turn;
        lock (_lock)
        {
            _isOver = true;
            turn = _turn;
        }

        EndUnasked();
        _opening.TrySetResult(ClaudeOpening.OfExit(_process.Stderr, _process.Ending, _request.Resume));
        if (turn is null)
        {
            return;
        }

        await _process.Tree.KillStartedAsync(turn.Started);
        _turn = null;
        turn.End(turn.WasEnded ? Interrupted() : Crashed());
    }

    private void EndUnasked()
    {
        _unasked?.TrySetResult();
        _unasked = null;
    }

    private static AgentEvent.Failed Interrupted() =>
        new(new AgentFailure(AgentFailureKind.Interrupted, "claude was ended before it had answered."));

    private AgentEvent.Failed Crashed() =>
        new(new AgentFailure(AgentFailureKind.Crashed, $"claude {_process.Ending} before it had answered."));

    private ClaudeCircumstances Around(ClaudeTurn? turn) =>
        new(_request.Resume, _initSeen)
        {
            InterruptRequested = turn?.Stop is not null,
            AssistantError = turn?.Mapper.AssistantError,
            RetryAfter = turn?.Mapper.LimitEnds - _time.GetUtcNow() is { } left && left > TimeSpan.Zero ? left : turn?.Mapper.RetryDelay,
            Stderr = _process.Stderr,
        };
}

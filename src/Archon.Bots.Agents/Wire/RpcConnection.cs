using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Agents.Processes;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.Wire;

/// <summary>Calls to an agent and its own, as JSON-RPC over lines.</summary>
internal sealed class RpcConnection
{
    private readonly LineProcess _process;
    private readonly ILogger _logger;
    private readonly Action<RpcLine> _take;
    private readonly string? _version;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _calls = new();
    private long _lastCall;
    private volatile bool _isOver;

    /// <param name="take">Takes what the agent tells and asks, in its order; must not wait.</param>
    /// <param name="version">The member <c>jsonrpc</c> of each line; null: it wants none.</param>
    public RpcConnection(LineProcess process, Action<RpcLine> take, string? version, ILogger logger)
    {
        _version = version;
        _process = process;
        _take = take;
        _logger = logger;
        Done = ListenAsync();
    }

    /// <summary>Nothing more will be said.</summary>
    public bool IsOver => _isOver;

    /// <summary>The process is dead.</summary>
    public Task Done { get; }

    /// <exception cref="RpcRefusedException">It is refused.</exception>
    /// <exception cref="RpcGoneException">There will be no answer.</exception>
    public async Task<JsonElement> CallAsync(string method, JsonObject parameters, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _lastCall);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answer;
        try
        {
            if (_isOver)
            {
                throw Gone();
            }

            await WriteAsync(
                new JsonObject
                {
                    ["id"] = id,
                    ["method"] = method,
                    ["params"] = parameters,
                },
                cancellationToken
            );
            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _calls.TryRemove(id, out _);
        }
    }

    public Task TellAsync(string method, JsonObject? parameters = null)
    {
        var frame = new JsonObject { ["method"] = method };
        if (parameters is not null)
        {
            frame["params"] = parameters;
        }

        return WriteAsync(frame, CancellationToken.None);
    }

    /// <summary>Answers what the agent has asked.</summary>
    public Task ReplyAsync(string id, JsonObject result) =>
        WriteAsync(new JsonObject { ["id"] = JsonNode.Parse(id), ["result"] = result }, CancellationToken.None);

    public Task RefuseAsync(string id, string message) =>
        WriteAsync(
            new JsonObject
            {
                ["id"] = JsonNode.Parse(id),
                // "Method not found" of JSON-RPC.
                ["error"] = new JsonObject { ["code"] = -32601, ["message"] = message },
            },
            CancellationToken.None
        );

    private Task WriteAsync(JsonObject frame, CancellationToken cancellationToken)
    {
        if (_version is not null)
        {
            frame.Insert(0, "jsonrpc", _version);
        }

        return _process.TryWriteAsync(Encoding.UTF8.GetBytes(frame.ToJsonString() + "\n"), cancellationToken);
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var document in _process.ReadAsync())
            {
                using (document)
                {
                    OnLine(document.RootElement);
                }
            }
        }
        catch (Exception ex) when (ex is not UnreachableException)
        {
            _logger.OutputFailed(ex, _process.Id.Pid);
        }

        await _process.KillAsync([], TimeSpan.Zero);
        _isOver = true;
        foreach (var call in _calls.Values)
        {
            call.TrySetException(Gone());
        }
    }

    private void OnLine(JsonElement line)
    {
        // The two sides number their calls each for itself: what has a method is the agent's.
        if (line.Text("method") is { } method)
        {
            _take(
                new RpcLine(
                    line.Child("id") is { ValueKind: JsonValueKind.Number or JsonValueKind.String } asked ? asked.GetRawText() : null,
                    method,
                    line.Child("params").Clone()
                )
            );
        }
        else if (line.Number("id") is { } id && _calls.TryRemove((long)id, out var call))
        {
            if (line.Child("error") is { ValueKind: JsonValueKind.Object } error)
            {
                call.TrySetException(
                    new RpcRefusedException(
                        (int)(error.Number("code") ?? 0),
                        error.Text("message") ?? "refused",
                        error.Child("data") is { ValueKind: not JsonValueKind.Undefined } data ? data.Clone() : default
                    )
                );
            }
            else
            {
                call.TrySetResult(line.Child("result").Clone());
            }
        }
    }

    private RpcGoneException Gone() => new(_process.Ending);
}

/// <summary>What an agent tells, or asks.</summary>
/// <param name="Id">Not null: it waits for an answer under this id, a number or a text as JSON.</param>
internal sealed record RpcLine(string? Id, string Method, JsonElement Parameters)
{
    /// <summary>Not null: told when all lines before it were taken.</summary>
    public TaskCompletionSource? Reached { get; init; }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Wire;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.Codex.Server;

/// <summary>Calls to a codex app-server and its own, over lines. Source: agents.md, section 4b: JSON-RPC without its version member.</summary>
internal sealed class CodexConnection
{
    private readonly LineProcess _process;
    private readonly ILogger _logger;
    private readonly Action<CodexLine> _take;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _calls = new();
    private long _lastCall;
    private volatile bool _isOver;

    /// <param name="take">Takes what the app-server tells and asks, in its order; must not wait.</param>
    public CodexConnection(LineProcess process, Action<CodexLine> take, ILogger logger)
    {
        _process = process;
        _take = take;
        _logger = logger;
        Done = ListenAsync();
    }

    /// <summary>Nothing more will be said.</summary>
    public bool IsOver => _isOver;

    /// <summary>The process is dead.</summary>
    public Task Done { get; }

    /// <exception cref="CodexRefusalException">It is refused.</exception>
    /// <exception cref="CodexGoneException">There will be no answer.</exception>
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

    public Task TellAsync(string method) => WriteAsync(new JsonObject { ["method"] = method }, CancellationToken.None);

    /// <summary>Answers what the app-server has asked.</summary>
    public Task ReplyAsync(long id, JsonObject result) =>
        WriteAsync(new JsonObject { ["id"] = id, ["result"] = result }, CancellationToken.None);

    public Task RefuseAsync(long id, string message) =>
        WriteAsync(
            new JsonObject
            {
                ["id"] = id,
                // "Method not found" of JSON-RPC.
                ["error"] = new JsonObject { ["code"] = -32601, ["message"] = message },
            },
            CancellationToken.None
        );

    private Task WriteAsync(JsonObject frame, CancellationToken cancellationToken) =>
        _process.TryWriteAsync(Encoding.UTF8.GetBytes(frame.ToJsonString() + "\n"), cancellationToken);

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
        // The two sides number their calls each for itself: what has a method is the app-server's.
        if (line.Text("method") is { } method)
        {
            _take(new CodexLine((long?)line.Number("id"), method, line.Child("params").Clone()));
        }
        else if (line.Number("id") is { } id && _calls.TryRemove((long)id, out var call))
        {
            if (line.Child("error") is { ValueKind: JsonValueKind.Object } error)
            {
                call.TrySetException(new CodexRefusalException((int)(error.Number("code") ?? 0), error.Text("message") ?? "refused"));
            }
            else
            {
                call.TrySetResult(line.Child("result").Clone());
            }
        }
    }

    private CodexGoneException Gone() => new($"codex {_process.Ending}");
}

/// <summary>What an app-server tells, or asks.</summary>
/// <param name="Id">Not null: it waits for an answer under this number.</param>
internal sealed record CodexLine(long? Id, string Method, JsonElement Parameters);

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Wire;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Agents.Codex.Server;

/// <summary>One running codex app-server with all its threads.</summary>
internal sealed class CodexServer : IAsyncDisposable
{
    private readonly LineProcess _process;
    private readonly RpcConnection _connection;
    private readonly ConcurrentDictionary<string, CodexThread> _threads = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, string> _marks = new(StringComparer.Ordinal);

    /// <summary>Never disposed: whoever is about to leave when the app-server ends must find it.</summary>
    private readonly SemaphoreSlim _holding = new(1, 1);

    private CodexServer(LineProcess process, ILogger logger)
    {
        _process = process;
        _connection = new RpcConnection(process, Take, version: null, logger);
        Done = EndAsync();
    }

    public Core.Turns.AgentProcess Process => _process.Id;

    public string Ending => _process.Ending;

    public bool IsOver => _connection.IsOver || _process.Exited.IsCompleted;

    /// <summary>It is dead, and every prompt that it left behind has its end.</summary>
    public Task Done { get; }

    /// <summary>Returns when it takes calls.</summary>
    /// <exception cref="RpcGoneException">It ended instead.</exception>
    public static async Task<CodexServer> StartAsync(LineProcess process, ILogger logger, CancellationToken cancellationToken)
    {
        var server = new CodexServer(process, logger);
        try
        {
            var client = new JsonObject
            {
                ["name"] = "archon-bots",
                ["title"] = "Archon.Bots",
                ["version"] = "1",
            };
            var capabilities = new JsonObject { ["experimentalApi"] = false, ["requestAttestation"] = false };
            var answer = await server.CallAsync(
                "initialize",
                new JsonObject { ["clientInfo"] = client, ["capabilities"] = capabilities },
                cancellationToken
            );
            await server._connection.TellAsync("initialized");
            var version = answer.Text("userAgent") ?? "";
            logger.ServerStarted(server._process.Id.Pid, version);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc cref="RpcConnection.CallAsync"/>
    public Task<JsonElement> CallAsync(string method, JsonObject parameters, CancellationToken cancellationToken) =>
        _connection.CallAsync(method, parameters, cancellationToken);

    public Task ReplyAsync(string id, JsonObject result) => _connection.ReplyAsync(id, result);

    /// <summary>From now on it hears what is said of it.</summary>
    public void Add(CodexThread thread)
    {
        _marks[thread.Id] = thread.Place.Mark;
        _threads[thread.Id] = thread;
    }

    /// <summary>The mark of a thread that goes on: the same as before, for one that is held still keeps the environment that it was opened with.</summary>
    public string MarkOf(string thread) => _marks.GetOrAdd(thread, _ => Guid.NewGuid().ToString());

    public void Remove(CodexThread thread) => _threads.TryRemove(KeyValuePair.Create(thread.Id, thread));

    /// <summary>Goes on with a thread while nobody lets go of the same.</summary>
    public async Task<CodexThread> HoldAsync(Func<Task<CodexThread>> openAsync, CancellationToken cancellationToken)
    {
        await _holding.WaitAsync(cancellationToken);
        try
        {
            return await openAsync();
        }
        finally
        {
            _holding.Release();
        }
    }

    /// <summary>The thread stays on disk; the app-server need not hold it any more, unless it was opened again meanwhile.</summary>
    public async Task LetGoAsync(string thread, CancellationToken cancellationToken)
    {
        await _holding.WaitAsync(cancellationToken);
        try
        {
            if (!_threads.ContainsKey(thread))
            {
                await CallAsync("thread/unsubscribe", new JsonObject { ["threadId"] = thread }, cancellationToken);
            }
        }
        finally
        {
            _holding.Release();
        }
    }

    public ValueTask DisposeAsync() => new(CloseAsync());

    private async Task CloseAsync()
    {
        _process.CloseInput();
        await _process.EndsWithinAsync(TimeSpan.FromSeconds(2));
        await _process.KillAsync([], TimeSpan.Zero);
        await Done;
        await _process.DisposeAsync();
    }

    private void Take(RpcLine line)
    {
        if (line.Parameters.Text("threadId") is { } thread && _threads.TryGetValue(thread, out var known))
        {
            known.Take(line);
        }
        else if (line.Id is { } id)
        {
            _ = _connection.RefuseAsync(id, "nobody works on that thread");
        }
    }

    private async Task EndAsync()
    {
        await _connection.Done;
        await Task.WhenAll(_threads.Values.Select(thread => thread.LoseServerAsync()));
    }
}

using System.Diagnostics.CodeAnalysis;
using Archon.Bots.Core.Turns;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Agents;

/// <summary>
/// Open sessions between turns: one owner per session id, the least recently used closed first when they are too many, hold too much memory
/// or have been idle for too long.
/// </summary>
internal sealed class AgentSessionPool(
    IEnumerable<IAgentProvider> providers,
    WatchedRun watched,
    IOptions<AgentPoolOptions> options,
    TimeProvider time,
    ILogger<AgentSessionPool> logger
) : BackgroundService
{
    private static readonly TimeSpan _tidyInterval = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, IAgentProvider> _providers = providers.ToDictionary(provider => provider.Name);
    private readonly Lock _lock = new();
    private readonly List<WarmSession> _warm = [];
    private readonly Dictionary<(string Provider, string SessionId), IAgentSession?> _leased = [];
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Takes the warm session of that id, or opens it.</summary>
    /// <exception cref="AgentUnavailableException">It cannot be opened.</exception>
    /// <exception cref="TurnInterruptedException">It died while the server ends.</exception>
    public async Task<AgentLease> AcquireAsync(AgentSessionRequest request, CancellationToken cancellationToken)
    {
        var lease = (AgentLease?)null;
        try
        {
            while (lease is null && Take(request) is { } warm)
            {
                if (warm.Fits(request) && await OpenedAsync(warm, cancellationToken) is { IsUsable: true } session)
                {
                    logger.SessionReused(session.SessionId);
                    lease = new AgentLease(session, request, watched, ReturnAsync);
                }
                else
                {
                    await warm.CloseAsync(logger);
                }
            }

            lease ??= new AgentLease(await OpenAsync(request, cancellationToken), request, watched, ReturnAsync);
            Lend(request, lease.Session);
            return lease;
        }
        finally
        {
            if (lease is null)
            {
                Release(request);
            }
        }
    }

    /// <summary>Opens a session ahead of its next prompt, if there is room and it is not open yet. A failure is found again by that prompt.</summary>
    public void Prepare(AgentSessionRequest request)
    {
        lock (_lock)
        {
            if (_warm.Count < options.Value.MaxWarm && !_leased.ContainsKey(Key(request)) && !_warm.Exists(warm => warm.IsOf(request)))
            {
                _warm.Add(new WarmSession(request, OpenAheadAsync(request), time.GetUtcNow()));
            }
        }
    }

    /// <summary>Closes the warm session of that id: its conversation has ended it.</summary>
    public async Task EndAsync(string provider, string sessionId)
    {
        WarmSession? warm;
        lock (_lock)
        {
            warm = _warm.Find(entry => entry.Provider == provider && entry.SessionId == sessionId);
            if (warm is not null)
            {
                _warm.Remove(warm);
            }
        }

        if (warm is not null)
        {
            await warm.CloseAsync(logger);
        }
    }

    /// <summary>What is open now, warm and busy, of every agent.</summary>
    public IReadOnlyList<AgentsHeld> Held()
    {
        lock (_lock)
        {
            return [.. _providers.Keys.Order(StringComparer.Ordinal).SelectMany(HeldOf)];
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _closing.CancelAsync();
        List<WarmSession> all;
        lock (_lock)
        {
            all = [.. _warm];
            _warm.Clear();
        }

        await Task.WhenAll(all.Select(warm => warm.CloseAsync(logger)));
    }

    public override void Dispose()
    {
        _closing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(_tidyInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TidyAsync();
        }
    }

    private static (string Provider, string SessionId) Key(AgentSessionRequest request) => (request.Provider, request.SessionId);

    private IEnumerable<AgentsHeld> HeldOf(string provider) =>
        [
            AgentsHeld.Of(provider, isBusy: false, [.. _warm.Where(warm => warm.Provider == provider).Select(warm => warm.MemoryBytes)]),
            AgentsHeld.Of(
                provider,
                isBusy: true,
                [.. _leased.Where(leased => leased.Key.Provider == provider).Select(leased => leased.Value?.MemoryBytes ?? 0)]
            ),
        ];

    /// <summary>From here on the id belongs to the caller, whether it was warm or not.</summary>
    private WarmSession? Take(AgentSessionRequest request)
    {
        lock (_lock)
        {
            _leased.TryAdd(Key(request), null);
            var warm = _warm.Find(entry => entry.IsOf(request));
            if (warm is not null)
            {
                _warm.Remove(warm);
            }

            return warm;
        }
    }

    private void Lend(AgentSessionRequest request, IAgentSession session)
    {
        lock (_lock)
        {
            _leased[Key(request)] = session;
        }
    }

    private void Release(AgentSessionRequest request)
    {
        lock (_lock)
        {
            _leased.Remove(Key(request));
        }
    }

    /// <summary>Waits until what is being opened ahead is open; who waits no longer leaves it to the pool.</summary>
    private async Task<IAgentSession?> OpenedAsync(WarmSession warm, CancellationToken cancellationToken)
    {
        try
        {
            return await warm.OpenAsync().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                _warm.Add(warm);
            }

            throw;
        }
    }

    private async Task<IAgentSession> OpenAsync(AgentSessionRequest request, CancellationToken cancellationToken)
    {
        if (!_providers.TryGetValue(request.Provider, out var provider))
        {
            throw new AgentUnavailableException(
                new AgentFailure(AgentFailureKind.NotStarted, $"There is no agent called {request.Provider} here.")
            );
        }

        var started = time.GetTimestamp();
        try
        {
            var session = await provider.OpenAsync(request, cancellationToken);
            var elapsed = time.GetElapsedTime(started);
            logger.SessionOpened(request.Provider, session.SessionId, session.Resumed, elapsed);
            return session;
        }
        catch (AgentUnavailableException exception)
        {
            watched.ThrowIfCutOff(exception.Failure);
            throw;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The prompt that needs the session meets the failure again and reports it.")]
    private async Task<IAgentSession?> OpenAheadAsync(AgentSessionRequest request)
    {
        try
        {
            return await OpenAsync(request, _closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            var failure = exception is AgentUnavailableException known ? known.Failure.Kind : AgentFailureKind.NotStarted;
            logger.SpawnAheadFailed(request.SessionId, failure);
            return null;
        }
    }

    private async Task ReturnAsync(IAgentSession session, AgentSessionRequest request, bool discard)
    {
        if (discard || !session.IsUsable || options.Value.MaxWarm == 0)
        {
            try
            {
                await session.DisposeAsync();
            }
            finally
            {
                Release(request);
            }

            return;
        }

        var current = request with { SessionId = session.SessionId };
        lock (_lock)
        {
            _leased.Remove(Key(request));
            _warm.Add(new WarmSession(current, Task.FromResult<IAgentSession?>(session), time.GetUtcNow()));
        }

        await TidyAsync();
    }

    /// <summary>Closes what is idle for too long, then the oldest until count and memory fit.</summary>
    private async Task TidyAsync()
    {
        var leaving = new List<(WarmSession Warm, string Why)>();
        lock (_lock)
        {
            var now = time.GetUtcNow();
            leaving.AddRange(_warm.Where(warm => now - warm.Since > options.Value.IdleTimeout).Select(warm => (warm, "idle")));
            _warm.RemoveAll(warm => leaving.Exists(entry => entry.Warm == warm));

            var budget = options.Value.MemoryMegabytes * 1024L * 1024L;
            while (_warm.Count > options.Value.MaxWarm || (_warm.Count > 0 && _warm.Sum(warm => warm.MemoryBytes) > budget))
            {
                leaving.Add((_warm[0], "room"));
                _warm.RemoveAt(0);
            }
        }

        foreach (var (warm, why) in leaving)
        {
            logger.SessionEvicted(warm.SessionId, why);
            await warm.CloseAsync(logger);
        }
    }
}

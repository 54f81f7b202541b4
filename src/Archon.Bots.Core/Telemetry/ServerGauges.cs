using System.Diagnostics.Metrics;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Telemetry;

/// <summary>
/// What the server's state is, looked at beside the path and kept in memory: who reads the metrics never waits for the database or for
/// <c>/proc</c>. While the database does not answer, the counts stay what they were and the ages grow on.
/// </summary>
internal sealed class ServerGauges : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);
    private readonly IBacklogStore _store;
    private readonly AgentSessionPool _pool;
    private readonly HealthParts _health;
    private readonly TimeProvider _time;
    private readonly ILogger<ServerGauges> _logger;
    private volatile Backlog? _backlog;
    private IReadOnlyList<AgentsHeld> _agents = [];
    private bool _failing;

    public ServerGauges(
        IMeterFactory meters,
        IBacklogStore store,
        AgentSessionPool pool,
        HealthParts health,
        TimeProvider time,
        ILogger<ServerGauges> logger
    )
    {
        _store = store;
        _pool = pool;
        _health = health;
        _time = time;
        _logger = logger;
        var meter = meters.Create(TelemetrySource.Name);
        meter.CreateObservableGauge("archon_bots.inbox.waiting", Waiting, "{message}", "Messages that wait for their turn");
        meter.CreateObservableGauge("archon_bots.inbox.age", InboxAge, "s", "How long the oldest of them waits; 0: none does");
        meter.CreateObservableGauge(
            "archon_bots.outbox.undelivered",
            Undelivered,
            "{message}",
            "Messages that are to be shown and are not yet"
        );
        meter.CreateObservableGauge("archon_bots.outbox.age", OutboxAge, "s", "How long the oldest of them is due; 0: none is");
        meter.CreateObservableGauge("archon_bots.agents", Agents, "{agent}", "Open agent sessions: warm ones wait, busy ones run a turn");
        meter.CreateObservableGauge("archon_bots.agents.memory", Memory, "By", "What their processes hold");
        meter.CreateObservableGauge("archon_bots.part.up", Parts, null, "1: the part works, 0: it is down, as /health/ready tells");
        meter.CreateObservableGauge("archon_bots.inbound.proven.timestamp", Inbound, "s", "When a platform last proved that it delivers");
        meter.CreateObservableGauge("archon_bots.connections", Connections, "{connection}", "What a platform counts on the bot's token");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Volatile.Write(ref _agents, _pool.Held());
            await ReadBacklogAsync(stoppingToken);
            await Task.Delay(_interval, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadBacklogAsync(CancellationToken cancellationToken)
    {
        try
        {
            _backlog = await _store.ReadAsync(cancellationToken);
            _failing = false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_failing)
            {
                _failing = true;
                _logger.BacklogUnread(exception.GetType().Name);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private IEnumerable<Measurement<int>> Waiting() => _backlog is { } backlog ? [new(backlog.Waiting)] : [];

    private IEnumerable<Measurement<int>> Undelivered() => _backlog is { } backlog ? [new(backlog.Undelivered)] : [];

    private IEnumerable<Measurement<int>> Connections() =>
        _health.ConnectionsTold.Select(told => new Measurement<int>(
            told.Value,
            KeyValuePair.Create<string, object?>("platform", told.Key)
        ));

    private IEnumerable<Measurement<double>> InboxAge() => _backlog is { } backlog ? [new(AgeOf(backlog.OldestWaiting))] : [];

    private IEnumerable<Measurement<double>> OutboxAge() => _backlog is { } backlog ? [new(AgeOf(backlog.OldestUndelivered))] : [];

    private IEnumerable<Measurement<int>> Agents() =>
        Volatile.Read(ref _agents).Select(held => new Measurement<int>(held.Count, Tags(held)));

    private IEnumerable<Measurement<long>> Memory() =>
        Volatile.Read(ref _agents).Select(held => new Measurement<long>(held.MemoryBytes, Tags(held)));

    private IEnumerable<Measurement<int>> Parts() =>
        _health.All.Select(part => new Measurement<int>(part.IsUp ? 1 : 0, new KeyValuePair<string, object?>("part", part.Name)));

    private IEnumerable<Measurement<double>> Inbound() =>
        _health.LastInbound.Select(door => new Measurement<double>(
            door.Value.ToUnixTimeMilliseconds() / 1000.0,
            new KeyValuePair<string, object?>("platform", door.Key)
        ));

    private double AgeOf(DateTimeOffset? oldest) => oldest is { } since ? Math.Max(0, (_time.GetUtcNow() - since).TotalSeconds) : 0;

    private static KeyValuePair<string, object?>[] Tags(AgentsHeld held) =>
        [new("provider", held.Provider), new("state", held.IsBusy ? "busy" : "warm")];
}

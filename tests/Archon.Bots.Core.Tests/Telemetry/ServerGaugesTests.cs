using System.Data.Common;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Telemetry;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;
using Archon.Bots.Testing.Telemetry;

namespace Archon.Bots.Core.Tests.Telemetry;

public sealed class ServerGaugesTests : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);
    private readonly CoreRig _rig = new();
    private readonly RecordedTelemetry _telemetry = new();
    private readonly RecordedLog _log = new(new Signal());
    private readonly Store _store = new();
    private readonly ServerGauges _gauges;

    public ServerGaugesTests() =>
        _gauges = new ServerGauges(_telemetry, _store, _rig.Pool, _rig.Health, _rig.Time, _log.For<ServerGauges>());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gauges.Dispose();
        _telemetry.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task Nothing_is_shown_of_queues_that_nobody_has_looked_at()
    {
        _store.Failure = new Outage();

        await LookAsync();

        Assert.Empty(_telemetry.Look("archon_bots.inbox.waiting"));
        Assert.Empty(_telemetry.Look("archon_bots.outbox.age"));
    }

    [Fact]
    public async Task While_the_database_is_down_the_counts_stay_and_the_ages_grow()
    {
        _store.Backlog = new Backlog(3, _rig.Time.GetUtcNow().AddSeconds(-10), 0, null);
        await LookAsync();
        _store.Failure = new Outage();

        await NextAsync();
        await NextAsync();

        Assert.Equal(3, Assert.Single(_telemetry.Look("archon_bots.inbox.waiting")).Value);
        Assert.Equal(20, Assert.Single(_telemetry.Look("archon_bots.inbox.age")).Value);
        Assert.Equal(0, Assert.Single(_telemetry.Look("archon_bots.outbox.age")).Value);
        Assert.Equal(1, _log.Count("telemetry.backlog_failed"));
    }

    [Fact]
    public async Task The_queues_are_known_again_when_the_database_is_back()
    {
        _store.Failure = new Outage();
        await LookAsync();
        _store.Failure = null;
        _store.Backlog = new Backlog(0, null, 2, _rig.Time.GetUtcNow());

        await NextAsync();

        Assert.Equal(2, Assert.Single(_telemetry.Look("archon_bots.outbox.undelivered")).Value);
        Assert.Equal(5, Assert.Single(_telemetry.Look("archon_bots.outbox.age")).Value);
    }

    [Fact]
    public async Task Agents_are_told_apart_by_what_they_do()
    {
        var request = new AgentSessionRequest("claude", "s1", Resume: false, "work", Model: null);
        var lease = await _rig.Pool.AcquireAsync(request, Token);
        await LookAsync();
        var busy = Agents();

        await lease.DisposeAsync();
        await NextAsync();

        Assert.Equal(["claude busy 1", "claude warm 0", "demo busy 0", "demo warm 0"], busy);
        Assert.Equal(["claude busy 0", "claude warm 1", "demo busy 0", "demo warm 0"], Agents());
    }

    [Fact]
    public void Parts_and_doors_are_shown_as_health_knows_them()
    {
        _rig.Health.Up("telegram");
        _rig.Health.Down("claude", "gone");
        _rig.Health.Connected("slack", 2);
        _rig.Health.Inbound("telegram", DateTimeOffset.FromUnixTimeSeconds(1_790_000_000));

        var parts = _telemetry.Look("archon_bots.part.up").Select(part => (part.Labels["part"], part.Value));
        Assert.Equal([("claude", 0.0), ("telegram", 1.0)], parts);
        Assert.Equal(2, Assert.Single(_telemetry.Look("archon_bots.connections")).Value);
        Assert.Equal(1_790_000_000, Assert.Single(_telemetry.Look("archon_bots.inbound.proven.timestamp")).Value);
    }

    private async Task LookAsync()
    {
        await _gauges.StartAsync(Token);
        await _rig.Time.WaitedForAsync(_interval, Token);
    }

    private async Task NextAsync()
    {
        _rig.Time.Advance(_interval);
        await _rig.Time.WaitedForAsync(_interval, Token);
    }

    private IEnumerable<string> Agents() =>
        _telemetry
            .Look("archon_bots.agents")
            .Select(agents => $"{agents.Labels["provider"]} {agents.Labels["state"]} {agents.Value}")
            .Order(StringComparer.Ordinal);

    private sealed class Outage() : DbException("the disk is gone");

    private sealed class Store : IBacklogStore
    {
        public Backlog Backlog { get; set; } = new(0, null, 0, null);

        public Exception? Failure { get; set; }

        public Task<Backlog> ReadAsync(CancellationToken cancellationToken) =>
            Failure is null ? Task.FromResult(Backlog) : Task.FromException<Backlog>(Failure);
    }
}

using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Tests.Agents;

public sealed class AgentSessionPoolTests : IDisposable
{
    private readonly TestTime _time = new();
    private readonly ScriptedAgent _agent = new();
    private readonly FakeLifetime _lifetime = new();
    private readonly AgentPoolOptions _options = new();
    private readonly AgentSessionPool _pool;

    public AgentSessionPoolTests() =>
        _pool = new AgentSessionPool(
            [_agent],
            new WatchedRun(Options.Create(new AgentOptions()), _lifetime, _time),
            Options.Create(_options),
            _time,
            NullLogger<AgentSessionPool>.Instance
        );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _pool.Dispose();

    [Fact]
    public async Task A_session_that_was_given_back_is_used_again()
    {
        await UseAsync("a");
        await UseAsync("a");

        Assert.False(Assert.Single(_agent.Sessions).IsClosed);
    }

    [Fact]
    public async Task A_session_is_warm_under_the_id_that_its_last_result_named()
    {
        await using (var lease = await _pool.AcquireAsync(Request("a"), Token))
        {
            _agent.Sessions[0].SessionId = "b";
        }

        await UseAsync("b");
        Assert.Single(_agent.Sessions);
    }

    [Fact]
    public async Task A_discarded_session_is_closed_and_not_used_again()
    {
        await using (var lease = await _pool.AcquireAsync(Request("a"), Token))
        {
            lease.Discard();
        }

        await UseAsync("a");
        Assert.Equal([true, false], _agent.Sessions.Select(session => session.IsClosed));
    }

    [Fact]
    public async Task A_session_that_broke_in_its_turn_or_in_the_pool_is_replaced()
    {
        await using (await _pool.AcquireAsync(Request("a"), Token))
        {
            _agent.Sessions[0].IsUsable = false;
        }

        await UseAsync("a");
        _agent.Sessions[1].IsUsable = false;
        await UseAsync("a");

        Assert.Equal([true, true, false], _agent.Sessions.Select(session => session.IsClosed));
    }

    [Fact]
    public async Task The_least_recently_used_is_closed_when_they_are_too_many()
    {
        _options.MaxWarm = 2;

        await UseAsync("a");
        await UseAsync("b");
        await UseAsync("a");
        await UseAsync("c");

        Assert.Equal(["b"], Closed());
    }

    [Fact]
    public async Task The_least_recently_used_are_closed_when_they_hold_too_much_memory()
    {
        _options.MemoryMegabytes = 400;

        await UseAsync("a", megabytes: 190);
        await UseAsync("b", megabytes: 190);
        Assert.Empty(Closed());
        await UseAsync("c", megabytes: 390);

        Assert.Equal(["a", "b"], Closed());
    }

    [Fact]
    public async Task An_idle_session_is_closed_after_its_time()
    {
        await _pool.StartAsync(Token);
        await UseAsync("a");

        for (var waited = TimeSpan.Zero; waited <= _options.IdleTimeout; waited += TimeSpan.FromSeconds(30))
        {
            await _time.WaitedForAsync(TimeSpan.FromSeconds(30), Token);
            Assert.Empty(Closed());
            _time.Advance(TimeSpan.FromSeconds(30));
        }

        await _agent.UntilAsync(agent => agent.Sessions[0].IsClosed, Token);
        await _pool.StopAsync(Token);
    }

    [Fact]
    public async Task A_pool_of_none_keeps_none()
    {
        _options.MaxWarm = 0;

        await UseAsync("a");
        _pool.Prepare(Request("b"));

        Assert.Equal(["a"], Closed());
        Assert.Single(_agent.Sessions);
    }

    [Fact]
    public async Task A_prepared_session_is_opened_once_and_used()
    {
        _pool.Prepare(Request("a"));
        _pool.Prepare(Request("a"));

        await UseAsync("a");

        Assert.Single(_agent.Sessions);
    }

    [Fact]
    public async Task A_turn_waits_for_the_session_that_is_being_opened_ahead()
    {
        var opening = new TaskCompletionSource();
        _agent.Opening = _ => opening.Task;
        _pool.Prepare(Request("a"));

        var lease = _pool.AcquireAsync(Request("a"), Token);
        Assert.False(lease.IsCompleted);
        opening.SetResult();

        await using var opened = await lease;
        Assert.Single(_agent.Sessions);
    }

    [Fact]
    public async Task A_failure_to_open_ahead_is_met_again_by_the_turn()
    {
        _agent.Refuses(AgentFailureKind.SessionLost);
        _pool.Prepare(Request("a"));
        _agent.Refuses(AgentFailureKind.Auth);

        var met = await Assert.ThrowsAsync<AgentUnavailableException>(() => _pool.AcquireAsync(Request("a"), Token));

        Assert.Equal(AgentFailureKind.Auth, met.Failure.Kind);
        await UseAsync("a");
        Assert.Single(_agent.Sessions);
    }

    [Fact]
    public async Task A_session_in_the_hands_of_a_turn_is_not_opened_ahead()
    {
        await using (await _pool.AcquireAsync(Request("a"), Token))
        {
            _pool.Prepare(Request("a"));
        }

        await UseAsync("a");
        Assert.Single(_agent.Sessions);
    }

    [Fact]
    public async Task A_warm_session_that_does_not_fit_is_closed_before_its_id_is_opened_anew()
    {
        await UseAsync("a");
        var wasClosed = false;
        _agent.Opening = _ =>
        {
            wasClosed = _agent.Sessions[0].IsClosed;
            return Task.CompletedTask;
        };

        await using var lease = await _pool.AcquireAsync(Request("a") with { Model = "other" }, Token);

        Assert.True(wasClosed);
        Assert.Equal(2, _agent.Sessions.Count);
    }

    [Fact]
    public async Task An_ended_conversations_session_is_closed()
    {
        await UseAsync("a");

        await _pool.EndAsync("claude", "a");
        await _pool.EndAsync("claude", "unknown");

        Assert.Equal(["a"], Closed());
    }

    [Fact]
    public async Task The_end_of_the_server_closes_all()
    {
        await UseAsync("a");
        _pool.Prepare(Request("b"));

        await _pool.StopAsync(Token);

        Assert.Equal(["a", "b"], Closed());
    }

    [Fact]
    public async Task Who_waits_no_longer_for_a_session_leaves_it_to_the_next()
    {
        var opened = new TaskCompletionSource();
        _agent.Opening = _ => opened.Task;
        _pool.Prepare(Request("a"));
        using var stop = new CancellationTokenSource();

        var waiting = _pool.AcquireAsync(Request("a"), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        opened.SetResult();
        await UseAsync("a");

        Assert.False(Assert.Single(_agent.Sessions).IsClosed);
    }

    [Fact]
    public async Task The_end_of_the_server_waits_for_no_session_that_is_opened_ahead()
    {
        _agent.Opening = _ => new TaskCompletionSource().Task;
        _pool.Prepare(Request("a"));

        await _pool.StopAsync(Token).WaitAsync(TestTimeouts.Default, Token);

        Assert.Empty(_agent.Sessions);
    }

    [Fact]
    public async Task An_agent_that_dies_on_its_way_while_the_server_ends_is_no_failure_of_its_turn()
    {
        _agent.Refuses(AgentFailureKind.NotStarted);
        _lifetime.StopApplication();

        await Assert.ThrowsAsync<TurnInterruptedException>(() => _pool.AcquireAsync(Request("a"), Token));
    }

    [Fact]
    public async Task An_unknown_agent_is_named()
    {
        var unknown = Request("a") with { Provider = "codex" };

        var met = await Assert.ThrowsAsync<AgentUnavailableException>(() => _pool.AcquireAsync(unknown, Token));

        Assert.Equal(AgentFailureKind.NotStarted, met.Failure.Kind);
        Assert.Contains("codex", met.Message, StringComparison.Ordinal);
    }

    private static AgentSessionRequest Request(string id) => new("claude", id, Resume: false, "/w", Model: null);

    private async Task UseAsync(string id, int megabytes = 0)
    {
        await using var lease = await _pool.AcquireAsync(Request(id), Token);
        _agent.Sessions.Last(session => session.SessionId == id).MemoryBytes = megabytes * 1024L * 1024L;
    }

    private IEnumerable<string> Closed() => _agent.Sessions.Where(session => session.IsClosed).Select(session => session.SessionId).Order();
}

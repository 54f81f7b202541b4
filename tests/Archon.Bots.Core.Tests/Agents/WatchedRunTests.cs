using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;
using Archon.Bots.Testing.Fakes;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Tests.Agents;

public sealed class WatchedRunTests
{
    private static readonly AgentOptions _options = new();
    private readonly TestTime _time = new();
    private readonly ScriptedAgent _agent = new();
    private readonly List<AgentEvent> _said = [];
    private readonly FakeLifetime _lifetime = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_pass_through_in_order()
    {
        _agent.Says("hello");

        await RunAsync(Token, Token);

        Assert.Equal(Events.Answer("id-1", "hello"), _said);
    }

    [Fact]
    public async Task An_agent_without_a_sign_of_life_is_interrupted()
    {
        var silent = Silent();

        var run = RunAsync(Token, Token);
        await _time.WaitedForAsync(_options.FirstEventTimeout, Token);
        _time.Advance(_options.FirstEventTimeout);

        await run;
        Assert.Equal(1, (await silent.Task).Interrupts);
        Assert.Equal("no sign of life within 60 s", Ending(AgentFailureKind.Timeout));
    }

    [Fact]
    public async Task An_agent_that_falls_silent_is_interrupted()
    {
        var gate = _agent.Holds(new AgentEvent.TextDelta("b", "so"));

        var run = RunAsync(Token, Token);
        await gate.ReachedAsync(Token);
        await _time.WaitedForAsync(_options.SilenceTimeout, Token);
        _time.Advance(_options.SilenceTimeout);

        await run;
        Assert.Equal("silent for 5 min", Ending(AgentFailureKind.Timeout));
    }

    [Fact]
    public async Task A_sign_of_life_starts_the_silence_anew()
    {
        var gate = _agent.Holds();

        var run = RunAsync(Token, Token);
        await gate.ReachedAsync(Token);
        await _time.WaitedForAsync(_options.SilenceTimeout, Token);
        _time.Advance(_options.SilenceTimeout - TimeSpan.FromTicks(1));
        await gate.ReleaseAsync("late", Token);

        await run;
        Assert.IsType<AgentEvent.Completed>(_said[^1]);
    }

    [Fact]
    public async Task Silence_is_not_counted_while_a_tool_runs()
    {
        var gate = _agent.Holds(Events.Tool("Bash a", "t1"), Events.Tool("Bash b", "t2"), new AgentEvent.ToolFinished("t1", ToolEnd.Done));

        var run = RunAsync(Token, Token);
        var prompt = await gate.ReachedAsync(Token);
        await _time.WaitedForAsync(_options.TurnTimeout, Token);
        _time.Advance(_options.SilenceTimeout * 3);
        await gate.ReleaseAsync("done", Token);

        await run;
        Assert.Equal(0, prompt.Interrupts);
        Assert.IsType<AgentEvent.Completed>(_said[^1]);
    }

    [Fact]
    public async Task Silence_is_counted_again_when_the_last_tool_has_ended()
    {
        var gate = _agent.Holds(Events.Tool("Bash a"), new AgentEvent.ToolFinished("t1", ToolEnd.Failed));

        var run = RunAsync(Token, Token);
        await gate.ReachedAsync(Token);
        await _time.WaitedForAsync(_options.SilenceTimeout, Token);
        _time.Advance(_options.SilenceTimeout);

        await run;
        Ending(AgentFailureKind.Timeout);
    }

    [Fact]
    public async Task Silence_is_not_counted_while_a_question_is_open()
    {
        var gate = _agent.Holds(new AgentEvent.Asked("q1", "which?"));

        var run = RunAsync(Token, Token);
        await gate.ReachedAsync(Token);
        await _time.WaitedForAsync(_options.TurnTimeout, Token);
        _time.Advance(_options.SilenceTimeout * 2);
        await gate.ReleaseAsync("that one", Token);

        await run;
        Assert.IsType<AgentEvent.Completed>(_said[^1]);
    }

    [Fact]
    public async Task Even_a_tool_ends_with_the_time_of_the_whole_turn()
    {
        var gate = _agent.Holds(Events.Tool("Bash sleep"));

        var run = RunAsync(Token, Token);
        await gate.ReachedAsync(Token);
        await _time.WaitedForAsync(_options.TurnTimeout, Token);
        _time.Advance(_options.TurnTimeout);

        await run;
        Assert.Equal("no answer within 60 min", Ending(AgentFailureKind.Timeout));
    }

    [Fact]
    public async Task A_stop_interrupts_once_and_is_no_timeout()
    {
        using var stop = new CancellationTokenSource();
        var gate = _agent.Holds();

        var run = RunAsync(stop.Token, Token);
        var prompt = await gate.ReachedAsync(Token);
        await stop.CancelAsync();

        await run;
        Ending(AgentFailureKind.Interrupted);
        Assert.Equal(1, prompt.Interrupts);
    }

    [Fact]
    public async Task An_answer_that_came_before_the_stop_stays_an_answer()
    {
        using var stop = new CancellationTokenSource();
        var gate = _agent.Holds();
        gate.Release([.. Events.Answer("id-1", "done")]);
        await stop.CancelAsync();

        await RunAsync(stop.Token, Token);

        Assert.IsType<AgentEvent.Completed>(_said[^1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_kill_throws_whether_the_agent_throws_or_says_that_it_was_ended(bool throws)
    {
        using var kill = new CancellationTokenSource();
        var gate = new ScriptedGate([]) { ThrowsWhenKilled = throws };
        _agent.Runs(gate.RunAsync);

        var run = RunAsync(Token, kill.Token);
        await gate.ReachedAsync(Token);
        await kill.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Theory]
    [InlineData(AgentFailureKind.Crashed)]
    [InlineData(AgentFailureKind.Interrupted)]
    public async Task An_agent_that_dies_while_the_server_ends_has_not_failed(AgentFailureKind kind)
    {
        _agent.Fails(kind);
        _lifetime.StopApplication();

        await Assert.ThrowsAsync<TurnInterruptedException>(() => RunAsync(Token, Token));

        Assert.IsType<AgentEvent.SessionBound>(Assert.Single(_said));
    }

    [Fact]
    public async Task An_answer_while_the_server_ends_is_an_answer()
    {
        _agent.Fails(AgentFailureKind.RateLimited);
        _lifetime.StopApplication();

        await RunAsync(Token, Token);

        Assert.Equal("", Ending(AgentFailureKind.RateLimited));
    }

    [Fact]
    public async Task A_stop_of_the_user_stays_one_while_the_server_ends()
    {
        using var stop = new CancellationTokenSource();
        var gate = _agent.Holds();
        _lifetime.StopApplication();

        var run = RunAsync(stop.Token, Token);
        await gate.ReachedAsync(Token);
        await stop.CancelAsync();

        await run;
        Assert.Equal("", Ending(AgentFailureKind.Interrupted));
    }

    /// <summary>Says nothing until it is interrupted.</summary>
    private TaskCompletionSource<ScriptedPrompt> Silent()
    {
        var began = new TaskCompletionSource<ScriptedPrompt>(TaskCreationOptions.RunContinuationsAsynchronously);
        _agent.Runs(Script);
        return began;

        async IAsyncEnumerable<AgentEvent> Script(ScriptedPrompt prompt)
        {
            began.SetResult(prompt);
            await prompt.Interrupted;
            yield return Events.Failed(AgentFailureKind.Interrupted);
        }
    }

    private async Task RunAsync(CancellationToken stopToken, CancellationToken killToken)
    {
        var session = await _agent.OpenAsync(new AgentSessionRequest("claude", "id-1", Resume: false, "/w", Model: null), Token);
        var run = new WatchedRun(Options.Create(_options), _lifetime, _time);
        await foreach (var said in run.RunAsync(session, new AgentPrompt(Guid.NewGuid(), "go"), stopToken, killToken))
        {
            _said.Add(said);
        }
    }

    private string Ending(AgentFailureKind kind)
    {
        var failed = Assert.IsType<AgentEvent.Failed>(_said[^1]);
        Assert.Equal(kind, failed.Failure.Kind);
        return failed.Failure.Detail;
    }
}

using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Scheduling;
using Archon.Bots.Core.Turns;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Tests.Scheduling;

public sealed class InProcessSchedulerTests : IDisposable
{
    private readonly CoreRig _rig = new();
    private readonly SchedulingOptions _options = new();
    private InProcessScheduler? _scheduler;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _scheduler?.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task No_more_conversations_run_at_once_than_the_settings_allow()
    {
        _options.MaxConcurrent = 2;
        var gates = Enumerable.Range(0, 3).Select(_ => _rig.Agent.Holds()).ToList();

        await WakeAsync("a", "b", "c");
        await _rig.Agent.UntilAsync(agent => agent.Running == 2, Token);
        Assert.Equal(2, _rig.Agent.Prompts.Count);
        await gates[0].ReleaseAsync("done", Token);

        await gates[2].ReachedAsync(Token);
        gates.ForEach(gate => gate.Release());
        await StopAsync();
    }

    [Fact]
    public async Task A_busy_conversation_lets_the_others_pass()
    {
        const int bound = 10_000;
        _options.MaxConcurrent = 1;
        _rig.Conversations.Committing = _ =>
        {
            if (_rig.Agent.Prompts.Count < bound && _rig.Agent.Prompts.TrueForAll(prompt => prompt.Text != "b0"))
            {
                _rig.Conversations.Wait(Worlds.Turn("more") with { Conversation = Inbound.Key("a") });
            }
        };

        await WakeAsync("a");
        await _rig.Agent.PromptedAsync(1, Token);
        await WakeAsync("b");
        await _rig.Agent.UntilAsync(agent => agent.Prompts.Exists(prompt => prompt.Text == "b0"), Token);

        await StopAsync();
        Assert.InRange(_rig.Agent.Prompts.Count, 2, bound - 1);
    }

    [Fact]
    public async Task A_stop_lets_running_turns_end_within_the_grace()
    {
        var gate = _rig.Agent.Holds();
        await WakeAsync("a", "a");
        await gate.ReachedAsync(Token);

        var stopped = Scheduler.StopAsync(Token);
        await gate.ReleaseAsync("done", Token);

        await stopped.WaitAsync(TestTimeouts.Default, Token);
        Assert.IsType<TurnOutcome.Answered>(Assert.Single(_rig.Conversations.Commits).Outcome);
        Assert.Empty(_rig.Conversations.GivenBack);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_runs_longer_than_the_grace_is_given_back(bool throws)
    {
        var raised = 0;
        _rig.Outbox.Listen(_ => raised++);
        var gate = new ScriptedGate([]) { ThrowsWhenKilled = throws };
        _rig.Agent.Runs(gate.RunAsync);
        await WakeAsync("a");
        await gate.ReachedAsync(Token);

        var stopped = Scheduler.StopAsync(Token);
        await _rig.Time.WaitedForAsync(TimeSpan.FromSeconds(20), Token);
        _rig.Time.Advance(TimeSpan.FromSeconds(20));

        await stopped.WaitAsync(TestTimeouts.Default, Token);
        Assert.Empty(_rig.Conversations.Commits);
        Assert.Single(_rig.Conversations.GivenBack);
        Assert.Equal(2, raised);
    }

    [Fact]
    public async Task A_grace_that_is_ended_is_over_at_once()
    {
        var gate = _rig.Agent.Holds();
        await WakeAsync("a");
        await gate.ReachedAsync(Token);

        var stopped = Scheduler.StopAsync(Token);
        await _rig.Time.WaitedForAsync(TimeSpan.FromSeconds(20), Token);
        Grace.End();

        await stopped.WaitAsync(TestTimeouts.Default, Token);
        Assert.Single(_rig.Conversations.GivenBack);
    }

    [Fact]
    public async Task A_turn_whose_agent_dies_while_the_server_ends_is_given_back()
    {
        _rig.Lifetime.StopApplication();
        _rig.Agent.Fails(AgentFailureKind.Crashed);

        await WakeAsync("a");
        await _rig.Agent.PromptedAsync(1, Token);

        await StopAsync();
        Assert.Empty(_rig.Conversations.Commits);
        Assert.Single(_rig.Conversations.GivenBack);
    }

    [Fact]
    public async Task A_turn_whose_agent_is_being_opened_is_given_back()
    {
        var opening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _rig.Agent.Opening = _ =>
        {
            opening.SetResult();
            return new TaskCompletionSource().Task;
        };
        await WakeAsync("a");
        await opening.Task.WaitAsync(Token);

        var stopped = Scheduler.StopAsync(Token);
        await _rig.Time.WaitedForAsync(TimeSpan.FromSeconds(20), Token);
        _rig.Time.Advance(TimeSpan.FromSeconds(20));

        await stopped.WaitAsync(TestTimeouts.Default, Token);
        Assert.Empty(_rig.Conversations.Commits);
        Assert.Single(_rig.Conversations.GivenBack);
    }

    [Fact]
    public async Task A_turn_that_breaks_because_the_server_ends_is_given_back()
    {
        var reached = new TaskCompletionSource<ScriptedPrompt>(TaskCreationOptions.RunContinuationsAsynchronously);
        _rig.Agent.Runs(Broken);
        await WakeAsync("a");
        await reached.Task.WaitAsync(Token);

        var stopped = Scheduler.StopAsync(Token);
        await _rig.Time.WaitedForAsync(TimeSpan.FromSeconds(20), Token);
        _rig.Time.Advance(TimeSpan.FromSeconds(20));

        await stopped.WaitAsync(TestTimeouts.Default, Token);
        Assert.Single(_rig.Conversations.GivenBack);

        async IAsyncEnumerable<AgentEvent> Broken(ScriptedPrompt prompt)
        {
            yield return new AgentEvent.SessionBound(prompt.SessionId);
            var killed = new TaskCompletionSource();
            await using var kill = prompt.KillToken.Register(killed.SetResult);
            reached.SetResult(prompt);
            await killed.Task;
            throw new IOException("Broken pipe");
        }
    }

    private InProcessScheduler Scheduler =>
        _scheduler ??= new InProcessScheduler(
            _rig.Runner,
            Options.Create(_options),
            Grace,
            _rig.Time,
            NullLogger<InProcessScheduler>.Instance
        );

    private ShutdownGrace Grace => field ??= new ShutdownGrace(Options.Create(new ShutdownOptions()), _rig.Time);

    private Task StopAsync() => Scheduler.StopAsync(Token).WaitAsync(TestTimeouts.Default, Token);

    /// <summary>A turn in each of these chats, numbered within its chat.</summary>
    private async Task WakeAsync(params string[] chats)
    {
        foreach (var group in chats.GroupBy(chat => chat))
        {
            for (var n = 0; n < group.Count(); n++)
            {
                _rig.Conversations.Wait(Worlds.Turn($"{group.Key}{n}") with { Conversation = Inbound.Key(group.Key) });
            }

            await Scheduler.WakeAsync(Inbound.Key(group.Key), Token);
        }
    }
}

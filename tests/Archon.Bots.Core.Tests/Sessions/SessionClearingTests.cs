using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;
using Archon.Bots.Testing.Fakes;
using Moq;

namespace Archon.Bots.Core.Tests.Sessions;

/// <summary>When a session's id is cleared and when it is kept, in both modes of reply.</summary>
public sealed class SessionClearingTests : IDisposable
{
    private const string Id = "id-1";
    private readonly Mock<ISessionStore> _store = new(MockBehavior.Strict);
    private readonly StoredSession _active = Worlds.Session(Id);
    private readonly List<string> _order = [];
    private readonly Turn _turn;
    private CoreRig? _rig;

    public SessionClearingTests()
    {
        _turn = Worlds.Turn("new wish", _active);
        var chain = _turn.Sessions;
        _store
            .Setup(store =>
                store.UpdateSessionAsync(_active.Id, null, Id, It.IsAny<SessionEnd?>(), _turn.Fence, It.IsAny<CancellationToken>())
            )
            .ReturnsAsync(
                (Guid _, string? _, string? _, SessionEnd? why, TurnFence _, CancellationToken _) =>
                {
                    _order.Add("cleared");
                    chain = new SessionChain(null, _active with { ProviderSessionId = null, EndedFor = why, LostSessionId = Id });
                    return true;
                }
            );
        _store.Setup(store => store.ReadChainAsync(_turn.Fence.Conversation, It.IsAny<CancellationToken>())).ReturnsAsync(() => chain);
    }

    public static TheoryData<ReplyMode> Modes => [ReplyMode.Stream, ReplyMode.Batch];

    public static TheoryData<ReplyMode, AgentFailureKind> FailuresThatKeepTheId =>
        new(
            from mode in Enum.GetValues<ReplyMode>()
            from kind in Enum.GetValues<AgentFailureKind>()
            where
                kind
                    is not (
                        AgentFailureKind.ExecutionFailed
                        or AgentFailureKind.SessionLost
                        or AgentFailureKind.ContextFull
                        or AgentFailureKind.BadRequest
                    )
            select (mode, kind)
        );

    public void Dispose() => _rig?.Dispose();

    [Theory, MemberData(nameof(Modes))]
    public async Task An_execution_error_clears_the_id_that_failed(ReplyMode mode)
    {
        Rig(mode).Agent.Fails(AgentFailureKind.ExecutionFailed, "error_during_execution");

        var commit = await RunAsync();

        AssertCleared(SessionEnd.ExecutionFailed);
        Assert.Equal(AgentFailureKind.ExecutionFailed, Assert.IsType<TurnOutcome.Failed>(commit.Outcome).Failure.Kind);
        Assert.Single(_rig!.Agent.Prompts);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Null_wins_over_the_id_in_the_result(ReplyMode mode)
    {
        Rig(mode).Agent.Fails(AgentFailureKind.ExecutionFailed);

        var commit = await RunAsync();

        Assert.Equal((_active.Id, null), (commit.Outcome.Session, commit.Outcome.ProviderSessionId));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task The_id_is_cleared_before_anything_is_committed_or_said(ReplyMode mode)
    {
        Rig(mode).Agent.Fails(AgentFailureKind.ExecutionFailed);

        await RunAsync();

        Assert.Equal(["cleared", "committed"], _order);
        Assert.Empty(_rig!.Platform.Calls);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task The_id_that_the_agent_answered_under_is_the_one_that_failed(ReplyMode mode)
    {
        Rig(mode).Agent.Plays(new AgentEvent.SessionBound("id-2"), Events.Failed(AgentFailureKind.ExecutionFailed));
        _store
            .Setup(store =>
                store.UpdateSessionAsync(_active.Id, null, "id-2", SessionEnd.ExecutionFailed, _turn.Fence, It.IsAny<CancellationToken>())
            )
            .ReturnsAsync(true);

        await RunAsync();

        AssertCleared(SessionEnd.ExecutionFailed, "id-2");
    }

    [Theory, MemberData(nameof(FailuresThatKeepTheId))]
    public async Task Every_other_failure_keeps_the_id(ReplyMode mode, AgentFailureKind kind)
    {
        Rig(mode).Agent.Fails(kind);

        var commit = await RunAsync();

        AssertNeverCleared();
        Assert.Equal(kind, Assert.IsType<TurnOutcome.Failed>(commit.Outcome).Failure.Kind);
        Assert.Null(commit.Outcome.ProviderSessionId);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task An_interrupt_by_the_user_keeps_the_id(ReplyMode mode)
    {
        var gate = Rig(mode).Agent.Holds();

        var running = RunAsync();
        await gate.ReachedAsync(TestContext.Current.CancellationToken);
        _rig!.Conversations.AskStop(_turn.Id);
        _rig.LiveTurns.Signal(_turn.Id);

        Assert.IsType<TurnOutcome.Stopped>((await running).Outcome);
        AssertNeverCleared();
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_denial_keeps_the_id(ReplyMode mode)
    {
        var denied = new AgentEvent.ToolFinished("t1", ToolEnd.Denied) { AllowRule = "Bash(rm:*)" };
        Rig(mode).Agent.Plays(Events.Tool("Bash rm x"), denied, Events.Failed(AgentFailureKind.Interrupted, "denied"));

        var commit = await RunAsync();

        AssertNeverCleared();
        Assert.Contains("`Bash(rm:*)`", commit.Outcome.Bodies[^1].Markdown, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task An_answer_keeps_the_id_and_names_the_newest(ReplyMode mode)
    {
        Rig(mode).Agent.Plays(new AgentEvent.TextFinal("b", "done"), new AgentEvent.Completed(ScriptedAgent.Usage, "id-2"));

        var commit = await RunAsync();

        AssertNeverCleared();
        Assert.Equal((_active.Id, "id-2"), (commit.Outcome.Session, commit.Outcome.ProviderSessionId));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_session_lost_on_open_is_cleared_once_and_the_message_runs_once_on_a_fresh_one(ReplyMode mode)
    {
        Rig(mode).Agent.ForgetsAll();
        _rig!.Conversations.Transcript = Worlds.Transcript("old wish", "old answer");
        _rig.Agent.Says("healed");

        var commit = await RunAsync();

        AssertCleared(SessionEnd.SessionLost);
        Assert.Equal(["cleared", "committed"], _order);
        AssertRanOnAFreshSession(commit);
        var prompt = Assert.Single(_rig.Agent.Prompts).Text;
        Assert.Equal((1, 1, 1), (Worlds.Count(prompt, "old wish"), Worlds.Count(prompt, "old answer"), Worlds.Count(prompt, "new wish")));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_session_lost_in_its_run_is_healed_in_the_same_message(ReplyMode mode)
    {
        Rig(mode).Agent.Plays(Events.Failed(AgentFailureKind.SessionLost)).Says("healed");

        var commit = await RunAsync();

        AssertCleared(SessionEnd.SessionLost);
        AssertRanOnAFreshSession(commit);
        Assert.Equal([true, false], _rig!.Agent.Sessions.Select(session => session.IsClosed));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task After_a_tool_the_lost_text_is_history_and_no_prompt(ReplyMode mode)
    {
        Rig(mode).Agent.Plays(Events.Tool("Bash date"), Events.Failed(AgentFailureKind.SessionLost)).Says("healed");

        await RunAsync();

        var prompt = _rig!.Agent.Prompts[1].Text;
        Assert.EndsWith(PromptBuilder.ContinueLine, prompt, StringComparison.Ordinal);
        Assert.Equal((1, 1), (Worlds.Count(prompt, "[user Ann]\nnew wish"), Worlds.Count(prompt, "Bash date")));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_loss_while_opening_the_fresh_session_ends_in_a_failure(ReplyMode mode)
    {
        Rig(mode).Agent.Refuses(AgentFailureKind.SessionLost).Refuses(AgentFailureKind.SessionLost);

        var commit = await RunAsync();

        AssertCleared(SessionEnd.SessionLost);
        Assert.Equal(AgentFailureKind.SessionLost, Assert.IsType<TurnOutcome.Failed>(commit.Outcome).Failure.Kind);
        Assert.Empty(_rig!.Agent.Prompts);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_loss_in_the_fresh_session_ends_in_a_failure(ReplyMode mode)
    {
        Rig(mode).Agent.Plays(Events.Failed(AgentFailureKind.SessionLost)).Plays(Events.Failed(AgentFailureKind.SessionLost));

        var commit = await RunAsync();

        AssertCleared(SessionEnd.SessionLost);
        Assert.IsType<TurnOutcome.Failed>(commit.Outcome);
        Assert.Equal(2, _rig!.Agent.Prompts.Count);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_newer_id_that_is_lost_as_well_ends_in_a_failure(ReplyMode mode)
    {
        Rig(mode).Agent.Refuses(AgentFailureKind.SessionLost).Refuses(AgentFailureKind.SessionLost);
        _store
            .Setup(store =>
                store.UpdateSessionAsync(_active.Id, null, Id, It.IsAny<SessionEnd?>(), _turn.Fence, It.IsAny<CancellationToken>())
            )
            .ReturnsAsync(false);

        var commit = await RunAsync();

        Assert.Equal(AgentFailureKind.SessionLost, Assert.IsType<TurnOutcome.Failed>(commit.Outcome).Failure.Kind);
        Assert.Single(commit.Outcome.Bodies);
    }

    private CoreRig Rig(ReplyMode mode)
    {
        _rig = new CoreRig(_store.Object, mode: mode);
        _rig.Agent.Knows(Id);
        _rig.Conversations.Wait(_turn);
        _rig.Conversations.Committing = _ => _order.Add("committed");
        return _rig;
    }

    private async Task<TurnCommit> RunAsync()
    {
        Assert.True(await _rig!.Runner.RunNextAsync(_turn.Conversation, TestContext.Current.CancellationToken));
        return Assert.Single(_rig.Conversations.Commits);
    }

    private void AssertCleared(SessionEnd why, string expected = Id)
    {
        _store.Verify(
            store => store.UpdateSessionAsync(_active.Id, null, expected, why, _turn.Fence, It.IsAny<CancellationToken>()),
            Times.Once
        );
        AssertUpdates(Times.Once());
    }

    private void AssertNeverCleared() => AssertUpdates(Times.Never());

    private void AssertUpdates(Times times) =>
        _store.Verify(
            store =>
                store.UpdateSessionAsync(
                    It.IsAny<Guid>(),
                    It.IsAny<string?>(),
                    It.IsAny<string?>(),
                    It.IsAny<SessionEnd?>(),
                    It.IsAny<TurnFence>(),
                    It.IsAny<CancellationToken>()
                ),
            times
        );

    private void AssertRanOnAFreshSession(TurnCommit commit)
    {
        Assert.IsType<TurnOutcome.Answered>(commit.Outcome);
        Assert.EndsWith("healed", Assert.Single(commit.Outcome.Bodies).Markdown, StringComparison.Ordinal);
        Assert.StartsWith("_The agent's earlier session was gone", commit.Outcome.Bodies[0].Markdown, StringComparison.Ordinal);
        Assert.NotEqual(_active.Id, commit.Outcome.Session);
        Assert.False(_rig!.Agent.Sessions[^1].Request.Resume);
    }
}

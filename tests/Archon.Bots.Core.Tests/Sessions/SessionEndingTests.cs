using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Sessions;

/// <summary>Full, poisoned and left sessions: each comes to its end once, and never in a loop.</summary>
public sealed class SessionEndingTests : IDisposable
{
    private readonly CoreRig _rig = new();

    public static TheoryData<ReplyMode> Modes => [ReplyMode.Stream, ReplyMode.Batch];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Theory, MemberData(nameof(Modes))]
    public async Task A_full_session_is_compacted_once_and_runs_the_message_again(ReplyMode mode)
    {
        Known(mode).Agent.Fails(AgentFailureKind.ContextFull).Says("compacted").Says("answer");

        var outcome = await _rig.RunAsync(Active());

        Assert.Equal("answer", Assert.Single(Assert.IsType<TurnOutcome.Answered>(outcome).Bodies).Markdown);
        Assert.Equal(["do it", "/compact", "do it"], Prompts);
        Assert.Single(_rig.Agent.Sessions);
    }

    [Fact]
    public async Task After_a_tool_a_compacted_session_gets_the_continue_line()
    {
        Known().Agent.Plays(Events.Tool("Bash date"), Events.Failed(AgentFailureKind.ContextFull)).Says("compacted");

        await _rig.RunAsync(Active());

        Assert.Equal(["do it", "/compact", PromptBuilder.ContinueLine], Prompts);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_session_that_stays_full_goes_to_a_fresh_one(ReplyMode mode)
    {
        Known(mode).Agent.Fails(AgentFailureKind.ContextFull).Says("compacted").Fails(AgentFailureKind.ContextFull).Says("answer");
        var turn = Active();

        var outcome = await _rig.RunAsync(turn);

        Assert.Contains("too long", Assert.Single(Assert.IsType<TurnOutcome.Answered>(outcome).Bodies).Markdown, StringComparison.Ordinal);
        Assert.Equal(SessionEnd.ContextFull, _rig.Sessions[turn.Fence.Conversation].Ended!.EndedFor);
        Assert.Equal([true, false], _rig.Agent.Sessions.Select(session => session.IsClosed));
    }

    [Fact]
    public async Task A_compaction_that_fails_goes_to_a_fresh_session_at_once()
    {
        Known().Agent.Fails(AgentFailureKind.ContextFull).Fails(AgentFailureKind.ContextFull).Says("answer");

        Assert.IsType<TurnOutcome.Answered>(await _rig.RunAsync(Active()));

        Assert.Equal(["do it", "/compact", "do it"], Prompts);
        Assert.Equal(2, _rig.Agent.Sessions.Count);
    }

    [Fact]
    public async Task A_fresh_session_that_is_full_ends_in_a_failure()
    {
        _rig.Agent.Fails(AgentFailureKind.ContextFull).Says("compacted").Fails(AgentFailureKind.ContextFull);

        var failed = Assert.IsType<TurnOutcome.Failed>(await _rig.RunAsync(Worlds.Turn()));

        Assert.Equal((AgentFailureKind.ContextFull, null), (failed.Failure.Kind, failed.FailedId));
        Assert.Equal(3, _rig.Agent.Prompts.Count);
    }

    [Fact]
    public async Task A_stop_while_the_session_is_compacted_keeps_it()
    {
        Known().Agent.Fails(AgentFailureKind.ContextFull);
        var compaction = _rig.Agent.Holds();
        using var stop = new CancellationTokenSource();
        var turn = Active();

        var run = _rig.RunAsync(turn, stop);
        await compaction.ReachedAsync(Token);
        await stop.CancelAsync();

        Assert.IsType<TurnOutcome.Stopped>(await run);
        Assert.Equal(turn.Sessions, _rig.Sessions[turn.Fence.Conversation]);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_bad_request_that_repeats_goes_to_a_fresh_session_once(ReplyMode mode)
    {
        Known(mode).Agent.Fails(AgentFailureKind.BadRequest).Fails(AgentFailureKind.BadRequest);
        var turn = Active() with { LastFailure = AgentFailureKind.BadRequest };

        var outcome = await _rig.RunAsync(turn);

        Assert.Equal(AgentFailureKind.BadRequest, Assert.IsType<TurnOutcome.Failed>(outcome).Failure.Kind);
        Assert.Equal(SessionEnd.Poisoned, _rig.Sessions[turn.Fence.Conversation].Ended!.EndedFor);
        Assert.Equal(2, _rig.Agent.Prompts.Count);
    }

    [Fact]
    public async Task A_first_bad_request_keeps_the_session()
    {
        Known().Agent.Fails(AgentFailureKind.BadRequest);
        var turn = Active() with { LastFailure = AgentFailureKind.Network };

        Assert.IsType<TurnOutcome.Failed>(await _rig.RunAsync(turn));

        Assert.Equal(turn.Sessions, _rig.Sessions[turn.Fence.Conversation]);
    }

    [Theory]
    [InlineData("demo", Worlds.Directory, SessionEnd.ProviderChange)]
    [InlineData("claude", "elsewhere/0", SessionEnd.WorkingDirectoryChange)]
    public async Task A_session_that_is_left_behind_hands_its_record_to_the_next(string provider, string directory, SessionEnd why)
    {
        _rig.Conversations.Transcript = Worlds.Transcript("old wish", "old answer");
        var turn = Worlds.Turn(active: Worlds.Session("id-1") with { Provider = provider, WorkingDirectory = directory });

        var outcome = await _rig.RunAsync(turn);

        Assert.IsType<TurnOutcome.Answered>(outcome);
        Assert.Equal(why, _rig.Sessions[turn.Fence.Conversation].Ended!.EndedFor);
        Assert.Equal((1, 1), (Worlds.Count(Prompts[0], "old wish"), Worlds.Count(Prompts[0], "do it")));
        Assert.Contains("from our conversation's record", outcome.Bodies[0].Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unproven_session_is_opened_anew_under_its_id_without_a_word()
    {
        var outcome = await _rig.RunAsync(Worlds.Turn(active: Worlds.Session("id-1", proven: false)));

        Assert.Equal("echo: do it", Assert.Single(outcome.Bodies).Markdown);
        Assert.Equal(("id-1", false), (_rig.Agent.Sessions[0].Request.SessionId, _rig.Agent.Sessions[0].Request.Resume));
    }

    private IReadOnlyList<string> Prompts => [.. _rig.Agent.Prompts.Select(prompt => prompt.Text)];

    private static Turn Active() => Worlds.Turn(active: Worlds.Session("id-1"));

    private CoreRig Known(ReplyMode mode = ReplyMode.Stream)
    {
        _rig.Platform.Limits = FakeLimits.Of(mode);
        _rig.Agent.Knows("id-1");
        return _rig;
    }
}

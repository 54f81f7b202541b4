using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;
using Archon.Bots.Core.Users;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Turns;

public sealed class TurnPipelineTests : IDisposable
{
    private readonly CoreRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_refused_person_wakes_no_agent_and_sees_no_reply()
    {
        using var closed = new CoreRig(access: AccessMode.Closed);

        var outcome = await closed.RunAsync(Worlds.Turn());

        Assert.Equal("u1", Assert.IsType<TurnOutcome.Refused>(outcome).Refusal.UserId);
        Assert.Empty(closed.Agent.Sessions);
        Assert.Null(closed.Previews.Find(Inbound.Key()));
    }

    [Fact]
    public async Task What_must_be_on_disk_is_written_before_the_agent_goes_on()
    {
        var atPrompt = -1;
        var atTool = -1;
        _rig.Agent.Plays(prompt => Script(prompt));

        await _rig.RunAsync(Worlds.Turn());

        Assert.Equal((1, 3), (atPrompt, atTool));
        Assert.Equal(["dispatched", "bound", "tool"], _rig.Journal.Entries.Select(entry => entry.Split(' ')[0]));

        IEnumerable<AgentEvent> Script(ScriptedPrompt prompt)
        {
            atPrompt = _rig.Journal.Entries.Count;
            yield return new AgentEvent.SessionBound(prompt.SessionId);
            yield return Events.Tool("Bash date");
            atTool = _rig.Journal.Entries.Count;
            yield return new AgentEvent.Completed(ScriptedAgent.Usage, prompt.SessionId);
        }
    }

    [Fact]
    public async Task A_proven_id_is_not_written_down_again()
    {
        _rig.Agent.Knows("id-1").Says("hello");

        await _rig.RunAsync(Worlds.Turn(active: Worlds.Session("id-1")));

        Assert.Equal(["dispatched id-1"], _rig.Journal.Entries);
    }

    [Fact]
    public async Task A_turn_that_died_three_times_ends_in_a_tombstone()
    {
        var outcome = await _rig.RunAsync(Worlds.Turn(attempt: 4));

        Assert.Contains("3 times", Assert.IsType<TurnOutcome.Failed>(outcome).Bodies[0].Markdown, StringComparison.Ordinal);
        Assert.Empty(_rig.Agent.Sessions);
    }

    [Fact]
    public async Task A_turn_that_was_stopped_before_it_began_wakes_no_agent()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var outcome = await _rig.RunAsync(Worlds.Turn(), stop);

        Assert.Equal("⏹ Stopped.", Assert.Single(Assert.IsType<TurnOutcome.Stopped>(outcome).Bodies).Markdown);
        Assert.Empty(_rig.Agent.Sessions);
    }

    [Fact]
    public async Task A_reset_closes_the_warm_session()
    {
        var turn = Worlds.Turn("/reset", Worlds.Session("id-1"));
        _rig.Pool.Prepare(new AgentSessionRequest("claude", "id-1", Resume: false, Worlds.Directory, Model: null));

        var outcome = await _rig.RunAsync(turn);

        Assert.Equal(ConversationChange.Reset, Assert.IsType<TurnOutcome.Answered>(outcome).Change);
        Assert.True(_rig.Agent.Sessions[0].IsClosed);
    }

    [Fact]
    public async Task A_typo_as_the_first_message_leaves_no_agent_behind()
    {
        var outcome = await _rig.RunAsync(Worlds.Turn("/rset"));

        Assert.Contains("`/reset`", outcome.Bodies[0].Markdown, StringComparison.Ordinal);
        Assert.True(Assert.Single(_rig.Agent.Sessions).IsClosed);
        Assert.Empty(_rig.Journal.Entries);
    }

    [Fact]
    public async Task An_agent_that_cannot_be_started_is_reported_with_its_reason()
    {
        _rig.Agent.Refuses(AgentFailureKind.NotStarted, "no such file");

        var failed = Assert.IsType<TurnOutcome.Failed>(await _rig.RunAsync(Worlds.Turn()));

        Assert.Contains("no such file", failed.Bodies[0].Markdown, StringComparison.Ordinal);
        Assert.Null(failed.FailedId);
    }

    [Fact]
    public async Task An_agent_that_is_not_signed_in_is_down_until_it_answers_again()
    {
        _rig.Health.Up("claude");
        _rig.Agent.Fails(AgentFailureKind.Auth, "401");

        await _rig.RunAsync(Worlds.Turn());
        Assert.False(_rig.Health.Ready);
        await _rig.RunAsync(Worlds.Turn());

        Assert.True(_rig.Health.Ready);
    }

    [Fact]
    public async Task The_record_gains_the_tools_and_the_answer()
    {
        _rig.Agent.Plays(
            Events.Tool("Bash date"),
            new AgentEvent.TextFinal("b", "It is noon."),
            new AgentEvent.Completed(ScriptedAgent.Usage, "id")
        );

        var outcome = await _rig.RunAsync(Worlds.Turn());

        Assert.Equal(
            [(TranscriptRole.Tool, "Bash date"), (TranscriptRole.Assistant, "It is noon.")],
            outcome.Lines.Select(line => (line.Role, line.Text))
        );
        Assert.Equal((10, 20, 0.5m), (outcome.Usage!.InputTokens, outcome.Usage.OutputTokens, outcome.Usage.CostUsd));
    }

    [Fact]
    public async Task A_run_without_a_word_says_so()
    {
        _rig.Agent.Plays(new AgentEvent.Completed(ScriptedAgent.Usage, "id"));

        var outcome = await _rig.RunAsync(Worlds.Turn());

        Assert.Equal("_The agent ended without a word._", Assert.Single(outcome.Bodies).Markdown);
    }

    [Fact]
    public async Task Events_without_an_end_count_as_a_crash()
    {
        _rig.Agent.Plays(new AgentEvent.TextDelta("b", "half"));

        var failed = Assert.IsType<TurnOutcome.Failed>(await _rig.RunAsync(Worlds.Turn()));

        Assert.Equal(AgentFailureKind.Crashed, failed.Failure.Kind);
        Assert.StartsWith("half", failed.Bodies[0].Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_outcome_is_known() =>
        Unions.CasesOf<TurnOutcome>(
            new TurnOutcome.Answered(),
            new TurnOutcome.Refused(new("fake", "u1", "rule", default)),
            new TurnOutcome.Failed(new AgentFailure(AgentFailureKind.Auth, "")),
            new TurnOutcome.Stopped(),
            new TurnOutcome.SessionLost(Guid.Empty, "id", Core.Sessions.SessionEnd.SessionLost)
        );
}

using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts;

public abstract class TurnJournalContract(IStoreRig rig) : StoreContract(rig)
{
    [Fact]
    public async Task A_dispatch_stores_the_session_the_process_and_its_own_line()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = Plan("s1");

        await DispatchAsync(turn.Fence, plan);

        var active = (await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token)).Active;
        Assert.Equal(
            new StoredSession
            {
                Id = plan.Row,
                Provider = "claude",
                ProviderSessionId = "s1",
                Proven = false,
                WorkingDirectory = "/somewhere/a",
                StartedFor = SessionStart.FirstMessage,
                StartedTurn = turn.Id,
                EndedFor = null,
            },
            active
        );
        Assert.Equal(
            $"4711|99|{Us}",
            await QueryOneAsync("SELECT agent_pid, agent_start_time, run_id FROM turns WHERE dispatched_at IS NOT NULL")
        );
        Assert.Equal("dispatched|s1", await QueryOneAsync("SELECT kind, detail FROM journal"));
    }

    [Fact]
    public async Task An_agent_without_a_process_is_dispatched_too()
    {
        var turn = await SayAndBeginAsync("hello");

        await Rig.Journal.DispatchedAsync(turn.Fence, new DispatchedEntry(Plan("s1"), Process: null), Token);

        Assert.Equal("|", await QueryOneAsync("SELECT agent_pid, agent_start_time FROM turns WHERE dispatched_at IS NOT NULL"));
    }

    [Theory]
    [InlineData(SessionStart.ProviderChange, SessionEnd.ProviderChange)]
    [InlineData(SessionStart.WorkingDirectoryChange, SessionEnd.WorkingDirectoryChange)]
    [InlineData(SessionStart.Reset, SessionEnd.Reset)]
    [InlineData(SessionStart.SessionLost, SessionEnd.SessionLost)]
    [InlineData(SessionStart.ExecutionFailed, SessionEnd.ExecutionFailed)]
    [InlineData(SessionStart.ContextFull, SessionEnd.ContextFull)]
    [InlineData(SessionStart.Poisoned, SessionEnd.Poisoned)]
    public async Task A_new_session_ends_the_one_that_it_replaces(SessionStart startedFor, SessionEnd endedFor)
    {
        var turn = await SayAndBeginAsync("hello");
        var old = await StartSessionAsync(turn.Fence, "s1");
        var plan = Plan("s2", startedFor: startedFor, provider: "codex", workingDirectory: "/somewhere/b") with { Parent = old.Row };

        await DispatchAsync(turn.Fence, plan);

        var chain = await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token);
        Assert.Equal(plan.Row, chain.Active?.Id);
        Assert.Equal((old.Row, endedFor), (chain.Ended?.Id, chain.Ended?.EndedFor));
    }

    [Fact]
    public async Task An_end_that_has_its_reason_keeps_it()
    {
        var turn = await SayAndBeginAsync("hello");
        var old = await StartSessionAsync(turn.Fence, "s1");
        await Rig.Sessions.UpdateSessionAsync(old.Row, null, "s1", SessionEnd.SessionLost, turn.Fence, Token);

        await DispatchAsync(turn.Fence, Plan("s2", startedFor: SessionStart.Reset));

        var chain = await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token);
        Assert.Equal(SessionEnd.SessionLost, chain.Ended?.EndedFor);
    }

    [Fact]
    public async Task The_same_plan_dispatched_twice_makes_one_session()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = Plan("s1");
        await DispatchAsync(turn.Fence, plan);

        await DispatchAsync(turn.Fence, plan with { ProviderSessionId = "s2" });

        Assert.Equal("s2", await QueryOneAsync("SELECT provider_session_id FROM agent_sessions"));
    }

    [Fact]
    public async Task An_unproven_id_yields_to_the_one_that_was_opened()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = Plan("s1");
        await DispatchAsync(turn.Fence, plan);

        await DispatchAsync(turn.Fence, Plan("s2", plan.Row));

        Assert.Equal("s2", (await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token)).Active?.ProviderSessionId);
    }

    [Fact]
    public async Task A_proven_id_stays_at_a_dispatch()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = await StartSessionAsync(turn.Fence, "s1");

        await DispatchAsync(turn.Fence, Plan("s2", plan.Row));

        Assert.Equal("s1", (await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token)).Active?.ProviderSessionId);
    }

    [Fact]
    public async Task A_bound_session_is_proven_and_said_once()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = Plan("s1");
        await DispatchAsync(turn.Fence, plan);

        await Rig.Journal.SessionBoundAsync(turn.Fence, plan.Row, "s1", Token);
        await Rig.Journal.SessionBoundAsync(turn.Fence, plan.Row, "s1", Token);

        Assert.True((await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token)).Active?.Proven);
        Assert.Equal("session_bound|s1", await QueryOneAsync("SELECT kind, detail FROM journal WHERE kind <> 'dispatched'"));
    }

    [Fact]
    public async Task A_cleared_session_is_bound_no_more()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = await StartSessionAsync(turn.Fence, "s1");
        await Rig.Sessions.UpdateSessionAsync(plan.Row, null, "s1", endedFor: null, turn.Fence, Token);

        await Rig.Journal.SessionBoundAsync(turn.Fence, plan.Row, "s1", Token);

        Assert.Null((await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token)).Ended?.ProviderSessionId);
    }

    [Fact]
    public async Task Every_tool_leaves_its_line()
    {
        var turn = await SayAndBeginAsync("hello");

        await Rig.Journal.ToolSeenAsync(turn.Fence, "Bash: ls", Token);
        await Rig.Journal.ToolSeenAsync(turn.Fence, "Bash: ls", Token);

        var again = await BeginAsync();
        Assert.Equal(["Bash: ls", "Bash: ls"], again.Journal.Select(entry => entry.Detail));
        Assert.Equal(Rig.Time.GetUtcNow(), again.Journal[0].At);
    }

    [Fact]
    public async Task Who_lost_the_conversation_writes_nothing()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = Plan("s1");
        await DispatchAsync(turn.Fence, plan);
        await TakeOverAsync();
        var before = await QueryAsync("SELECT * FROM journal");

        await LosesOwnershipAsync(() => DispatchAsync(turn.Fence, Plan("s2")));
        await LosesOwnershipAsync(() => Rig.Journal.SessionBoundAsync(turn.Fence, plan.Row, "s1", Token));
        await LosesOwnershipAsync(() => Rig.Journal.ToolSeenAsync(turn.Fence, "Bash: rm", Token));

        Assert.Equal(before, await QueryAsync("SELECT * FROM journal"));
        Assert.Equal("s1", await QueryOneAsync("SELECT provider_session_id FROM agent_sessions"));
    }

    [Fact]
    public async Task A_turn_that_has_ended_writes_nothing_behind_its_end()
    {
        var turn = await SayAndBeginAsync("hello");
        await CommitAsync(turn.Fence, Answer("hi"));

        await LosesOwnershipAsync(() => Rig.Journal.ToolSeenAsync(turn.Fence, "Bash: ls", Token));

        Assert.Empty(await QueryAsync("SELECT * FROM journal"));
    }
}

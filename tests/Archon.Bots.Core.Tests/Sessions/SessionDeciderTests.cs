using Archon.Bots.Core.Sessions;

namespace Archon.Bots.Core.Tests.Sessions;

public sealed class SessionDeciderTests
{
    [Fact]
    public void The_first_message_opens_a_new_session_under_an_id_of_ours()
    {
        var plan = SessionDecider.Decide(SessionChain.Empty, "claude", "/w");

        Assert.True(plan is { IsNewRow: true, Resume: false, StartedFor: SessionStart.FirstMessage, Parent: null });
        Assert.True(Guid.TryParseExact(plan.ProviderSessionId, "D", out _));
        Assert.Equal(("claude", "/w"), (plan.Provider, plan.WorkingDirectory));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_active_session_goes_on_and_is_resumed_once_it_is_proven(bool proven)
    {
        var active = Worlds.Session("id-1", proven);

        var plan = SessionDecider.Decide(new SessionChain(active, null), "claude", Worlds.Directory);

        Assert.False(plan.IsNewRow);
        Assert.Equal(proven, plan.Resume);
        Assert.Equal((active.Id, "id-1"), (plan.Row, plan.ProviderSessionId));
    }

    [Fact]
    public void Another_agent_starts_its_own_session()
    {
        var active = Worlds.Session("id-1");

        var plan = SessionDecider.Decide(new SessionChain(active, null), "demo", Worlds.Directory);

        Assert.True(plan is { IsNewRow: true, Resume: false, StartedFor: SessionStart.ProviderChange });
        Assert.Equal(active.Id, plan.Parent);
    }

    [Fact]
    public void Another_directory_starts_a_session_of_its_own()
    {
        var active = Worlds.Session("id-1");

        var plan = SessionDecider.Decide(new SessionChain(active, null), "claude", "/elsewhere");

        Assert.True(plan is { IsNewRow: true, Resume: false, StartedFor: SessionStart.WorkingDirectoryChange });
        Assert.Equal(active.Id, plan.Parent);
    }

    [Theory]
    [InlineData(SessionEnd.Reset, SessionStart.Reset)]
    [InlineData(SessionEnd.SessionLost, SessionStart.SessionLost)]
    [InlineData(SessionEnd.ExecutionFailed, SessionStart.ExecutionFailed)]
    [InlineData(SessionEnd.ContextFull, SessionStart.ContextFull)]
    [InlineData(SessionEnd.Poisoned, SessionStart.Poisoned)]
    [InlineData(SessionEnd.ProviderChange, SessionStart.ProviderChange)]
    [InlineData(SessionEnd.WorkingDirectoryChange, SessionStart.WorkingDirectoryChange)]
    public void After_an_ended_session_the_next_one_knows_why(SessionEnd ended, SessionStart expected)
    {
        var last = Worlds.Session(id: null) with { EndedFor = ended };

        var plan = SessionDecider.Decide(new SessionChain(null, last), "claude", Worlds.Directory);

        Assert.True(plan is { IsNewRow: true, Resume: false });
        Assert.Equal((expected, last.Id), (plan.StartedFor, plan.Parent));
    }

    [Fact]
    public void Every_end_of_a_session_leads_to_a_start() =>
        Assert.All(
            Enum.GetValues<SessionEnd>(),
            end => SessionDecider.Decide(new SessionChain(null, Worlds.Session(id: null) with { EndedFor = end }), "claude", "/w")
        );

    [Fact]
    public void Two_fresh_sessions_never_share_an_id()
    {
        var first = SessionDecider.Decide(SessionChain.Empty, "claude", "/w");
        var second = SessionDecider.Decide(SessionChain.Empty, "claude", "/w");

        Assert.NotEqual(first.Row, second.Row);
        Assert.NotEqual(first.ProviderSessionId, second.ProviderSessionId);
    }

    [Fact]
    public void Every_start_but_the_first_message_and_a_reset_is_rebuilt_from_the_record() =>
        Assert.All(
            Enum.GetValues<SessionStart>(),
            start => Assert.Equal(start is not (SessionStart.FirstMessage or SessionStart.Reset), SessionDecider.Rebuilds(start))
        );

    [Fact]
    public void The_record_is_read_unless_a_proven_session_can_be_resumed()
    {
        Assert.True(SessionDecider.MayRebuild(SessionChain.Empty));
        Assert.True(SessionDecider.MayRebuild(new SessionChain(Worlds.Session("id-1", proven: false), null)));
        Assert.False(SessionDecider.MayRebuild(new SessionChain(Worlds.Session("id-1"), null)));
    }
}

using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Replies;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Tests.Replies;

public sealed class ReplyNoticesTests
{
    private static readonly Workplace _worktree = new("/w", "archon/1");

    public static TheoryData<SessionStart> Starts => [.. Enum.GetValues<SessionStart>()];

    [Theory]
    [MemberData(nameof(Starts))]
    public void A_fresh_session_says_in_one_line_why_it_is_fresh(SessionStart start)
    {
        var notices = ReplyNotices.Of(Worlds.Turn(), Worlds.Plan(start), _worktree).ToList();

        Assert.Equal(start is SessionStart.FirstMessage or SessionStart.Reset ? 0 : 1, notices.Count);
        Assert.All(notices, line => Assert.DoesNotContain('\n', line));
    }

    [Fact]
    public void The_turn_that_started_the_session_says_it_in_each_of_its_runs()
    {
        var session = Worlds.Session("id-1", startedFor: SessionStart.SessionLost);
        var turn = Worlds.Turn(active: session);
        var plan = Worlds.Plan(SessionStart.SessionLost, isNewRow: false);

        var again = turn with { Sessions = new SessionChain(session with { StartedTurn = turn.Id }, null) };

        Assert.Single(ReplyNotices.Of(again, plan, _worktree));
        Assert.Empty(ReplyNotices.Of(turn, plan, _worktree));
    }

    [Fact]
    public void An_empty_folder_is_said_in_the_first_answer_only()
    {
        var folder = new Workplace("/f", Branch: null);

        Assert.Contains("`/f`", Assert.Single(ReplyNotices.Of(Worlds.Turn(), Worlds.Plan(), folder)), StringComparison.Ordinal);
        Assert.Empty(ReplyNotices.Of(Worlds.Turn(), Worlds.Plan(), _worktree));
        Assert.Empty(ReplyNotices.Of(Worlds.Turn(), Worlds.Plan(isNewRow: false), folder));
        Assert.Empty(ReplyNotices.Of(Worlds.Turn(), Worlds.Plan(SessionStart.Reset), folder));
    }

    [Fact]
    public void Attachments_that_the_agent_did_not_get_are_said()
    {
        var turn = Worlds.Turn();
        turn = turn with
        {
            Message = turn.Message with
            {
                Files = [new GatheredFile("a.txt", "/f/1-a.txt", null), new GatheredFile("voice", null, "I cannot read voice messages")],
            },
        };

        var notice = Assert.Single(ReplyNotices.Of(turn, Worlds.Plan(), _worktree));
        Assert.Equal("_The agent did not get: `voice` (I cannot read voice messages)._", notice);
        Assert.Null(ReplyNotices.NothingRead(turn.Message));
    }

    [Fact]
    public void A_message_of_which_nothing_came_is_no_work_for_the_agent()
    {
        var message = Worlds.Turn("").Message with { Files = [new GatheredFile("photo", null, "it is gone")] };

        var outcome = Assert.IsType<TurnOutcome.Failed>(ReplyNotices.NothingRead(message));

        Assert.Contains("`photo` (it is gone)", Assert.Single(outcome.Bodies).Markdown, StringComparison.Ordinal);
        Assert.Null(ReplyNotices.NothingRead(message with { Text = "look" }));
        Assert.Null(ReplyNotices.NothingRead(message with { Files = [] }));
    }

    [Fact]
    public void A_denied_tool_is_named_with_the_line_to_add()
    {
        Assert.Equal("", ReplyNotices.Denied([]));
        Assert.EndsWith("`Bash(rm:*)`, `WebFetch`", ReplyNotices.Denied(["Bash(rm:*)", "WebFetch"]), StringComparison.Ordinal);
    }
}

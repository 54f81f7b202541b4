using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Stories;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts;

public abstract class MessageStoriesContract(IStoreRig rig) : StoreContract(rig)
{
    [Fact]
    public async Task A_message_that_waits_tells_its_place()
    {
        await SayWithIdAsync("one", "11", 1);
        await BeginAsync();
        await SayWithIdAsync("two", "12", 2);
        await SayWithIdAsync("three", "13", 3);

        var story = await FindAsync("13");

        Assert.Equal(("three", Ada.DisplayName, 2), (story!.Text, story.AuthorName, story.Ahead));
        Assert.Null(story.Turn);
    }

    [Fact]
    public async Task A_copy_is_counted_and_changes_nothing_else()
    {
        await SayWithIdAsync("one", "11", 1);
        var before = await FindAsync("11");

        Assert.IsType<AcceptResult.Duplicate>(await SayWithIdAsync("one", "11", 1));

        Assert.Equal(
            before! with
            {
                Copies = 1,
                Deliveries = [],
            },
            await FindAsync("11") is { } after ? after with { Deliveries = [] } : null
        );
    }

    [Fact]
    public async Task A_message_that_runs_tells_since_when_and_in_which_run()
    {
        await SayWithIdAsync("one", "11", 1);
        await BeginAsync();
        await BeginAsync();

        var story = await FindAsync("11");

        Assert.Equal((Rig.Time.GetUtcNow(), 2, null), (story!.Turn!.BegunAt, story.Turn.Attempt, story.Turn.Outcome));
        Assert.Null(story.Ahead);
    }

    [Fact]
    public async Task A_turn_tells_what_it_wrote_down_and_the_session_that_it_began()
    {
        await SayWithIdAsync("one", "11", 1);
        var turn = await BeginAsync();
        await StartSessionAsync(turn.Fence, "s1");
        await Rig.Journal.ToolSeenAsync(turn.Fence, "Read: secret.txt", Token);

        var story = (await FindAsync("11"))!.Turn!;

        var now = Rig.Time.GetUtcNow();
        Assert.Equal(
            [
                new StepStory(JournalKind.Dispatched, now),
                new StepStory(JournalKind.SessionBound, now),
                new StepStory(JournalKind.ToolSeen, now),
            ],
            story.Steps
        );
        Assert.Equal([new SessionStory("claude", "s1", true, SessionStart.FirstMessage, true, now, null)], story.Sessions);
    }

    [Fact]
    public async Task A_turn_tells_the_session_that_it_lost_and_the_one_that_took_its_place()
    {
        await SayWithIdAsync("one", "11", 1);
        var first = await BeginAsync();
        var lost = await StartSessionAsync(first.Fence, "s1");
        await CommitAsync(first.Fence, Answer("first"));
        await SayWithIdAsync("two", "12", 2);
        Rig.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await BeginAsync();
        await Rig.Sessions.UpdateSessionAsync(lost.Row, null, "s1", SessionEnd.SessionLost, second.Fence, Token);
        await DispatchAsync(second.Fence, Plan("s2", startedFor: SessionStart.SessionLost));

        var story = (await FindAsync("12"))!.Turn!;

        var now = Rig.Time.GetUtcNow();
        Assert.Equal(
            [
                new SessionStory("claude", "s1", true, SessionStart.FirstMessage, false, now.AddSeconds(-1), now),
                new SessionStory("claude", "s2", false, SessionStart.SessionLost, true, now, null),
            ],
            story.Sessions
        );
    }

    [Fact]
    public async Task An_answered_message_names_the_messages_of_its_answer_and_they_name_it()
    {
        await SayWithIdAsync("one", "11", 1);
        var turn = await BeginAsync();
        await CommitAsync(turn.Fence, Answer("first", "second"));
        var rows = await Rig.Outbox.OpenAsync(Here, Token);
        await Rig.Outbox.PostedAsync(rows[0].Id, "21", rows[0].Revision, Token);
        await Rig.Outbox.PostponeAsync(rows[1], Rig.Time.GetUtcNow().AddMinutes(5), null, Token);

        var story = await FindAsync("11");

        Assert.Equal("answered", story!.Turn!.Outcome);
        Assert.Equal(
            [new DeliveryStory("21", true, null, null), new DeliveryStory(null, false, null, Rig.Time.GetUtcNow().AddMinutes(5))],
            story.Deliveries
        );
        Assert.Equal("one", (await FindAsync("21"))?.Text);
    }

    [Fact]
    public async Task An_answer_that_was_given_up_tells_why()
    {
        await SayWithIdAsync("one", "11", 1);
        var turn = await BeginAsync();
        await CommitAsync(turn.Fence, Answer("first"));
        await Rig.Outbox.BuryAsync(Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).Id, "the user has blocked the bot", Token);

        var story = await FindAsync("11");

        Assert.Equal("the user has blocked the bot", Assert.Single(story!.Deliveries).DeadReason);
    }

    [Fact]
    public async Task A_failed_turn_tells_how_it_failed()
    {
        await SayWithIdAsync("one", "11", 1);
        var turn = await BeginAsync();
        await CommitAsync(turn.Fence, Failure(Core.Agents.AgentFailureKind.RateLimited));

        Assert.Equal(("failed", "rate_limited"), ((await FindAsync("11"))!.Turn!.Outcome, (await FindAsync("11"))!.Turn!.Failure));
    }

    [Fact]
    public async Task A_refused_message_and_a_refused_control_tell_by_which_rule()
    {
        await SayWithIdAsync("one", "11", 1);
        var turn = await BeginAsync();
        await CommitAsync(turn.Fence, Refusal(new DateOnly(2026, 3, 1)), new ReplyBody("not for you"));
        var asked = await AcceptAsync(WithId("/status", "12", 2), new InboundKind.Control(ControlKind.Status, ""));
        var control = Assert.IsType<AcceptResult.Controlled>(asked).Control;
        var refusal = new Core.Commands.Refusal("telegram", Ada.Id, "not on the allow-list", new DateOnly(2026, 3, 1));
        await Rig.Controls.AnswerAsync(control.Id, new ControlAnswer(new ReplyBody("no")) { OnlyOnceADay = refusal }, Token);

        Assert.Equal("Access:Users", (await FindAsync("11"))!.RefusedBy);
        Assert.Equal("not on the allow-list", (await FindAsync("12"))!.RefusedBy);
    }

    [Fact]
    public async Task A_control_tells_its_kind_and_its_answer()
    {
        var asked = await AcceptAsync(WithId("/status", "11", 1), new InboundKind.Control(ControlKind.Status, ""));
        await Rig.Controls.AnswerAsync(
            Assert.IsType<AcceptResult.Controlled>(asked).Control.Id,
            new ControlAnswer(new ReplyBody("all is well")),
            Token
        );
        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        await Rig.Outbox.PostedAsync(row.Id, "21", row.Revision, Token);

        var story = await FindAsync("21");

        Assert.Equal(ControlKind.Status, story!.Control);
        Assert.Equal("21", Assert.Single(story.Deliveries).PlatformMessageId);
    }

    [Fact]
    public async Task Of_another_conversation_or_an_unknown_message_nothing_is_told()
    {
        await SayWithIdAsync("one", "11", 1);

        Assert.Null(await FindAsync("99"));
        Assert.Null(await Rig.Stories.FindAsync(There, "11", Token));
    }

    [Fact]
    public async Task The_newest_is_the_last_prompt_and_no_control()
    {
        Assert.Null(await Rig.Stories.NewestAsync(Here, Token));
        await SayWithIdAsync("one", "11", 1);
        await AcceptAsync(WithId("/why", "12", 2), new InboundKind.Control(ControlKind.Why, ""));

        Assert.Equal("one", (await Rig.Stories.NewestAsync(Here, Token))?.Text);
    }

    private Task<MessageStory?> FindAsync(string messageId) => Rig.Stories.FindAsync(Here, messageId, Token);

    private Task<AcceptResult> SayWithIdAsync(string text, string messageId, long orderKey) =>
        AcceptAsync(WithId(text, messageId, orderKey));

    private static InboundMessage WithId(string text, string messageId, long orderKey) =>
        Message(text, $"d{messageId}", orderKey) with
        {
            MessageId = messageId,
        };
}

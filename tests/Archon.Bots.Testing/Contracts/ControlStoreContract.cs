using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;

namespace Archon.Bots.Testing.Contracts;

public abstract class ControlStoreContract(IStoreRig rig) : StoreContract(rig)
{
    private static readonly ReplyBody _body = new("as you wish");

    [Fact]
    public async Task Open_controls_are_listed_oldest_first_until_they_are_answered()
    {
        var first = await AskAsync(ControlKind.Status);
        var second = await AskAsync(ControlKind.Help, There);
        var third = await AskAsync(ControlKind.Queue);
        await Rig.Controls.AnswerAsync(second.Id, new ControlAnswer(_body), Token);

        Assert.Equal([first, third], await Rig.Controls.OpenAsync(10, Token));
        Assert.Equal([first], await Rig.Controls.OpenAsync(1, Token));
    }

    [Fact]
    public async Task An_answer_is_a_final_row_of_its_own_and_is_given_once()
    {
        var control = await AskAsync(ControlKind.Status);

        Assert.True(await Rig.Controls.AnswerAsync(control.Id, new ControlAnswer(_body), Token));
        Assert.False(await Rig.Controls.AnswerAsync(control.Id, new ControlAnswer(_body), Token));

        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal((OutboxSource.Control, control.Id, true, 1), (row.Source, row.SourceId, row.Final, row.Revision));
        Assert.Equal(_body.Markdown, row.Body?.Markdown);
    }

    [Fact]
    public async Task An_answer_without_a_body_closes_without_a_word()
    {
        var control = await AskAsync(ControlKind.Queue);

        Assert.True(await Rig.Controls.AnswerAsync(control.Id, new ControlAnswer(Body: null), Token));

        Assert.Empty(await Rig.Controls.OpenAsync(10, Token));
        Assert.Empty(await Rig.Outbox.OpenAsync(Here, Token));
    }

    [Fact]
    public async Task Controls_that_share_a_source_share_one_message()
    {
        var shared = Guid.CreateVersion7();
        foreach (var text in new[] { "1 is too many", "2 are too many" })
        {
            var control = await AskAsync(ControlKind.TooMany);
            await Rig.Controls.AnswerAsync(control.Id, new ControlAnswer(new ReplyBody(text)) { SharedSource = shared }, Token);
        }

        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal((OutboxSource.Notice, shared, 2), (row.Source, row.SourceId, row.Revision));
        Assert.Equal("2 are too many", row.Body?.Markdown);
    }

    [Fact]
    public async Task A_refused_person_is_told_once_a_day_whatever_asked()
    {
        var refusal = new Refusal("telegram", Ada.Id, "Access:Users", new DateOnly(2026, 3, 1));
        var turn = await SayAndBeginAsync("let me in");
        await CommitAsync(turn.Fence, new Core.Turns.TurnOutcome.Refused(refusal), new ReplyBody("not for you"));
        var control = await AskAsync(ControlKind.Status);

        var answered = await Rig.Controls.AnswerAsync(control.Id, new ControlAnswer(_body) { OnlyOnceADay = refusal }, Token);

        Assert.True(answered);
        Assert.Equal("not for you", Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).Body?.Markdown);
        Assert.Empty(await Rig.Controls.OpenAsync(10, Token));
    }

    [Fact]
    public async Task Another_person_is_told_on_the_same_day()
    {
        foreach (var user in new[] { "7", "8" })
        {
            var control = await AskAsync(ControlKind.Status);
            var refusal = new Refusal("telegram", user, "Access:Users", new DateOnly(2026, 3, 1));
            await Rig.Controls.AnswerAsync(control.Id, new ControlAnswer(_body) { OnlyOnceADay = refusal }, Token);
        }

        Assert.Equal(2, (await Rig.Outbox.OpenAsync(Here, Token)).Count);
    }

    [Fact]
    public async Task A_stop_is_handed_to_a_running_turn_and_is_open_no_more()
    {
        var turn = await SayAndBeginAsync("hello");
        var stop = await AskAsync(ControlKind.Stop);

        Assert.True(await Rig.Controls.HandAsync(stop.Id, turn.Id, Token));

        Assert.Empty(await Rig.Controls.OpenAsync(10, Token));
        Assert.False(await Rig.Controls.HandAsync(stop.Id, turn.Id, Token));
        Assert.False(await Rig.Controls.AnswerAsync(stop.Id, new ControlAnswer(_body), Token));
    }

    [Fact]
    public async Task A_turn_that_has_ended_takes_no_stop()
    {
        var turn = await SayAndBeginAsync("hello");
        var stop = await AskAsync(ControlKind.Stop);
        await CommitAsync(turn.Fence, Answer("done"));

        Assert.False(await Rig.Controls.HandAsync(stop.Id, turn.Id, Token));

        Assert.Equal([stop], await Rig.Controls.OpenAsync(10, Token));
    }

    [Fact]
    public async Task A_stop_reaches_no_turn_of_another_place()
    {
        var elsewhere = await SayAndBeginAsync("hello", There);
        var stop = await AskAsync(ControlKind.Stop, Here);

        Assert.False(await Rig.Controls.HandAsync(stop.Id, elsewhere.Id, Token));
    }

    [Fact]
    public async Task Stop_and_commit_race_for_one_row()
    {
        var turn = await SayAndBeginAsync("hello");
        var stop = await AskAsync(ControlKind.Stop);

        var handing = Rig.Controls.HandAsync(stop.Id, turn.Id, Token);
        await Task.WhenAll(handing, CommitAsync(turn.Fence, Answer("done")));

        var answers = await QueryAsync("SELECT source FROM outbox WHERE source = 'control'");
        Assert.Equal(await handing ? 1 : 0, answers.Count);
        Assert.Equal(await handing ? 0 : 1, (await Rig.Controls.OpenAsync(10, Token)).Count);
    }

    [Fact]
    public async Task A_view_of_an_unknown_place_is_empty()
    {
        var view = await Rig.Controls.ViewAsync(Here, Token);

        Assert.Null(view.Running);
        Assert.Null(view.Session);
        Assert.Empty(view.Waiting);
        Assert.Equal(ConversationSettings.Default, view.Settings);
    }

    [Fact]
    public async Task A_view_shows_what_runs_what_waits_and_on_which_session()
    {
        var turn = await SayAndBeginAsync("runs");
        await StartSessionAsync(turn.Fence, "s1");
        await SayAsync("waits");
        await SayAsync("waits too");
        await AskAsync(ControlKind.Status);

        var view = await Rig.Controls.ViewAsync(Here, Token);

        var now = Rig.Time.GetUtcNow();
        Assert.Equal(new RunningTurn(turn.Id, "runs", now, 1, Ada.Id), view.Running);
        Assert.Equal(["waits", "waits too"], view.Waiting);
        Assert.Equal(new SessionView("claude", "s1", Proven: true, "/somewhere/a", now), view.Session);
    }

    [Fact]
    public async Task What_waits_is_taken_back_from_the_head_once_by_each_stop()
    {
        await SayAndBeginAsync("runs");
        await AcceptAsync(Message("third", "d3", 30));
        await AcceptAsync(Message("first", "d1", 10));
        await AcceptAsync(Message("second", "d2", 20));
        await SayAsync("elsewhere", There);

        var (stop, stopAll) = (await AskAsync(ControlKind.Stop), await AskAsync(ControlKind.StopAll));

        Assert.Equal(["first", "second"], await Rig.Controls.TakeBackAsync(stop.Id, ofAnybody: true, 2, Token));
        Assert.Equal(["first", "second"], await Rig.Controls.TakeBackAsync(stop.Id, ofAnybody: true, 2, Token));
        Assert.Equal(["third"], await Rig.Controls.TakeBackAsync(stopAll.Id, ofAnybody: true, 10, Token));

        Assert.Equal(3, (await QueryAsync("SELECT id FROM inbox WHERE state = 'done' AND declined = 'stopped'")).Count);
        Assert.Contains(There, await Rig.Inbox.WaitingAsync(Us, 10, Token));
        Assert.NotNull((await Rig.Controls.ViewAsync(Here, Token)).Running);
    }

    [Fact]
    public async Task Who_takes_back_only_their_own_leaves_what_others_have_sent()
    {
        await AcceptAsync(Message("another's", "d1", 10) with { Author = new Author("8", "Bob") });
        await AcceptAsync(Message("mine", "d2", 20));
        await AcceptAsync(Message("mine too", "d3", 30));
        var stopAll = await AskAsync(ControlKind.StopAll);

        Assert.Equal(["mine"], await Rig.Controls.TakeBackAsync(stopAll.Id, ofAnybody: false, 1, Token));

        Assert.Equal(["another's", "mine too"], (await Rig.Controls.ViewAsync(Here, Token)).Waiting);
    }

    [Fact]
    public async Task What_was_too_much_is_named_since_a_time_oldest_first()
    {
        await AcceptAsync(Message("too early", "d0", 1), maxWaiting: 0);
        Rig.Time.Advance(TimeSpan.FromMinutes(1));
        var since = Rig.Time.GetUtcNow();
        await AcceptAsync(Message("two", "d2", 3), maxWaiting: 0);
        await AcceptAsync(Message("one", "d1", 2), maxWaiting: 0);
        await AcceptAsync(Message("elsewhere", "d3", 2, There), maxWaiting: 0);
        await SayAsync("waits");

        Assert.Equal(["one", "two"], await Rig.Controls.TooManySinceAsync(Here, since, Token));
    }

    [Fact]
    public async Task A_notice_of_the_same_source_edits_the_same_message()
    {
        await SayAsync("hello");
        var source = Guid.CreateVersion7();

        await Rig.Controls.NoticeAsync(Here, source, new ReplyBody("one"), Token);
        await Rig.Controls.NoticeAsync(Here, source, new ReplyBody("two"), Token);

        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal((2, "two"), (row.Revision, row.Body!.Markdown));
    }

    [Fact]
    public async Task A_stop_that_is_closed_takes_nothing_back()
    {
        await SayAsync("waits");
        var stop = await AskAsync(ControlKind.Stop);
        await Rig.Controls.AnswerAsync(stop.Id, new ControlAnswer(_body), Token);

        Assert.Empty(await Rig.Controls.TakeBackAsync(stop.Id, ofAnybody: true, 10, Token));
        Assert.Equal(["waits"], (await Rig.Controls.ViewAsync(Here, Token)).Waiting);
    }
}

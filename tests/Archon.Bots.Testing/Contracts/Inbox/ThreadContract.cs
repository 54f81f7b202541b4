using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts.Inbox;

/// <summary>What is said in threads to nobody, and what is read back after a gap.</summary>
public abstract class ThreadContract(IStoreRig rig) : StoreContract(rig)
{
    [Fact]
    public async Task A_line_that_speaks_to_nobody_begins_no_conversation()
    {
        var result = await OverhearAsync("lunch?", 1);

        Assert.IsType<AcceptResult.Unaddressed>(result);
        Assert.Equal("0|0", await QueryOneAsync("SELECT (SELECT COUNT(*) FROM inbox), (SELECT COUNT(*) FROM conversations)"));
    }

    [Fact]
    public async Task A_line_that_speaks_to_nobody_is_taken_where_a_conversation_is()
    {
        await AcceptAsync(Message("@bot look", "d5", 5));

        var result = await OverhearAsync("and here", 6);

        Assert.Equal(new AcceptResult.Waiting(Here, 1), result);
    }

    [Fact]
    public async Task A_line_from_before_the_conversation_stays_a_line()
    {
        await AcceptAsync(Message("@bot look", "d5", 5));

        var result = await OverhearAsync("it broke", 4);

        Assert.IsType<AcceptResult.Unaddressed>(result);
    }

    [Fact]
    public async Task The_first_turn_of_a_conversation_is_known_as_such()
    {
        var first = await SayAndBeginAsync("one");
        await CommitAsync(first.Fence, Answer("1"));

        var second = await SayAndBeginAsync("two");

        Assert.Equal((true, false), (first.IsFirst, second.IsFirst));
    }

    [Fact]
    public async Task What_was_refused_in_silence_is_told_to_the_next_turn_once()
    {
        await CommitAsync((await SayAndBeginAsync("hello")).Fence, Answer("hi"));
        await RefuseInSilenceAsync("I found it", 10);
        await RefuseInSilenceAsync("line 7", 11);

        await AcceptAsync(Message("fix that", "d12", 12));
        var told = await BeginAsync();
        await CommitAsync(told.Fence, Answer("done"));
        await AcceptAsync(Message("thanks", "d13", 13));
        var after = await BeginAsync();

        Assert.Equal(["I found it", "line 7"], told.Overheard.Select(line => line.Text));
        Assert.All(told.Overheard, line => Assert.Equal((Ada.Id, true), (line.Author.Id, line.Author.IsStranger)));
        Assert.Empty(after.Overheard);
    }

    [Fact]
    public async Task A_turn_that_begins_again_is_told_again_what_was_overheard()
    {
        await CommitAsync((await SayAndBeginAsync("hello")).Fence, Answer("hi"));
        await RefuseInSilenceAsync("I found it", 10);
        await AcceptAsync(Message("fix that", "d12", 12));
        await BeginAsync();

        var again = await TakeOverAsync();

        Assert.Equal("I found it", Assert.Single(again.Overheard).Text);
    }

    [Fact]
    public async Task A_refusal_in_silence_says_nothing_and_is_not_the_one_of_the_day()
    {
        await CommitAsync((await SayAndBeginAsync("hello")).Fence, Answer("hi"));

        await RefuseInSilenceAsync("me too", 10);

        Assert.Equal("0", await QueryOneAsync("SELECT COUNT(*) FROM audit WHERE action = 'refused'"));
        Assert.Equal("1", await QueryOneAsync("SELECT COUNT(*) FROM outbox WHERE source = 'turn' AND wish = 'present'"));
    }

    [Fact]
    public async Task What_the_agent_was_told_of_the_thread_stands_in_the_record_before_the_message()
    {
        var turn = await SayAndBeginAsync("fix that");
        var commit = new TurnCommit(turn.Fence, Answer("done"), new ReplyBody("late"), null)
        {
            Earlier = [new TranscriptLine(TranscriptRole.User, "Bob", "it broke")],
        };

        await Rig.Conversations.CommitAsync(commit, Token);

        Assert.Equal(
            ["user|Bob|it broke", "user|Ada|fix that", "assistant||done"],
            await QueryAsync("SELECT role, name, text FROM messages ORDER BY seq")
        );
    }

    [Fact]
    public async Task A_cursor_moves_with_what_is_accepted_known_or_left_alone_and_never_back()
    {
        await AcceptAsync(Message("one", "d5", 5) with { Cursors = [new Cursor("general", 5)] });
        await AcceptAsync(Message("late", "d4", 4) with { Cursors = [new Cursor("general", 4)] });
        var afterTwo = await CursorsAsync();
        await AcceptAsync(Message("one", "d5", 5) with { Cursors = [new Cursor("general", 7)] });
        await AcceptAsync(Message("lunch?", "d8", 8, There) with { IsAddressed = false, Cursors = [new Cursor("random", 8)] });

        var now = await CursorsAsync();

        Assert.Equal(5, afterTwo["general"]);
        Assert.Equal((7, 8), (now["general"], now["random"]));
    }

    [Fact]
    public async Task Cursors_that_are_passed_are_those_of_one_bot()
    {
        await Rig.Inbox.PassAsync(Here.Platform, "bot1", [new Cursor("general", 9), new Cursor("random", 3)], Token);
        await Rig.Inbox.PassAsync(Here.Platform, "bot1", [new Cursor("general", 8)], Token);

        var ours = await CursorsAsync();
        var theirs = await Rig.Inbox.ReadCursorsAsync(Here.Platform, "bot2", Token);

        Assert.Equal((9, 3), (ours["general"], ours["random"]));
        Assert.Empty(theirs);
    }

    [Fact]
    public async Task What_is_held_for_a_gap_begins_when_the_gap_is_read_and_in_its_order()
    {
        var later = Rig.Time.GetUtcNow().AddSeconds(30);
        await AcceptAsync(Message("live", "d9", 9) with { HeldUntil = later });
        var held = await Rig.Conversations.BeginAsync(Here, Us, Token);
        await AcceptAsync(Message("from the gap", "d8", 8) with { HeldUntil = later });

        var released = await Rig.Inbox.ReleaseAsync(Here.Platform, "bot1", Token);

        Assert.Null(held);
        Assert.Equal([Here], released);
        Assert.Equal("from the gap", (await BeginAsync()).Message.Text);
    }

    [Fact]
    public async Task What_is_held_begins_by_itself_when_nobody_releases_it()
    {
        await AcceptAsync(Message("live", "d9", 9) with { HeldUntil = Rig.Time.GetUtcNow().AddSeconds(30) });

        Rig.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("live", (await BeginAsync()).Message.Text);
        Assert.Empty(await Rig.Inbox.ReleaseAsync(Here.Platform, "bot1", Token));
    }

    private Task<AcceptResult> OverhearAsync(string text, long order) => AcceptAsync(Overheard(text, order));

    private static InboundMessage Overheard(string text, long order) =>
        Message(text, $"d{order}", order) with
        {
            IsAddressed = false,
            Author = Ada with { IsStranger = true },
        };

    private async Task RefuseInSilenceAsync(string text, long order)
    {
        await OverhearAsync(text, order);
        await CommitAsync((await BeginAsync()).Fence, Refusal(new DateOnly(2026, 3, 1)), refusalNotice: null);
    }

    private async Task<IReadOnlyDictionary<string, long>> CursorsAsync() => await Rig.Inbox.ReadCursorsAsync(Here.Platform, "bot1", Token);
}

using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Testing.Contracts.Inbox;

/// <summary>Albums, and texts that a client has cut: several deliveries, one turn.</summary>
public abstract class JoinedMessagesContract(IStoreRig rig) : StoreContract(rig)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1.5);
    private static readonly string _full = new('x', 4096);

    [Fact]
    public async Task A_text_that_may_go_on_waits_for_its_rest_and_tells_how_long()
    {
        var result = await AcceptAsync(Cut(1, _full));

        Assert.Equal(Rig.Time.GetUtcNow() + _patience, Assert.IsType<AcceptResult.Waiting>(result).SettlesAt);
        Assert.Empty(await Rig.Inbox.WaitingAsync(Us, 10, Token));
        Assert.Null(await Rig.Conversations.BeginAsync(Here, Us, Token));
    }

    [Fact]
    public async Task A_text_whose_rest_never_comes_is_begun_when_it_has_settled()
    {
        await AcceptAsync(Cut(1, _full));

        Rig.Time.Advance(_patience);

        Assert.Equal([Here], await Rig.Inbox.WaitingAsync(Us, 10, Token));
        Assert.Equal(_full, (await BeginAsync()).Message.Text);
    }

    [Fact]
    public async Task The_rest_of_a_text_joins_it_and_lets_it_begin()
    {
        await AcceptAsync(Cut(1, _full));
        await AcceptAsync(Cut(2, _full));

        var result = await AcceptAsync(Message("end", "3", 3));

        Assert.Equal(new AcceptResult.Waiting(Here, 0), result);
        Assert.Equal(["end"], (await QueryAsync("SELECT text FROM inbox WHERE joins IS NOT NULL ORDER BY order_key")).Skip(1));
        Assert.Equal(_full + _full + "end", (await BeginAsync()).Message.Text);
        Assert.Equal(["running", "running", "running"], await QueryAsync("SELECT state FROM inbox"));
    }

    [Fact]
    public async Task A_part_that_may_go_on_moves_the_time_on()
    {
        await AcceptAsync(Cut(1, _full));
        Rig.Time.Advance(TimeSpan.FromSeconds(1));

        var result = await AcceptAsync(Cut(2, _full));

        Assert.Equal(Rig.Time.GetUtcNow() + _patience, Assert.IsType<AcceptResult.Waiting>(result).SettlesAt);
        Rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await Rig.Conversations.BeginAsync(Here, Us, Token));
    }

    [Fact]
    public async Task What_is_sent_later_by_its_stamp_or_by_somebody_else_stands_alone()
    {
        var cut = Cut(1, _full);
        await AcceptAsync(cut);

        await AcceptAsync(Message("later", "2", 2) with { SentAt = cut.SentAt.AddSeconds(3) });
        await AcceptAsync(Message("somebody else's", "3", 3) with { Author = new Author("8", "Bob") });

        Rig.Time.Advance(_patience);
        Assert.Equal(["later", "somebody else's"], (await Rig.Controls.ViewAsync(Here, Token)).Waiting.Skip(1));
        Assert.Equal(_full, (await BeginAsync()).Message.Text);
    }

    [Fact]
    public async Task A_whole_message_behind_a_cut_text_is_not_its_third_part()
    {
        await AcceptAsync(Cut(1, _full));
        await AcceptAsync(Message("end", "2", 2));

        await AcceptAsync(Message("another", "3", 3));

        Assert.Equal(["another"], (await Rig.Controls.ViewAsync(Here, Token)).Waiting.Skip(1));
    }

    [Fact]
    public async Task A_command_of_ours_joins_nothing()
    {
        await AcceptAsync(Cut(1, _full));

        await AcceptAsync(Message("/reset", "2", 2), new InboundKind.Prompt { StandsAlone = true });
        await AcceptAsync(Message("/status", "3", 3), new InboundKind.Control(ControlKind.Status, ""));

        Assert.Equal(["/reset"], (await Rig.Controls.ViewAsync(Here, Token)).Waiting.Skip(1));
    }

    [Fact]
    public async Task An_album_is_one_turn_with_all_its_files_in_order()
    {
        await AcceptAsync(Picture(1, "f1", "the caption"));
        await AcceptAsync(Picture(3, "f3"));
        await AcceptAsync(Picture(2, "f2"));
        await AcceptAsync(Picture(4, "other") with { Album = "another album" });
        Rig.Time.Advance(_patience);

        var message = (await BeginAsync()).Message;

        Assert.Equal("the caption", message.Text);
        Assert.Equal(["f1", "f2", "f3"], message.Attachments.Select(file => file.Reference));
    }

    [Fact]
    public async Task A_part_that_comes_when_its_head_was_begun_is_a_turn_of_its_own()
    {
        await AcceptAsync(Picture(1, "f1"));
        Rig.Time.Advance(_patience);
        var first = await BeginAsync();

        await AcceptAsync(Picture(2, "f2"));
        Rig.Time.Advance(_patience);
        await CommitAsync(first.Fence, Answer("seen"));

        Assert.Equal("f2", Assert.Single((await BeginAsync()).Message.Attachments).Reference);
    }

    [Fact]
    public async Task Parts_are_no_places_in_the_queue()
    {
        await SayAndBeginAsync("runs");
        await AcceptAsync(Picture(10, "f1"), maxWaiting: 2);
        await AcceptAsync(Picture(11, "f2"), maxWaiting: 2);

        var part = await AcceptAsync(Picture(12, "f3"), maxWaiting: 2);
        var next = await AcceptAsync(Message("next", "13", 13), maxWaiting: 2);
        var tooMany = await AcceptAsync(Message("too many", "14", 14), maxWaiting: 2);

        Assert.Equal(1, Assert.IsType<AcceptResult.Waiting>(part).Ahead);
        Assert.Equal(2, Assert.IsType<AcceptResult.Waiting>(next).Ahead);
        Assert.Equal(ControlKind.TooMany, Assert.IsType<AcceptResult.Controlled>(tooMany).Control.Kind);
        Assert.Equal(["(photo)", "next"], (await Rig.Controls.ViewAsync(Here, Token)).Waiting);
    }

    [Fact]
    public async Task What_waits_behind_an_unsettled_message_does_not_overtake_it()
    {
        await AcceptAsync(Cut(1, _full));
        await AcceptAsync(Message("quick", "2", 2) with { Author = new Author("8", "Bob") });

        Assert.Null(await Rig.Conversations.BeginAsync(Here, Us, Token));
        Rig.Time.Advance(_patience);

        Assert.Equal(_full, (await BeginAsync()).Message.Text);
    }

    [Fact]
    public async Task The_parts_end_with_their_turn_and_the_record_holds_one_line()
    {
        await AcceptAsync(Picture(1, "f1", "look at"));
        await AcceptAsync(Picture(2, "f2", "these"));
        Rig.Time.Advance(_patience);

        await CommitAsync((await BeginAsync()).Fence, Answer("nice"));

        Assert.Equal(["done", "done"], await QueryAsync("SELECT state FROM inbox"));
        Assert.Equal("look at\nthese\n(Attached: photo, photo)", await QueryOneAsync("SELECT text FROM messages WHERE role = 'user'"));
        Assert.Null(await Rig.Conversations.BeginAsync(Here, Us, Token));
    }

    [Fact]
    public async Task A_turn_that_runs_again_has_all_its_parts()
    {
        await AcceptAsync(Cut(1, _full));
        await AcceptAsync(Message("end", "2", 2));
        await BeginAsync();

        var again = await TakeOverAsync();

        Assert.Equal((2, _full + "end"), (again.Attempt, again.Message.Text));
    }

    [Fact]
    public async Task A_stop_takes_the_parts_back_with_their_head()
    {
        await AcceptAsync(Picture(1, "f1", "these"));
        await AcceptAsync(Picture(2, "f2"));
        await AcceptAsync(Message("kept", "k", 50));
        var stop = await AskAsync(ControlKind.Stop);

        var taken = await Rig.Controls.TakeBackAsync(stop.Id, true, 1, Token);

        Assert.Equal(["these"], taken);
        Assert.Equal(taken, await Rig.Controls.TakeBackAsync(stop.Id, true, 1, Token));
        Assert.Equal(
            ["done|stopped", "done|stopped", "pending|"],
            await QueryAsync("SELECT state, declined FROM inbox WHERE kind = 'message' AND text <> '/Stop' ORDER BY seq")
        );
    }

    private static InboundMessage Cut(long order, string text) => Message(text, $"{order}", order) with { MayGoOn = true };

    private static InboundMessage Picture(long order, string reference, string caption = "") =>
        Message(caption, $"{order}", order) with
        {
            Album = "album",
            Attachments = [new Attachment("photo", reference, null, 1)],
        };
}

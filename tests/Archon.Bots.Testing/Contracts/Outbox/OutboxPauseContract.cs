using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts.Outbox;

/// <summary>What the rows keep of the pauses that a platform asked for, and of files.</summary>
public abstract class OutboxPauseContract(IStoreRig rig) : StoreContract(rig)
{
    private DateTimeOffset Later => Rig.Time.GetUtcNow().AddSeconds(90);

    [Fact]
    public async Task A_pause_that_was_asked_for_is_known_until_it_is_over()
    {
        var row = await WishAsync();
        var later = Later;

        await Rig.Outbox.PostponeAsync(row, later, CallFamily.Message, Token);

        Assert.Equal([new PlatformPause(Here, CallFamily.Message, later)], await PausesAsync());
        Rig.Time.Advance(TimeSpan.FromSeconds(90));
        Assert.Empty(await PausesAsync());
        Assert.Equal([Here], await Rig.Outbox.DueAsync(Rig.Time.GetUtcNow(), 10, Token));
    }

    [Fact]
    public async Task A_row_that_waits_for_another_reason_is_no_pause()
    {
        var row = await WishAsync();
        await Rig.Outbox.PostponeAsync(row, Later, CallFamily.Message, Token);

        await Rig.Outbox.PostponeAsync(row, Later, throttled: null, Token);

        Assert.Empty(await PausesAsync());
    }

    [Fact]
    public async Task A_pause_that_a_preview_met_outlasts_the_end_of_its_turn()
    {
        var turn = await SayAndBeginAsync("hello");
        var row = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);
        var later = Later;
        await Rig.Outbox.PostponeAsync(row, later, CallFamily.Message, Token);

        await CommitAsync(turn.Fence, Answer("hi"));

        Assert.Equal(later, Assert.Single(await PausesAsync()).Until);
        Assert.Empty(await Rig.Outbox.DueAsync(Rig.Time.GetUtcNow(), 10, Token));
        Assert.Equal([Here], await Rig.Outbox.DueAsync(later, 10, Token));
    }

    [Fact]
    public async Task What_was_delivered_keeps_no_pause()
    {
        var row = await WishAsync();
        await Rig.Outbox.PostponeAsync(row, Later, CallFamily.Message, Token);

        await Rig.Outbox.PostedAsync(row.Id, "m1", row.Revision, Token);

        Assert.Empty(await PausesAsync());
    }

    [Fact]
    public async Task A_conversations_view_tells_until_when_its_answer_waits()
    {
        var row = await WishAsync();
        var later = Later;
        Assert.Null((await ViewAsync()).Parked);

        await Rig.Outbox.PostponeAsync(row, later, CallFamily.Message, Token);

        Assert.Equal(new ParkedAnswer(Here.Platform, later), (await ViewAsync()).Parked);
        await Rig.Outbox.PostedAsync(row.Id, "m1", row.Revision, Token);
        Assert.Null((await ViewAsync()).Parked);
    }

    [Fact]
    public async Task A_preview_that_waits_is_no_answer_that_waits()
    {
        var turn = await SayAndBeginAsync("hello");
        var row = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);

        await Rig.Outbox.PostponeAsync(row, Later, CallFamily.Message, Token);

        Assert.Null((await ViewAsync()).Parked);
    }

    [Fact]
    public async Task A_file_is_read_back_as_it_was_written()
    {
        var turn = await SayAndBeginAsync("hello");
        var body = new ReplyBody("in the file") { File = new ReplyFile("answer.md", "# The whole\n\n“all” of it 🙂") };

        await CommitAsync(turn.Fence, new TurnOutcome.Answered { Bodies = [new ReplyBody("first"), body] });

        var rows = await Rig.Outbox.OpenAsync(Here, Token);
        Assert.Equal([null, body.File], rows.Select(row => row.Body!.File));
    }

    private Task<ConversationView> ViewAsync() => Rig.Controls.ViewAsync(Here, Token);

    private Task<IReadOnlyList<PlatformPause>> PausesAsync() => Rig.Outbox.PausesAsync(Rig.Time.GetUtcNow(), Token);

    private async Task<OutboxRow> WishAsync()
    {
        var turn = await SayAndBeginAsync("hello");
        await CommitAsync(turn.Fence, Answer("hi"));
        return Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
    }
}

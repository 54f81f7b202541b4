using Archon.Bots.Core.Telemetry;

namespace Archon.Bots.Testing.Contracts.Telemetry;

public abstract class BacklogContract(IStoreRig rig) : StoreContract(rig)
{
    [Fact]
    public async Task Nothing_is_behind_in_a_new_database()
    {
        var backlog = await Rig.Backlog.ReadAsync(Token);

        Assert.Equal(new Backlog(0, null, 0, null), backlog);
    }

    [Fact]
    public async Task What_waits_is_counted_over_all_conversations_from_the_oldest_on()
    {
        await SayAndBeginAsync("runs, and does not wait");
        Rig.Time.Advance(TimeSpan.FromMinutes(1));
        var oldest = Rig.Time.GetUtcNow();
        await SayAsync("the oldest");
        Rig.Time.Advance(TimeSpan.FromMinutes(1));
        await SayAsync("another", There);

        var backlog = await Rig.Backlog.ReadAsync(Token);

        Assert.Equal((2, oldest), (backlog.Waiting, backlog.OldestWaiting));
    }

    [Fact]
    public async Task An_answer_is_due_from_the_end_of_its_turn_until_it_is_seen()
    {
        var turn = await SayAndBeginAsync("hello");
        var preview = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);
        await Rig.Outbox.PostedAsync(preview.Id, "m1", 0, Token);
        Assert.Equal(0, (await Rig.Backlog.ReadAsync(Token)).Undelivered);
        Rig.Time.Advance(TimeSpan.FromMinutes(10));
        var ended = Rig.Time.GetUtcNow();
        await CommitAsync(turn.Fence, Answer("hi"));

        var due = await Rig.Backlog.ReadAsync(Token);
        await Rig.Outbox.DeliveredAsync(preview.Id, 1, Token);
        var seen = await Rig.Backlog.ReadAsync(Token);

        Assert.Equal((1, ended), (due.Undelivered, due.OldestUndelivered));
        Assert.Equal((0, null), (seen.Undelivered, seen.OldestUndelivered));
    }

    [Fact]
    public async Task What_was_given_up_is_not_due()
    {
        var turn = await SayAndBeginAsync("hello");
        await CommitAsync(turn.Fence, Answer("hi"));
        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));

        await Rig.Outbox.BuryAsync(row.Id, "blocked", Token);

        Assert.Equal(0, (await Rig.Backlog.ReadAsync(Token)).Undelivered);
    }
}

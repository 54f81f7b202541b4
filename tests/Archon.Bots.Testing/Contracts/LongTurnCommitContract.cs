using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts;

/// <summary>How a turn is committed that took so long that its answer is to ring.</summary>
public abstract class LongTurnCommitContract(IStoreRig rig) : StoreContract(rig)
{
    private static readonly ReplyBody _line = new("✓ 40 s");

    [Fact]
    public async Task Its_preview_shrinks_and_the_answer_follows_what_was_said_meanwhile()
    {
        var turn = await ShownAsync();
        await Rig.Controls.NoticeAsync(Here, Guid.CreateVersion7(), new ReplyBody("meanwhile"), Token);

        await CommitAsync(turn.Fence, Answer("one", "two") with { Progress = _line });

        var rows = await Rig.Outbox.OpenAsync(Here, Token);
        Assert.Equal(["✓ 40 s", "meanwhile", "one", "two"], rows.Select(row => row.Body?.Markdown));
        Assert.Equal(("m0", OutboxSource.Turn, turn.Id), (rows[0].PlatformMessageId, rows[0].Source, rows[0].SourceId));
        Assert.All(
            rows.Skip(2),
            row => Assert.Equal((OutboxSource.Answer, turn.Id, (string?)null), (row.Source, row.SourceId, row.PlatformMessageId))
        );
        Assert.Equal([0, 1], rows.Skip(2).Select(row => row.Slot));
        Assert.True(rows[0].DeliveredRevision > 0);
    }

    [Fact]
    public async Task Further_parts_of_its_preview_vanish()
    {
        var turn = await ShownAsync(parts: 3);

        await CommitAsync(turn.Fence, Answer("one") with { Progress = _line });

        var rows = await Rig.Outbox.OpenAsync(Here, Token);
        Assert.Equal(
            [("m0", Wish.Present), ("m1", Wish.Absent), ("m2", Wish.Absent), ((string?)null, Wish.Present)],
            rows.Select(row => (row.PlatformMessageId, row.Wish))
        );
    }

    [Fact]
    public async Task Where_no_preview_stands_the_answer_is_the_turns_own_message()
    {
        var turn = await SayAndBeginAsync("hello");
        await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);

        await CommitAsync(turn.Fence, Answer("one") with { Progress = _line });

        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal((OutboxSource.Turn, "one"), (row.Source, row.Body?.Markdown));
    }

    [Fact]
    public async Task The_shrunk_line_is_done_when_it_is_delivered()
    {
        var turn = await ShownAsync();
        await CommitAsync(turn.Fence, Answer() with { Progress = _line });
        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));

        await Rig.Outbox.DeliveredAsync(row.Id, row.Revision, Token);

        Assert.Empty(await Rig.Outbox.OpenAsync(Here, Token));
    }

    [Fact]
    public async Task A_pause_that_its_preview_met_lasts()
    {
        var turn = await SayAndBeginAsync("hello");
        var row = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);
        await Rig.Outbox.PostedAsync(row.Id, "m0", 0, Token);
        var later = Rig.Time.GetUtcNow().AddSeconds(90);
        await Rig.Outbox.PostponeAsync(row, later, CallFamily.Message, Token);

        await CommitAsync(turn.Fence, Answer("one") with { Progress = _line });

        Assert.Equal(later, (await Rig.Outbox.OpenAsync(Here, Token))[0].NextAttempt);
        Assert.Single(await Rig.Outbox.PausesAsync(Rig.Time.GetUtcNow(), Token));
    }

    [Fact]
    public async Task A_buried_answer_is_told_in_the_turns_record()
    {
        var turn = await ShownAsync();
        await CommitAsync(turn.Fence, Answer("one") with { Progress = _line });
        var answer = (await Rig.Outbox.OpenAsync(Here, Token))[1];

        await Rig.Outbox.BuryAsync(answer.Id, "chat not found", Token);

        Assert.Equal("chat not found", await QueryOneAsync("SELECT delivery_failure FROM turns"));
    }

    [Fact]
    public async Task A_turn_knows_when_its_first_run_began()
    {
        var began = Rig.Time.GetUtcNow();
        var first = await SayAndBeginAsync("hello");
        Rig.Time.Advance(TimeSpan.FromMinutes(2));

        var again = await BeginAsync();

        Assert.Equal((began, began), (first.BegunAt, again.BegunAt));
        Assert.Equal(2, again.Attempt);
    }

    [Fact]
    public async Task A_failure_rings_too()
    {
        var turn = await ShownAsync();

        await CommitAsync(turn.Fence, Failure(AgentFailureKind.Crashed) with { Progress = new ReplyBody("⚠️ Failed after 40 s") });

        var rows = await Rig.Outbox.OpenAsync(Here, Token);
        Assert.Equal(["⚠️ Failed after 40 s", "it went wrong"], rows.Select(row => row.Body?.Markdown));
    }

    /// <summary>A running turn whose preview stands in the messages m0, m1 ….</summary>
    private async Task<Turn> ShownAsync(int parts = 1)
    {
        var turn = await SayAndBeginAsync("hello");
        for (var slot = 0; slot < parts; slot++)
        {
            var row = await Rig.Outbox.PreviewAsync(turn.Fence, slot, Token);
            await Rig.Outbox.PostedAsync(row.Id, $"m{slot}", 0, Token);
        }

        return turn;
    }
}

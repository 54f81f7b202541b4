using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts;

/// <summary>What <see cref="Core.Conversations.IConversationStore.CommitAsync"/> changes, all or nothing.</summary>
public abstract class TurnCommitContract(IStoreRig rig) : StoreContract(rig)
{
    private static readonly DateOnly _today = new(2026, 3, 1);

    [Fact]
    public async Task An_answer_ends_its_turn_its_message_and_becomes_final_rows()
    {
        var turn = await SayAndBeginAsync("hello");

        await CommitAsync(turn.Fence, Answer("part one", "part two"));

        Assert.Equal("done|answered|", await QueryOneAsync("SELECT state, outcome, failure_code FROM turns"));
        Assert.Equal("done", await QueryOneAsync("SELECT state FROM inbox"));
        var rows = await Rig.Outbox.OpenAsync(Here, Token);
        Assert.Equal(["part one", "part two"], rows.Select(row => row.Body?.Markdown));
        Assert.All(
            rows,
            row =>
            {
                Assert.Equal((OutboxSource.Turn, turn.Id, Wish.Present), (row.Source, row.SourceId, row.Wish));
                Assert.Equal((true, 1, 0, (string?)null), (row.Final, row.Revision, row.DeliveredRevision, row.PlatformMessageId));
            }
        );
    }

    [Fact]
    public async Task A_turn_that_was_taken_over_commits_nothing()
    {
        var first = await SayAndBeginAsync("hello");
        var theirs = await TakeOverAsync();

        await LosesOwnershipAsync(() => CommitAsync(first.Fence, Answer("mine")));

        Assert.Empty(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Empty(await QueryAsync("SELECT text FROM messages"));
        await CommitAsync(theirs.Fence, Answer("theirs"));
        Assert.Equal("theirs", Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).Body?.Markdown);
    }

    [Fact]
    public async Task A_turn_commits_once()
    {
        var turn = await SayAndBeginAsync("hello");
        await CommitAsync(turn.Fence, Answer("one"));

        await LosesOwnershipAsync(() => CommitAsync(turn.Fence, Answer("two")));

        Assert.Equal("one", Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).Body?.Markdown);
    }

    [Fact]
    public async Task A_commit_that_fails_in_the_middle_changes_nothing_and_can_be_done_again()
    {
        var turn = await SayAndBeginAsync("hello");
        await StartSessionAsync(turn.Fence, "s1");
        var broken = Answer("fine") with { Lines = [new TranscriptLine(TranscriptRole.Assistant, null, null!)] };

        await Assert.ThrowsAnyAsync<Exception>(() => CommitAsync(turn.Fence, broken));

        Assert.Equal("running||", await QueryOneAsync("SELECT state, outcome, ended_at FROM turns"));
        Assert.Equal("running", await QueryOneAsync("SELECT state FROM inbox"));
        Assert.Empty(await QueryAsync("SELECT text FROM messages"));
        Assert.Empty(await QueryAsync("SELECT id FROM outbox"));
        await CommitAsync(turn.Fence, Answer("fine"));
        Assert.Equal("fine", Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).Body?.Markdown);
    }

    [Fact]
    public async Task The_record_gains_the_users_line_and_then_the_outcomes()
    {
        var turn = await SayAndBeginAsync("hello");

        await CommitAsync(
            turn.Fence,
            Answer() with
            {
                Lines = [new TranscriptLine(TranscriptRole.Tool, "Bash", "ls"), new TranscriptLine(TranscriptRole.Assistant, null, "hi")],
            }
        );

        Assert.Equal(
            ["user|Ada|hello", "tool|Bash|ls", "assistant||hi"],
            await QueryAsync("SELECT role, name, text FROM messages ORDER BY seq")
        );
    }

    [Fact]
    public async Task A_preview_becomes_final_in_its_own_row()
    {
        var turn = await SayAndBeginAsync("hello");
        var preview = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);
        await Rig.Outbox.PostedAsync(preview.Id, "m1", 0, Token);

        await CommitAsync(turn.Fence, Answer("whole"));

        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal((preview.Id, "m1", 1, 0), (row.Id, row.PlatformMessageId, row.Revision, row.DeliveredRevision));
        Assert.Equal((true, "whole"), (row.Final, row.Body?.Markdown));
    }

    [Fact]
    public async Task Parts_that_are_no_longer_wished_for_vanish_if_they_were_ever_shown()
    {
        var turn = await SayAndBeginAsync("hello");
        var rows = new List<OutboxRow>();
        for (var slot = 0; slot < 3; slot++)
        {
            rows.Add(await Rig.Outbox.PreviewAsync(turn.Fence, slot, Token));
        }

        await Rig.Outbox.PostedAsync(rows[0].Id, "m0", 0, Token);
        await Rig.Outbox.PostedAsync(rows[1].Id, "m1", 0, Token);
        await CommitAsync(turn.Fence, Answer("one part"));

        var open = await Rig.Outbox.OpenAsync(Here, Token);
        Assert.Equal([("m0", Wish.Present), ("m1", Wish.Absent)], open.Select(row => (row.PlatformMessageId!, row.Wish)));
        Assert.Null(open[1].Body);
        await Rig.Outbox.DeliveredAsync(rows[1].Id, open[1].Revision, Token);
        Assert.Equal(rows[0].Id, Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).Id);
    }

    [Fact]
    public async Task A_reset_ends_the_session_and_begins_the_record_anew()
    {
        var first = await SayAndBeginAsync("remember me");
        await StartSessionAsync(first.Fence, "s1");
        await CommitAsync(first.Fence, Answer("I will"));
        var reset = await SayAndBeginAsync("/reset");
        await CommitAsync(reset.Fence, Answer() with { Change = ConversationChange.Reset });

        var next = await SayAndBeginAsync("who am I?");

        Assert.Null(next.Sessions.Active);
        Assert.Equal(SessionEnd.Reset, next.Sessions.Ended?.EndedFor);
        Assert.Equal("s1", next.Sessions.Ended?.ProviderSessionId);
        Assert.Equal(0, next.Settings.Generation);
        Assert.Empty(await Rig.Conversations.ReadTranscriptAsync(next.Fence, 10_000, Token));
        Assert.Equal(["remember me", "I will"], await QueryAsync("SELECT text FROM messages ORDER BY seq"));
    }

    [Fact]
    public async Task New_also_moves_to_a_fresh_generation()
    {
        var first = await SayAndBeginAsync("one");
        await StartSessionAsync(first.Fence, "s1");
        await CommitAsync(first.Fence, Answer("1") with { Change = ConversationChange.New });

        var next = await SayAndBeginAsync("two");

        Assert.Equal(new Core.Conversations.ConversationSettings(1, null, null), next.Settings);
        Assert.Null(next.Sessions.Active);
    }

    [Fact]
    public async Task The_latest_good_results_id_wins()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = await StartSessionAsync(turn.Fence, "s1");

        await CommitAsync(turn.Fence, Answer("hi") with { Session = plan.Row, ProviderSessionId = "s2" });

        Assert.Equal("s2", (await SayAndBeginAsync("again")).Sessions.Active?.ProviderSessionId);
    }

    [Fact]
    public async Task A_commit_never_revives_a_cleared_id()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = await StartSessionAsync(turn.Fence, "s1");
        await Rig.Sessions.UpdateSessionAsync(plan.Row, null, "s1", SessionEnd.ExecutionFailed, turn.Fence, Token);

        var failure = Failure(AgentFailureKind.ExecutionFailed) with { Session = plan.Row, ProviderSessionId = "s1" };
        await CommitAsync(turn.Fence, failure);

        var chain = await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token);
        Assert.Null(chain.Active);
        Assert.Null(chain.Ended?.ProviderSessionId);
    }

    [Fact]
    public async Task What_a_turn_cost_is_kept()
    {
        var turn = await SayAndBeginAsync("hello");
        var usage = new TurnUsage("claude", 1, 2, 3, 4, 0.1234567890123m, TimeSpan.FromMilliseconds(1500));

        await CommitAsync(turn.Fence, Answer("hi") with { Usage = usage });

        Assert.Equal(
            "claude|1|2|3|4|0.1234567890123|1500",
            await QueryOneAsync(
                "SELECT provider, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost_usd, duration_ms FROM usage"
            )
        );
    }

    [Fact]
    public async Task A_failure_leaves_its_code()
    {
        var turn = await SayAndBeginAsync("hello");

        await CommitAsync(turn.Fence, Failure(AgentFailureKind.RateLimited));

        Assert.Equal("failed|rate_limited", await QueryOneAsync("SELECT outcome, failure_code FROM turns"));
    }

    [Fact]
    public async Task A_person_is_told_of_a_refusal_once_a_day()
    {
        var notice = new ReplyBody("not for you");
        foreach (var day in new[] { _today, _today, _today.AddDays(1) })
        {
            var turn = await SayAndBeginAsync("let me in");
            await CommitAsync(turn.Fence, Refusal(day), notice);
        }

        Assert.Equal(["not for you", "not for you"], (await Rig.Outbox.OpenAsync(Here, Token)).Select(row => row.Body?.Markdown));
        Assert.Equal(3, (await QueryAsync("SELECT id FROM turns WHERE outcome = 'refused'")).Count);
        Assert.Empty(await QueryAsync("SELECT text FROM messages"));
    }

    [Fact]
    public async Task A_refusal_without_a_notice_takes_back_what_was_shown()
    {
        var turn = await SayAndBeginAsync("let me in");
        var preview = await Rig.Outbox.PreviewAsync(turn.Fence, 0, Token);
        await Rig.Outbox.PostedAsync(preview.Id, "m1", 0, Token);

        await CommitAsync(turn.Fence, Refusal(_today));

        Assert.Equal(Wish.Absent, Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).Wish);
    }

    [Fact]
    public async Task A_handed_stop_is_closed_in_silence_by_a_stopped_turn()
    {
        var turn = await SayAndBeginAsync("hello");
        var stop = await AskAsync(ControlKind.Stop);
        await Rig.Controls.HandAsync(stop.Id, turn.Id, Token);

        await CommitAsync(turn.Fence, new TurnOutcome.Stopped { Bodies = [new ReplyBody("stopped")] });

        Assert.Equal("stopped", Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).Body?.Markdown);
        Assert.Equal("answered", await QueryOneAsync("SELECT state FROM controls"));
    }

    [Fact]
    public async Task A_handed_stop_that_came_too_late_is_told_so()
    {
        var turn = await SayAndBeginAsync("hello");
        var stop = await AskAsync(ControlKind.Stop);
        await Rig.Controls.HandAsync(stop.Id, turn.Id, Token);

        await CommitAsync(turn.Fence, Answer("done"));

        var rows = await Rig.Outbox.OpenAsync(Here, Token);
        Assert.Equal(["done", TooLate.Markdown], rows.Select(row => row.Body?.Markdown));
        Assert.Equal((OutboxSource.Control, stop.Id, 0), (rows[1].Source, rows[1].SourceId, rows[1].Slot));
    }

    [Fact]
    public async Task What_no_database_can_hold_stops_no_commit()
    {
        var turn = await SayAndBeginAsync("hello");

        await CommitAsync(turn.Fence, Answer("a\0b \uD800 c"));

        Assert.Equal("ab \uFFFD c", await QueryOneAsync("SELECT text FROM messages WHERE role = 'assistant'"));
    }

    [Fact]
    public async Task A_body_keeps_its_buttons()
    {
        var turn = await SayAndBeginAsync("hello");
        var body = new ReplyBody("**bold** 🙂") { Buttons = [new ReplyButton("Stop", "stop:1"), new ReplyButton("Go on", "go")] };

        await CommitAsync(turn.Fence, new TurnOutcome.Answered { Bodies = [body] });

        var stored = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token)).Body;
        Assert.Equal(body.Markdown, stored?.Markdown);
        Assert.Equal(body.Buttons.AsEnumerable(), stored?.Buttons);
    }
}

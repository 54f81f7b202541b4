using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts;

/// <summary>Questions of agents: asked and used through the journal, decided by controls.</summary>
public abstract class ApprovalStoreContract(IStoreRig rig) : StoreContract(rig)
{
    private static readonly AgentQuestion _date = Question("date");

    [Fact]
    public async Task A_question_has_its_line_its_row_and_a_card_of_its_own_that_is_final_at_once()
    {
        var turn = await SayAndBeginAsync("what day is it");

        var question = await AskAsync(turn.Fence, _date);

        var row = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal((OutboxSource.Question, question, 0, true, 1), (row.Source, row.SourceId, row.Slot, row.Final, row.Revision));
        Assert.Equal(("may I date? [buttons]", 1), (row.Body?.Markdown, row.Body?.Buttons.Length));
        Assert.Equal("asked|Bash: date", await QueryOneAsync("SELECT kind, detail FROM journal"));
        var open = Assert.Single(await Rig.Approvals.OpenAsync(Here, Token));
        var asked = new Approval(question, turn.Id, ApprovalState.Open, "may I date?", Ada, Decision: null)
        {
            AskedAt = Rig.Time.GetUtcNow(),
            IsShown = false,
        };
        Assert.Equal(asked, open);
        Assert.Equal(open, await Rig.Approvals.FindAsync(Here, question, Token));
    }

    [Fact]
    public async Task A_question_is_found_by_the_message_that_shows_it_in_its_own_conversation_alone()
    {
        var question = await AskAsync((await SayAndBeginAsync("work")).Fence, _date);
        await SayAsync("elsewhere", There);
        var card = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));

        await Rig.Outbox.PostedAsync(card.Id, "m7", 1, Token);

        var shown = await Rig.Approvals.FindByCardAsync(Here, "m7", Token);
        Assert.Equal((question, true), (shown?.Id, shown?.IsShown));
        Assert.Null(await Rig.Approvals.FindByCardAsync(Here, "m8", Token));
        Assert.Null(await Rig.Approvals.FindByCardAsync(There, "m7", Token));
        Assert.Null(await Rig.Approvals.FindAsync(There, question, Token));
        Assert.Empty(await Rig.Approvals.OpenAsync(There, Token));
    }

    [Theory]
    [InlineData(true, "", "✅ Allowed once by Ada, 12:00 UTC")]
    [InlineData(false, "not today", "⛔ Denied by Ada, 12:00 UTC: not today")]
    public async Task A_decision_is_shown_audited_and_ends_its_control(bool isAllowed, string reason, string line)
    {
        var turn = await SayAndBeginAsync("work");
        var question = await AskAsync(turn.Fence, _date);
        var control = await AskAsync(ControlKind.Answer);

        var result = await Rig.Approvals.DecideAsync(control, question, isAllowed, reason, Token);

        Assert.Equal(DecisionResult.Decided, result);
        var decision = new Decision(isAllowed, reason, Ada, Rig.Time.GetUtcNow());
        Assert.Equal(decision, (await Rig.Approvals.FindAsync(Here, question, Token))?.Decision);
        Assert.Equal(decision, Assert.Single(await Rig.Approvals.UnusedAsync(turn.Fence, Token)).Value);
        Assert.Empty(await Rig.Approvals.OpenAsync(Here, Token));
        Assert.Empty(await Rig.Controls.OpenAsync(10, Token));
        var card = Assert.Single(await Rig.Outbox.OpenAsync(Here, Token));
        Assert.Equal($"may I date?\n\n{line}", card.Body?.Markdown);
        Assert.Empty(card.Body!.Buttons);
        Assert.Equal(
            $"{(isAllowed ? "allowed" : "denied")}|telegram|7|Bash {question:N}",
            await QueryOneAsync("SELECT action, platform, user_id, detail FROM audit")
        );
    }

    [Fact]
    public async Task The_second_decision_changes_nothing_and_leaves_its_control_to_be_answered()
    {
        var turn = await SayAndBeginAsync("work");
        var question = await AskAsync(turn.Fence, _date);
        await Rig.Approvals.DecideAsync(await AskAsync(ControlKind.Answer), question, true, "", Token);
        var second = await AskAsync(ControlKind.Deny);

        var result = await Rig.Approvals.DecideAsync(second, question, false, "no", Token);

        Assert.Equal(DecisionResult.TooLate, result);
        Assert.True((await Rig.Approvals.FindAsync(Here, question, Token))?.Decision?.IsAllowed);
        Assert.Equal(second, Assert.Single(await Rig.Controls.OpenAsync(10, Token)));
        Assert.Single(await QueryAsync("SELECT id FROM audit"));
    }

    [Fact]
    public async Task A_control_decides_once_however_often_it_is_answered()
    {
        var turn = await SayAndBeginAsync("work");
        var (first, second) = (await AskAsync(turn.Fence, _date), await AskAsync(turn.Fence, Question("ls")));
        var control = await AskAsync(ControlKind.Approve);
        await Rig.Approvals.DecideAsync(control, first, true, "", Token);

        var again = await Rig.Approvals.DecideAsync(control, second, true, "", Token);

        Assert.Equal(DecisionResult.Repeated, again);
        Assert.Equal(second, Assert.Single(await Rig.Approvals.OpenAsync(Here, Token)).Id);
    }

    [Fact]
    public async Task Nobody_decides_from_another_conversation()
    {
        var question = await AskAsync((await SayAndBeginAsync("work")).Fence, _date);
        var control = await AskAsync(ControlKind.Answer, There);

        Assert.Equal(DecisionResult.TooLate, await Rig.Approvals.DecideAsync(control, question, true, "", Token));

        Assert.Single(await Rig.Approvals.OpenAsync(Here, Token));
    }

    [Fact]
    public async Task A_decision_is_used_once()
    {
        var turn = await SayAndBeginAsync("work");
        var question = await AskAsync(turn.Fence, _date);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Rig.Journal.UsedAsync(turn.Fence, question, Token));
        await Rig.Approvals.DecideAsync(await AskAsync(ControlKind.Answer), question, true, "", Token);

        await Rig.Journal.UsedAsync(turn.Fence, question, Token);

        Assert.Empty(await Rig.Approvals.UnusedAsync(turn.Fence, Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Rig.Journal.UsedAsync(turn.Fence, question, Token));
    }

    [Fact]
    public async Task Questions_of_one_run_leave_each_other_alone_even_the_same_one()
    {
        var turn = await SayAndBeginAsync("work");

        var asked = new[]
        {
            await AskAsync(turn.Fence, _date),
            await AskAsync(turn.Fence, Question("ls")),
            await AskAsync(turn.Fence, _date),
        };

        Assert.Equal(asked, (await Rig.Approvals.OpenAsync(Here, Token)).Select(question => question.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_next_run_that_asks_the_same_takes_the_question_up_with_its_card(bool isGivenBack)
    {
        var turn = await SayAndBeginAsync("work");
        var (first, second) = (await AskAsync(turn.Fence, _date), await AskAsync(turn.Fence, Question("ls")));
        if (isGivenBack)
        {
            await Rig.Conversations.GiveBackAsync(turn.Fence, Token);
        }

        var again = await BeginAsync();
        var taken = new[] { await AskAsync(again.Fence, Question("ls", "other-id")), await AskAsync(again.Fence, _date) };

        Assert.Equal([second, first], taken);
        Assert.Equal(2, (await Rig.Approvals.OpenAsync(Here, Token)).Count);
        Assert.All(await Rig.Outbox.OpenAsync(Here, Token), card => Assert.Equal(1, card.Revision));
    }

    [Fact]
    public async Task An_early_answer_is_taken_up_once()
    {
        var turn = await SayAndBeginAsync("work");
        var question = await AskAsync(turn.Fence, _date);
        await Rig.Approvals.DecideAsync(await AskAsync(ControlKind.Answer), question, true, "", Token);
        var again = await BeginAsync();

        Assert.Equal(question, await AskAsync(again.Fence, _date));
        await Rig.Journal.UsedAsync(again.Fence, question, Token);

        var third = await BeginAsync();
        Assert.NotEqual(question, await AskAsync(third.Fence, _date));
        Assert.Empty(await Rig.Approvals.UnusedAsync(third.Fence, Token));
    }

    [Fact]
    public async Task The_next_run_that_asks_for_something_else_overtakes_what_was_open()
    {
        var turn = await SayAndBeginAsync("work");
        var old = await AskAsync(turn.Fence, _date);
        var again = await BeginAsync();

        var asked = await AskAsync(again.Fence, Question("rm -rf /"));

        Assert.NotEqual(old, asked);
        Assert.Equal(asked, Assert.Single(await Rig.Approvals.OpenAsync(Here, Token)).Id);
        Assert.Equal(ApprovalState.Overtaken, (await Rig.Approvals.FindAsync(Here, old, Token))?.State);
        var card = (await Rig.Outbox.OpenAsync(Here, Token)).Single(row => row.SourceId == old);
        Assert.Contains("Overtaken", card.Body?.Markdown, StringComparison.Ordinal);
        Assert.Empty(card.Body!.Buttons);
        Assert.Equal(DecisionResult.TooLate, await Rig.Approvals.DecideAsync(await AskAsync(ControlKind.Answer), old, true, "", Token));
    }

    [Fact]
    public async Task A_question_that_the_agent_takes_back_is_withdrawn_and_a_decided_one_stays()
    {
        var turn = await SayAndBeginAsync("work");
        var (open, decided) = (await AskAsync(turn.Fence, _date), await AskAsync(turn.Fence, Question("ls")));
        await Rig.Approvals.DecideAsync(await AskAsync(ControlKind.Answer), decided, true, "", Token);

        await Rig.Journal.WithdrawnAsync(turn.Fence, open, Token);
        await Rig.Journal.WithdrawnAsync(turn.Fence, decided, Token);

        Assert.Equal("withdrawn,allowed", string.Join(',', await QueryAsync("SELECT state FROM approvals ORDER BY seq")));
    }

    [Fact]
    public async Task The_end_of_a_turn_withdraws_what_it_left_open()
    {
        var turn = await SayAndBeginAsync("work");
        var question = await AskAsync(turn.Fence, _date);

        await CommitAsync(turn.Fence, new TurnOutcome.Stopped { Bodies = [new ReplyBody("stopped")] });

        Assert.Equal(ApprovalState.Withdrawn, (await Rig.Approvals.FindAsync(Here, question, Token))?.State);
        var card = (await Rig.Outbox.OpenAsync(Here, Token)).Single(row => row.Source == OutboxSource.Question);
        Assert.Contains("Withdrawn", card.Body?.Markdown, StringComparison.Ordinal);
        Assert.Equal(
            DecisionResult.TooLate,
            await Rig.Approvals.DecideAsync(await AskAsync(ControlKind.Answer), question, true, "", Token)
        );
    }

    [Fact]
    public async Task Who_lost_the_conversation_asks_and_uses_nothing()
    {
        var turn = await SayAndBeginAsync("work");
        var question = await AskAsync(turn.Fence, _date);
        await Rig.Approvals.DecideAsync(await AskAsync(ControlKind.Answer), question, true, "", Token);
        await TakeOverAsync();

        await LosesOwnershipAsync(() => AskAsync(turn.Fence, _date));
        await LosesOwnershipAsync(() => Rig.Journal.UsedAsync(turn.Fence, question, Token));
        await LosesOwnershipAsync(() => Rig.Journal.WithdrawnAsync(turn.Fence, question, Token));

        Assert.Equal("allowed|", await QueryOneAsync("SELECT state, used_at FROM approvals"));
    }

    private static AgentQuestion Question(string command, string id = "q1") =>
        new(id, "t1", "Bash", $"Bash: {command}", new ToolInput("sh", command), $"hash of {command}");

    private Task<Guid> AskAsync(TurnFence fence, AgentQuestion question)
    {
        var text = $"may I {question.Input.Text}?";
        var card = new ReplyBody($"{text} [buttons]") { Buttons = [new ReplyButton("Allow once", "allow:1")] };
        return Rig.Journal.AskedAsync(fence, new AskedEntry(Guid.CreateVersion7(), question, Ada, text, card), Token);
    }
}

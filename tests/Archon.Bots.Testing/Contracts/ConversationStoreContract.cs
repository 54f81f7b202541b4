using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts;

/// <summary>Taking a conversation, beginning a turn and giving it back.</summary>
public abstract class ConversationStoreContract(IStoreRig rig) : StoreContract(rig)
{
    [Fact]
    public async Task A_conversation_that_nobody_spoke_in_begins_nothing()
    {
        Assert.Null(await Rig.Conversations.BeginAsync(Here, Us, Token));
    }

    [Fact]
    public async Task The_first_turn_knows_what_it_needs()
    {
        var turn = await SayAndBeginAsync("hello");

        Assert.Equal(1, turn.Attempt);
        Assert.Equal(Here, turn.Conversation);
        Assert.Equal("hello", turn.Message.Text);
        Assert.Equal(ConversationSettings.Default, turn.Settings);
        Assert.Equal(SessionChain.Empty, turn.Sessions);
        Assert.Empty(turn.Journal);
        Assert.Empty(turn.Transcript);
        Assert.Null(turn.LastFailure);
    }

    [Fact]
    public async Task Turns_begin_in_the_platforms_order_then_in_ours()
    {
        await AcceptAsync(Message("c", "3", 30));
        await AcceptAsync(Message("a", "1", 10));
        await AcceptAsync(Message("b1", "2", 20));
        await AcceptAsync(Message("b2", "4", 20));
        var texts = new List<string>();

        while (await Rig.Conversations.BeginAsync(Here, Us, Token) is { } turn)
        {
            texts.Add(turn.Message.Text);
            await CommitAsync(turn.Fence, Answer("ok"));
        }

        Assert.Equal(["a", "b1", "b2", "c"], texts);
    }

    [Fact]
    public async Task A_living_owner_is_left_alone()
    {
        var turn = await SayAndBeginAsync("hello");

        Assert.Null(await Rig.Conversations.BeginAsync(Here, Them, Token));
        await CommitAsync(turn.Fence, Answer("still mine"));
    }

    [Fact]
    public async Task Two_who_take_at_once_get_one_turn()
    {
        await SayAsync("hello");

        var taken = await Task.WhenAll(Rig.Conversations.BeginAsync(Here, Us, Token), Rig.Conversations.BeginAsync(Here, Them, Token));

        Assert.Contains(taken, turn => turn is { Attempt: 1 });
        Assert.Equal("1", await QueryOneAsync("SELECT COUNT(*) FROM turns"));
    }

    [Fact]
    public async Task A_dead_nodes_turn_is_begun_again_under_a_new_epoch_with_its_journal()
    {
        var first = await SayAndBeginAsync("hello");
        await DispatchAsync(first.Fence, Plan("s1"));
        await Rig.Journal.ToolSeenAsync(first.Fence, "Bash: ls", Token);

        var second = await TakeOverAsync();

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(2, second.Attempt);
        Assert.True(second.Fence.Epoch > first.Fence.Epoch);
        Assert.Equal("hello", second.Message.Text);
        Assert.Equal([JournalKind.Dispatched, JournalKind.ToolSeen], second.Journal.Select(entry => entry.Kind));
        Assert.Equal(["s1", "Bash: ls"], second.Journal.Select(entry => entry.Detail));
        Assert.Equal("s1", second.Sessions.Active?.ProviderSessionId);
    }

    [Fact]
    public async Task Our_own_unfinished_turn_is_begun_again_too()
    {
        var first = await SayAndBeginAsync("hello");

        var second = await BeginAsync();

        Assert.Equal((first.Id, 2), (second.Id, second.Attempt));
        await LosesOwnershipAsync(() => CommitAsync(first.Fence, Answer("from the former run")));
    }

    [Fact]
    public async Task An_unfinished_turn_goes_before_what_waits()
    {
        await SayAndBeginAsync("first");
        await AcceptAsync(Message("sent earlier, came later", "early", -5));

        var turn = await BeginAsync();

        Assert.Equal("first", turn.Message.Text);
    }

    [Fact]
    public async Task Who_works_there_keeps_it()
    {
        var first = await SayAndBeginAsync("one");
        await CommitAsync(first.Fence, Answer("1"));
        await SayAsync("two");
        var theirs = await TakeOverAsync();

        Assert.Null(await Rig.Conversations.BeginAsync(Here, Us, Token));
        await CommitAsync(theirs.Fence, Answer("2"));
    }

    [Fact]
    public async Task Nothing_to_do_leaves_the_conversation_free()
    {
        var turn = await SayAndBeginAsync("one");
        await CommitAsync(turn.Fence, Answer("1"));

        Assert.Null(await Rig.Conversations.BeginAsync(Here, Us, Token));

        await SayAsync("two");
        Assert.Equal(1, (await BeginAsync(node: Them)).Attempt);
    }

    [Fact]
    public async Task A_turn_that_is_given_back_costs_no_attempt_and_frees_the_conversation()
    {
        var first = await SayAndBeginAsync("hello");

        await Rig.Conversations.GiveBackAsync(first.Fence, Token);

        var second = await BeginAsync(node: Them);
        Assert.Equal((first.Id, 1), (second.Id, second.Attempt));
    }

    [Fact]
    public async Task A_turn_keeps_that_it_was_interrupted_by_a_stop()
    {
        var first = await SayAndBeginAsync("hello");
        Assert.Equal("1", await QueryOneAsync("SELECT COUNT(*) FROM turns WHERE interrupted_at IS NULL"));

        await Rig.Conversations.GiveBackAsync(first.Fence, Token);
        var second = await BeginAsync(node: Them);
        await CommitAsync(second.Fence, Answer("1"));

        Assert.Equal("1", await QueryOneAsync("SELECT COUNT(*) FROM turns WHERE interrupted_at IS NOT NULL"));
    }

    [Fact]
    public async Task Giving_back_what_was_lost_does_nothing_quietly()
    {
        var first = await SayAndBeginAsync("hello");
        var theirs = await TakeOverAsync();

        await Rig.Conversations.GiveBackAsync(first.Fence, Token);

        Assert.Equal("2", await QueryOneAsync("SELECT attempt FROM turns"));
        await CommitAsync(theirs.Fence, Answer("theirs"));
    }

    [Fact]
    public async Task The_failure_of_the_active_sessions_last_turn_is_known()
    {
        var first = await SayAndBeginAsync("one");
        var plan = await StartSessionAsync(first.Fence, "s1");
        await CommitAsync(first.Fence, Failure(AgentFailureKind.BadRequest));

        var second = await SayAndBeginAsync("two");

        Assert.Equal(AgentFailureKind.BadRequest, second.LastFailure);
        Assert.Equal(plan.Row, second.Sessions.Active?.Id);
    }

    [Fact]
    public async Task A_failure_before_a_success_or_on_another_session_is_forgotten()
    {
        var first = await SayAndBeginAsync("one");
        var plan = await StartSessionAsync(first.Fence, "s1");
        await CommitAsync(first.Fence, Failure(AgentFailureKind.BadRequest));
        var second = await SayAndBeginAsync("two");
        await DispatchAsync(second.Fence, Plan("s1", plan.Row));
        await CommitAsync(second.Fence, Answer("fine"));

        var third = await SayAndBeginAsync("three");

        Assert.Null(third.LastFailure);
        await DispatchAsync(third.Fence, Plan("s2", startedFor: SessionStart.Reset));
        await CommitAsync(third.Fence, Failure(AgentFailureKind.Billing));
        Assert.Equal(AgentFailureKind.Billing, (await SayAndBeginAsync("four")).LastFailure);
    }

    [Fact]
    public async Task The_record_is_read_newest_kept_oldest_first_without_the_turn_itself()
    {
        var first = await SayAndBeginAsync("one");
        await CommitAsync(first.Fence, Answer("first answer"));
        var second = await SayAndBeginAsync("two");
        await CommitAsync(second.Fence, Answer("second answer"));
        var third = await SayAndBeginAsync("three");

        var all = await Rig.Conversations.ReadTranscriptAsync(third.Fence, 10_000, Token);
        var some = await Rig.Conversations.ReadTranscriptAsync(third.Fence, "two".Length + "second answer".Length, Token);

        Assert.Equal(["one", "first answer", "two", "second answer"], all.Select(line => line.Text));
        Assert.Equal(new TranscriptLine(TranscriptRole.User, "Ada", "one"), all[0]);
        Assert.Equal(new TranscriptLine(TranscriptRole.Assistant, null, "first answer"), all[1]);
        Assert.Equal(["two", "second answer"], some.Select(line => line.Text));
    }

    [Fact]
    public async Task The_record_of_another_place_is_not_read()
    {
        var elsewhere = await SayAndBeginAsync("secret", There);
        await CommitAsync(elsewhere.Fence, Answer("hush"));

        var turn = await SayAndBeginAsync("hello");

        Assert.Empty(await Rig.Conversations.ReadTranscriptAsync(turn.Fence, 10_000, Token));
    }

    [Fact]
    public async Task Conversations_in_parallel_lose_nothing()
    {
        var places = Enumerable.Range(0, 40).Select(i => new ConversationKey("telegram", "bot1", $"p{i}")).ToArray();

        await Task.WhenAll(
            places.Select(
                async (place, i) =>
                {
                    await AcceptAsync(Message("hello", $"parallel-{i}", i, place));
                    var turn = await BeginAsync(place);
                    await DispatchAsync(turn.Fence, Plan($"s{i}"));
                    await CommitAsync(turn.Fence, Answer("hi"));
                }
            )
        );

        Assert.Equal("40", await QueryOneAsync("SELECT COUNT(*) FROM turns WHERE state = 'done' AND outcome = 'answered'"));
        Assert.Equal(40, (await Rig.Outbox.DueAsync(Rig.Time.GetUtcNow(), 100, Token)).Count);
    }

    [Fact]
    public async Task A_stop_is_asked_only_of_the_turn_that_it_was_handed_to()
    {
        var turn = await SayAndBeginAsync("hello");
        var other = await SayAndBeginAsync("hello", There);
        var stop = await AskAsync(Core.Commands.ControlKind.Stop);

        await Rig.Controls.HandAsync(stop.Id, turn.Id, Token);

        Assert.True(await Rig.Conversations.IsStopAskedAsync(turn.Fence, Token));
        Assert.False(await Rig.Conversations.IsStopAskedAsync(other.Fence, Token));
    }

    [Fact]
    public async Task Attachments_survive_a_second_attempt()
    {
        await AcceptAsync(Message("look", "d1", 1) with { Attachments = [new Attachment("voice", "f", null, 3)] });
        await BeginAsync();

        var again = await BeginAsync();

        Assert.Equal([new Attachment("voice", "f", null, 3)], again.Message.Attachments.AsEnumerable());
    }
}

using Archon.Bots.Core.Pace;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Pace;

public sealed class PaceGovernorTests
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);
    private readonly TestTime _time = new();
    private readonly FakePlatform _platform = new();
    private readonly PaceGovernor _governor;

    public PaceGovernorTests()
    {
        _governor = new PaceGovernor(_time);
    }

    [Fact]
    public void Without_budgets_and_pauses_every_call_may_be_made_and_nothing_is_remembered()
    {
        Assert.Equal(100, Passed(CallPriority.Final, 100));

        Assert.Equal(0, _governor.Places);
    }

    [Fact]
    public void A_call_without_room_is_told_when_the_oldest_one_leaves_the_window()
    {
        Budget(3);
        Passed(CallPriority.Final, 1);
        _time.Advance(TimeSpan.FromSeconds(10));
        Passed(CallPriority.Final, 2);

        Assert.Equal(new PaceAnswer(TimeSpan.FromSeconds(50), null), Ask(CallPriority.Final));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.True(Ask(CallPriority.Final).MayCall);
        Assert.Equal(TimeSpan.FromSeconds(10), Ask(CallPriority.Final).Wait);
    }

    [Fact]
    public void A_refused_call_is_not_counted()
    {
        Budget(1);
        Passed(CallPriority.Final, 1);

        Assert.Equal(0, Passed(CallPriority.Final, 50));

        _time.Advance(_minute);
        Assert.Equal(1, Passed(CallPriority.Final, 1));
    }

    [Fact]
    public void The_narrowest_of_several_budgets_decides()
    {
        _platform.Budgets = [Of(20, _minute), Of(1, TimeSpan.FromSeconds(1))];

        Assert.Equal(1, Passed(CallPriority.Final, 5));

        Assert.Equal(TimeSpan.FromSeconds(1), Ask(CallPriority.Final).Wait);
    }

    [Fact]
    public void Progress_leaves_room_to_questions_and_those_to_finals()
    {
        Budget(10);

        var progress = PassedSpread(CallPriority.Progress, _minute - TimeSpan.FromSeconds(1));
        var questions = Passed(CallPriority.Question, 10);
        var finals = Passed(CallPriority.Final, 10);

        Assert.InRange(progress, 1, 6);
        Assert.Equal((9 - progress, 1), (questions, finals));
    }

    [Fact]
    public void Progress_is_spread_over_the_window_so_that_no_reply_stands_still_for_the_rest_of_it()
    {
        Budget(20);
        var longest = TimeSpan.Zero;

        for (var call = 0; call < 40; call++)
        {
            var wait = Ask(CallPriority.Progress).Wait;
            longest = wait > longest ? wait : longest;
            _time.Advance(wait);
        }

        Assert.True(longest <= TimeSpan.FromSeconds(7), $"A reply stood still for {longest}.");
    }

    [Fact]
    public void A_budget_of_one_lets_progress_pass_too()
    {
        _platform.Budgets = [Of(1, TimeSpan.FromSeconds(1))];

        Assert.True(Ask(CallPriority.Progress).MayCall);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(Ask(CallPriority.Progress).MayCall);
    }

    [Fact]
    public void Families_do_not_count_for_each_other()
    {
        _platform.Budgets =
        [
            Of(1, _minute),
            new PaceBudget(CallFamily.Typing, 2, _minute),
            new PaceBudget(CallFamily.Reaction, 3, _minute),
        ];

        Assert.Equal((1, 2, 3), (Passed(CallPriority.Final, 9), Passed(CallPriority.Typing, 9), Passed(CallPriority.Reaction, 9)));
    }

    [Fact]
    public void Topics_of_a_group_share_its_budget_and_other_chats_do_not()
    {
        Budget(1);

        Assert.True(Ask(CallPriority.Final, "group/1").MayCall);

        Assert.False(Ask(CallPriority.Final, "group/2").MayCall);
        Assert.True(Ask(CallPriority.Final, "other").MayCall);
    }

    [Fact]
    public void All_chats_together_keep_to_the_platforms_budget()
    {
        _platform.Limits = _platform.Limits with { Overall = Of(5, TimeSpan.FromSeconds(1)) };

        var passed = Enumerable.Range(0, 20).Count(chat => Ask(CallPriority.Final, $"c{chat}").MayCall);

        Assert.Equal(5, passed);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Ask(CallPriority.Final, "c19").MayCall);
    }

    [Fact]
    public void What_the_platform_as_a_whole_refuses_is_not_counted_for_the_chat()
    {
        Budget(1);
        _platform.Limits = _platform.Limits with { Overall = Of(1, TimeSpan.FromSeconds(1)) };
        Ask(CallPriority.Final, "c1");
        Assert.False(Ask(CallPriority.Final, "c2").MayCall);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(Ask(CallPriority.Final, "c2").MayCall);
    }

    [Fact]
    public void A_pause_holds_its_family_in_all_topics_of_its_chat_and_nothing_else()
    {
        _governor.Pause(_platform, Inbound.Key("group/1"), CallFamily.Message, TimeSpan.FromSeconds(9));

        var expected = new PaceAnswer(TimeSpan.FromSeconds(9), CallFamily.Message);
        Assert.Equal([expected, expected], [Ask(CallPriority.Final, "group/1"), Ask(CallPriority.Question, "group/2")]);
        Assert.True(Ask(CallPriority.Typing, "group/1").MayCall);
        Assert.True(Ask(CallPriority.Final, "other").MayCall);
    }

    [Fact]
    public void A_shorter_pause_does_not_end_a_longer_one()
    {
        _governor.Pause(_platform, Inbound.Key(), CallFamily.Message, TimeSpan.FromSeconds(90));
        _governor.Pause(_platform, Inbound.Key(), CallFamily.Message, TimeSpan.FromSeconds(3));

        _time.Advance(TimeSpan.FromSeconds(90) - TimeSpan.FromTicks(1));
        Assert.False(Ask(CallPriority.Final).MayCall);
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.True(Ask(CallPriority.Final).MayCall);
    }

    [Fact]
    public void Edits_have_a_budget_of_their_own_where_the_platform_counts_them_apart()
    {
        Budget(1);
        _platform.Limits = _platform.Limits with { OverallEdits = new PaceBudget(CallFamily.Edit, 2, _minute) };
        Passed(CallPriority.Final, 1);

        var edits = Enumerable
            .Range(0, 5)
            .Count(chat => _governor.Ask(_platform, Inbound.Key($"c{chat}"), CallPriority.Final, isEdit: true).MayCall);

        Assert.Equal(2, edits);
        Assert.True(Ask(CallPriority.Final, "c9").MayCall);
    }

    [Fact]
    public void An_edit_counts_as_a_post_where_the_platform_does_not_tell_them_apart()
    {
        Budget(1);
        Passed(CallPriority.Final, 1);

        Assert.False(_governor.Ask(_platform, Inbound.Key("c1"), CallPriority.Final, isEdit: true).MayCall);
    }

    [Fact]
    public void Idle_chats_are_forgotten_and_pauses_are_not()
    {
        Budget(3);
        for (var chat = 0; chat < 1000; chat++)
        {
            Ask(CallPriority.Final, $"c{chat}");
        }

        _governor.Pause(_platform, Inbound.Key("c7"), CallFamily.Message, TimeSpan.FromHours(1));
        _time.Advance(_minute);
        Ask(CallPriority.Final, "late");

        Assert.Equal(2, _governor.Places);
        Assert.False(Ask(CallPriority.Final, "c7").MayCall);
    }

    private static PaceBudget Of(int calls, TimeSpan window) => new(CallFamily.Message, calls, window);

    private void Budget(int callsPerMinute) => _platform.Budgets = [Of(callsPerMinute, _minute)];

    private PaceAnswer Ask(CallPriority priority, string chat = "c1") => _governor.Ask(_platform, Inbound.Key(chat), priority);

    private int Passed(CallPriority priority, int asked) => Enumerable.Range(0, asked).Count(_ => Ask(priority).MayCall);

    /// <summary>As many as pass when each is asked for as soon as it was told to.</summary>
    private int PassedSpread(CallPriority priority, TimeSpan within)
    {
        var passed = 0;
        for (var answer = Ask(priority); ; answer = Ask(priority))
        {
            passed += answer.MayCall ? 1 : 0;
            if (answer.Wait > within)
            {
                return passed;
            }

            within -= answer.Wait;
            _time.Advance(answer.Wait);
        }
    }
}

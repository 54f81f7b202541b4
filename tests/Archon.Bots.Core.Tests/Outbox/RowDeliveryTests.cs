using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Outbox;

public sealed class RowDeliveryTests
{
    private readonly OutboxRig _rig = new();

    [Theory]
    [InlineData(OutboxSource.Turn)]
    [InlineData(OutboxSource.Answer)]
    public async Task A_turns_part_is_posted_as_a_stump_and_completed_by_an_edit(OutboxSource source)
    {
        var row = _rig.Store.Wish("first\nsecond", source);

        Assert.True(await _rig.DeliverAsync(row));

        Assert.Equal(["Post m1: first", "Edit m1: first\nsecond"], _rig.Calls);
        Assert.Equal((1, "m1"), (_rig.Store[row.Id].DeliveredRevision, _rig.Store[row.Id].PlatformMessageId));
    }

    [Theory]
    [InlineData(OutboxSource.Control)]
    [InlineData(OutboxSource.Notice)]
    [InlineData(OutboxSource.Queue)]
    [InlineData(OutboxSource.Question)]
    public async Task A_controls_answer_and_a_notice_are_posted_whole(OutboxSource source)
    {
        var row = _rig.Store.Wish("first\nsecond", source);

        Assert.True(await _rig.DeliverAsync(row));

        Assert.Equal(["Post m1: first\nsecond"], _rig.Calls);
        Assert.Equal(1, _rig.Store[row.Id].DeliveredRevision);
    }

    [Theory]
    [InlineData(OutboxSource.Control, "`!stop`")]
    [InlineData(OutboxSource.Question, "`!stop`")]
    [InlineData(OutboxSource.Turn, "`/stop`")]
    [InlineData(OutboxSource.Answer, "`/stop`")]
    public async Task We_name_commands_as_the_platform_takes_them_and_the_agent_as_it_likes(OutboxSource source, string expected)
    {
        _rig.Platform.Limits = _rig.Platform.Limits with { CanFindPosts = true, CommandSign = '!' };

        await _rig.DeliverAsync(_rig.Store.Wish("`/stop`", source));

        Assert.Equal([expected], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task Where_posts_can_be_found_a_turns_part_is_posted_whole()
    {
        _rig.Platform.Limits = _rig.Platform.Limits with { CanFindPosts = true };

        await _rig.DeliverAsync(_rig.Store.Wish("first\nsecond"));

        Assert.Equal(["Post m1: first\nsecond"], _rig.Calls);
    }

    [Fact]
    public async Task A_file_is_posted_as_a_placeholder_and_completed_by_an_edit()
    {
        var body = new ReplyBody("the caption\nand more") { File = new ReplyFile("answer.md", "the whole") };
        var row = _rig.Store.Change(_rig.Store.Wish("").Id, row => row with { Body = body });

        await _rig.DeliverAsync(row);

        Assert.Equal(["Post m1: …", "Edit m1: the caption\nand more"], _rig.Calls);
        Assert.Equal([null, "the whole"], _rig.Platform.Calls.Select(call => call.Message.Body!.File?.Text));
    }

    [Fact]
    public async Task A_long_turns_progress_that_its_reader_deleted_stays_away()
    {
        var line = _rig.Store.Wish("✓ 40 s", messageId: await PostedAsync());
        var row = _rig.Store.Change(line.Id, row => row with { Revision = 2, DeliveredRevision = 1 });
        _rig.Platform.Throws(new PlatformMessageGoneException("message to edit not found"));

        Assert.True(await _rig.DeliverAsync(row));

        Assert.Equal(["earlier"], _rig.Platform.Delivered);
        Assert.Empty(_rig.Store.Buried);
        Assert.Equal(2, _rig.Store[row.Id].DeliveredRevision);
    }

    [Fact]
    public async Task A_line_of_what_waits_that_its_reader_deleted_comes_with_its_next_change()
    {
        var line = _rig.Store.Wish("2 wait", OutboxSource.Queue, messageId: await PostedAsync());
        var row = _rig.Store.Change(line.Id, row => row with { Revision = 2, DeliveredRevision = 1 });
        _rig.Platform.Throws(new PlatformMessageGoneException("message to edit not found"));

        Assert.True(await _rig.DeliverAsync(row));
        Assert.Equal((2, null), (_rig.Store[row.Id].DeliveredRevision, _rig.Store[row.Id].PlatformMessageId));
        Assert.True(await _rig.DeliverAsync(_rig.Store.Change(row.Id, row => row with { Revision = 3 })));

        Assert.Equal(["earlier", "2 wait"], _rig.Platform.Delivered);
        Assert.Empty(_rig.Store.Buried);
    }

    [Fact]
    public async Task What_a_platform_calls_gone_again_and_again_is_posted_once_and_buried()
    {
        var line = _rig.Store.Wish("one\ntwo", messageId: await PostedAsync());
        var gone = new PlatformMessageGoneException("message to edit not found");
        _rig.Platform.Throws(gone).ThrowsAfter(1, gone, isDone: false);

        Assert.True(await _rig.DeliverAsync(line));

        Assert.Equal("message to edit not found", _rig.Store.Buried[line.Id]);
    }

    [Fact]
    public async Task A_post_of_unknown_outcome_is_posted_again_and_only_a_stump_may_remain()
    {
        var row = _rig.Store.Wish("first\nsecond");
        _rig.Platform.Throws(new PlatformOutcomeUnknownException("reset"), isDone: true);

        Assert.False(await _rig.DeliverAsync(row));
        Assert.NotNull(_rig.Store[row.Id].AttemptingSince);
        Assert.True(await _rig.DeliverAsync(row));

        Assert.Equal(["first", "first\nsecond"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task A_post_that_is_found_again_is_edited_and_not_repeated()
    {
        var row = _rig.Store.Wish("first\nsecond");
        _rig.Platform.Throws(new PlatformOutcomeUnknownException("reset"), isDone: true);
        _rig.Platform.Finds = new FindResult.Found("m1");

        await _rig.DeliverAsync(row);
        await _rig.DeliverAsync(row);

        Assert.Equal(["first\nsecond"], _rig.Platform.Delivered);
        Assert.Equal(1, _rig.Store[row.Id].DeliveredRevision);
    }

    [Fact]
    public async Task A_stump_whose_completing_edit_was_lost_is_completed_later()
    {
        var row = _rig.Store.Wish("first\nsecond");
        _rig.Platform.ThrowsAfter(1, new PlatformOutcomeUnknownException("reset"), isDone: false);

        Assert.False(await _rig.DeliverAsync(row));
        Assert.Equal(["first"], _rig.Platform.Delivered);
        Assert.True(await _rig.DeliverAsync(row));

        Assert.Equal(["first\nsecond"], _rig.Platform.Delivered);
    }

    [Fact]
    public async Task A_throttled_row_waits_as_told_and_its_place_with_it()
    {
        var row = _rig.Store.Wish("text");
        _rig.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(7), CallFamily.Message));

        Assert.False(await _rig.DeliverAsync(row));

        Assert.Equal(_rig.Time.GetUtcNow() + TimeSpan.FromSeconds(7), _rig.Store[row.Id].NextAttempt);
        var ask = _rig.Governor.Ask(_rig.Platform, row.Conversation, CallPriority.Final);
        Assert.Equal((TimeSpan.FromSeconds(7), CallFamily.Message), (ask.Wait, ask.Throttled));
    }

    [Fact]
    public async Task Lost_outcomes_put_a_row_off_for_longer_each_time_up_to_half_a_minute()
    {
        var row = _rig.Store.Wish("text");
        var pauses = new List<double>();

        for (var n = 0; n < 7; n++)
        {
            _rig.Platform.Throws(new PlatformOutcomeUnknownException("reset"));
            await _rig.DeliverAsync(row);
            pauses.Add((_rig.Store[row.Id].NextAttempt!.Value - _rig.Time.GetUtcNow()).TotalSeconds);
        }

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], pauses);
    }

    [Fact]
    public async Task A_lost_edit_is_sent_once_more_after_five_seconds()
    {
        var row = _rig.Store.Wish("final", messageId: await PostedAsync());
        _rig.Platform.Throws(new PlatformOutcomeUnknownException("reset"), isDone: true);

        Assert.False(await _rig.DeliverAsync(row));
        Assert.True(await _rig.DeliverAsync(row));
        Assert.Equal(_rig.Time.GetUtcNow() + TimeSpan.FromSeconds(5), _rig.Store[row.Id].NextAttempt);
        Assert.NotEqual(1, _rig.Store[row.Id].DeliveredRevision);
        _rig.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await _rig.DeliverAsync(row));

        Assert.Equal(3, _rig.Platform.Calls.Count(call => call.Kind == CallKind.Edit));
        Assert.Equal(1, _rig.Store[row.Id].DeliveredRevision);
    }

    [Fact]
    public async Task What_is_rejected_for_good_is_buried_with_its_reason_and_holds_nobody_back()
    {
        var row = _rig.Store.Wish("text");
        _rig.Platform.Throws(new PlatformRejectedException("bot was blocked by the user"));

        Assert.True(await _rig.DeliverAsync(row));

        Assert.Equal("bot was blocked by the user", _rig.Store.Buried[row.Id]);
    }

    [Fact]
    public async Task What_its_reader_deleted_unseen_is_posted_anew()
    {
        var row = _rig.Store.Wish("first\nsecond", messageId: await PostedAsync());
        _rig.Platform.Throws(new PlatformMessageGoneException("message to edit not found"));

        Assert.True(await _rig.DeliverAsync(row));

        Assert.Equal(["earlier", "first\nsecond"], _rig.Platform.Delivered);
        Assert.Empty(_rig.Store.Buried);
    }

    [Fact]
    public async Task A_message_that_is_to_be_gone_is_deleted()
    {
        var row = _rig.Store.Wish(markdown: null, messageId: await PostedAsync());

        Assert.True(await _rig.DeliverAsync(row));

        Assert.Empty(_rig.Platform.Delivered);
        Assert.Equal(1, _rig.Store[row.Id].DeliveredRevision);
    }

    [Fact]
    public async Task A_message_that_never_was_need_not_be_deleted()
    {
        var row = _rig.Store.Wish(markdown: null);

        Assert.True(await _rig.DeliverAsync(row));

        Assert.Empty(_rig.Platform.Calls);
        Assert.Equal(1, _rig.Store[row.Id].DeliveredRevision);
    }

    private async Task<string> PostedAsync()
    {
        await _rig.DeliverAsync(_rig.Store.Wish("earlier", OutboxSource.Notice));
        return _rig.Platform.Shown[0].MessageId;
    }
}

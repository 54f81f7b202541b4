using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Telegram.Tests.Updates;

public sealed class TelegramPollingTests
{
    [Fact]
    public async Task What_was_sent_while_the_bot_was_down_arrives_in_order()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.SayAsync("one");
        await rig.SayAsync("two");

        _ = rig.Receive();

        Assert.Equal("one", (await rig.Inbox.SeenAsync()).Text);
        Assert.Equal("two", (await rig.Inbox.SeenAsync()).Text);
    }

    [Fact]
    public async Task What_the_inbox_did_not_store_comes_again()
    {
        await using var rig = await TelegramRig.StartAsync();
        rig.Inbox.Next(() => Task.CompletedTask);
        rig.Inbox.Next(() => throw new InvalidOperationException("the disk is full"));
        await rig.SayAsync("one");
        await rig.SayAsync("two");
        await rig.SayAsync("three");

        _ = rig.Receive();
        var first = await rig.Inbox.SeenAsync();
        var second = await rig.Inbox.SeenAsync();
        await rig.Time.PassFirstBackoffAsync();
        var again = await rig.Inbox.SeenAsync();
        var third = await rig.Inbox.SeenAsync();

        Assert.Equal(["one", "two", "two", "three"], new[] { first, second, again, third }.Select(message => message.Text));
        Assert.Equal(second.DeliveryId, again.DeliveryId);
        Assert.Contains("telegram.accept_failed", rig.Log.Events);
    }

    [Fact]
    public async Task Who_is_slow_to_be_stored_does_not_hold_up_other_conversations()
    {
        await using var rig = await TelegramRig.StartAsync();
        var stored = new TaskCompletionSource();
        rig.Inbox.Next(() => stored.Task);
        await rig.SayAsync("one");
        await rig.SayAsync("two");
        await rig.SayAsync("hello", user: "bob");

        _ = rig.Receive();
        var first = await rig.Inbox.SeenAsync();
        var second = await rig.Inbox.SeenAsync();
        stored.SetResult();
        var third = await rig.Inbox.SeenAsync();

        Assert.Equal(["one", "hello", "two"], new[] { first, second, third }.Select(message => message.Text));
    }

    [Fact]
    public async Task A_command_waits_for_all_that_was_said_before_it_and_goes_before_all_that_was_said_after_it()
    {
        await using var rig = await TelegramRig.StartAsync();
        var stored = new TaskCompletionSource();
        rig.Inbox.Next(() => stored.Task);
        await rig.SayAsync("one");
        await rig.SayAsync("/allow bob");
        await rig.SayAsync("hello", user: "bob");

        _ = rig.Receive();
        var first = await rig.Inbox.SeenAsync();
        var polls = await rig.CallsAsync("getUpdates");
        stored.SetResult();
        var second = await rig.Inbox.SeenAsync();
        var third = await rig.Inbox.SeenAsync();

        Assert.Equal(["one", "/allow bob", "hello"], new[] { first, second, third }.Select(message => message.Text));
        Assert.Single(polls);
    }

    [Fact]
    public async Task What_other_conversations_stored_behind_a_failure_comes_again_with_it()
    {
        await using var rig = await TelegramRig.StartAsync();
        rig.Inbox.Next(() => throw new InvalidOperationException("the disk is full"));
        await rig.SayAsync("one");
        await rig.SayAsync("hello", user: "bob");

        _ = rig.Receive();
        List<InboundMessage> seen = [await rig.Inbox.SeenAsync(), await rig.Inbox.SeenAsync()];
        await rig.Time.PassFirstBackoffAsync();
        seen.AddRange([await rig.Inbox.SeenAsync(), await rig.Inbox.SeenAsync()]);

        Assert.Equal(["one", "hello", "one", "hello"], seen.Select(message => message.Text));
    }

    [Fact]
    public async Task Nothing_is_confirmed_before_the_inbox_has_returned()
    {
        await using var rig = await TelegramRig.StartAsync();
        var stored = new TaskCompletionSource();
        rig.Inbox.Next(() => stored.Task);
        await rig.SayAsync("one");

        _ = rig.Receive();
        await rig.Inbox.SeenAsync();
        var polls = await rig.CallsAsync("getUpdates");
        stored.SetResult();
        await rig.SayAsync("two");
        await rig.Inbox.SeenAsync();

        Assert.All(polls, poll => Assert.Null(poll["args"]?["offset"]));
    }

    [Fact]
    public async Task A_second_poller_is_waited_out()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "getUpdates",
                kind = "error",
                error = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            }
        );
        await rig.SayAsync("still here?");

        _ = rig.Receive();
        await rig.Time.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("still here?", (await rig.Inbox.SeenAsync()).Text);
        Assert.Contains("telegram.poll_conflicted", rig.Log.Events);
    }

    [Fact]
    public async Task A_poll_that_is_throttled_waits_as_told()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "getUpdates",
                kind = "429",
                retryAfter = 7,
            }
        );
        await rig.SayAsync("hello");

        _ = rig.Receive();
        await rig.Time.PassAsync(TimeSpan.FromSeconds(7));

        Assert.Equal("hello", (await rig.Inbox.SeenAsync()).Text);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("502")]
    [InlineData("reset")]
    public async Task A_failure_is_tried_again_and_its_end_is_told(string kind)
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync("fault", new { method = "getUpdates", kind });
        await rig.SayAsync("hello");

        _ = rig.Receive();
        await rig.Time.PassFirstBackoffAsync();
        await rig.Inbox.SeenAsync();

        Assert.True(rig.Health.Ready);
        Assert.Equal(
            ["telegram.poll_failed", "telegram.poll_recovered"],
            rig.Log.Events.Where(name => name is "telegram.poll_failed" or "telegram.poll_recovered")
        );
    }

    [Fact]
    public async Task A_poll_that_hangs_is_given_up()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync("fault", new { method = "getUpdates", kind = "hang" });
        await rig.SayAsync("hello");

        _ = rig.Receive();
        await rig.Time.PassAsync(TimeSpan.FromSeconds(17));
        await rig.ControlAsync("fault", new { clear = true });
        await rig.Time.PassFirstBackoffAsync();

        Assert.Equal("hello", (await rig.Inbox.SeenAsync()).Text);
    }

    [Fact]
    public async Task A_token_that_Telegram_does_not_know_ends_the_receiving()
    {
        await using var rig = await TelegramRig.StartAsync(new(), "7123456789:AAinvalidinvalidinvalidinvalidinvalid");

        var rejected = await Assert.ThrowsAsync<PlatformRejectedException>(rig.Receive);

        Assert.Contains("@BotFather", rejected.Message, StringComparison.Ordinal);
        Assert.False(rig.Health.Ready);
    }

    [Fact]
    public async Task A_press_is_answered_after_it_was_stored()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.PostAsync("Working", new ReplyButton("Stop", "stop:1"));
        var stored = new TaskCompletionSource();
        rig.Inbox.Next(() => stored.Task);
        _ = rig.Receive();

        var press = rig.ControlAsync(
            "click",
            new
            {
                message = $"1001:{id}",
                action = "stop:1",
                user = "alice",
            }
        );
        var seen = await rig.Inbox.SeenAsync();
        var before = await rig.CallsAsync("answerCallbackQuery");
        stored.SetResult();
        var answer = await press;

        Assert.Equal((MessageKind.Pressed, "stop:1", id), (seen.Kind, seen.Text, seen.Target));
        Assert.Empty(before);
        Assert.True((bool?)answer["answered"], answer.ToJsonString());
    }

    [Fact]
    public async Task The_token_is_in_no_log_line()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync("fault", new { method = "getMe", kind = "reset" });
        await rig.ControlAsync("fault", new { method = "getUpdates", kind = "502" });
        await rig.ControlAsync("fault", new { method = "sendChatAction", kind = "reset" });
        await rig.SayAsync("secret words");

        _ = rig.Receive();
        await rig.Time.PassFirstBackoffAsync();
        await rig.Time.PassAsync(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2));
        await rig.Inbox.SeenAsync();
        var lost = await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() =>
            rig.Platform.ShowTypingAsync(TelegramRig.Message("x").Conversation, TestContext.Current.CancellationToken)
        );

        Assert.DoesNotContain(TelegramRig.Secret, lost.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(TelegramRig.Secret, rig.Log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", rig.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_quietly_when_cancelled()
    {
        await using var rig = await TelegramRig.StartAsync();
        _ = rig.Receive();
        await rig.LookAsync("wait?polling=1");

        await rig.StopReceivingAsync();

        Assert.Contains("telegram.poll_completed", rig.Log.Events);
    }
}

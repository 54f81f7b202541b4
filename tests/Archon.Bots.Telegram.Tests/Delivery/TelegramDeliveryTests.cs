using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Telegram.Tests.Delivery;

public sealed class TelegramDeliveryTests
{
    [Fact]
    public async Task A_post_is_rendered_and_has_its_buttons()
    {
        await using var rig = await TelegramRig.StartAsync();

        var id = await rig.PostAsync("**Working** on `a<b`", new ReplyButton("Stop", "stop:1"));

        var message = Assert.Single(await rig.BotMessagesAsync());
        Assert.Equal($"1001:{id}", (string?)message["id"]);
        Assert.Equal("Working on a<b", (string?)message["text"]);
        Assert.Contains("stop:1", message["buttons"]!.ToJsonString(), StringComparison.Ordinal);
        var call = Assert.Single(await rig.CallsAsync("sendMessage"));
        Assert.Contains("is_disabled", call.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_changes_the_text_and_drops_the_buttons_that_are_not_wished()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.PostAsync("Working", new ReplyButton("Stop", "stop:1"));

        var edited = await rig.EditAsync(id, "Done");

        var message = Assert.Single(await rig.BotMessagesAsync());
        Assert.Equal(id, edited);
        Assert.Equal("Done", (string?)message["text"]);
        Assert.DoesNotContain("stop:1", message.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_is_done()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.PostAsync("Done");

        Assert.Equal(id, await rig.EditAsync(id, "Done"));
    }

    [Fact]
    public async Task An_edit_of_a_deleted_message_says_that_it_is_gone()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.PostAsync("Working");
        await rig.DeleteAsync(id);

        await Assert.ThrowsAsync<PlatformMessageGoneException>(() => rig.EditAsync(id, "Done"));
    }

    [Fact]
    public async Task A_delete_may_be_repeated()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.PostAsync("Working");

        await rig.DeleteAsync(id);
        await rig.DeleteAsync(id);

        Assert.Empty(await rig.BotMessagesAsync());
    }

    [Fact]
    public async Task What_Telegram_does_not_parse_goes_as_plain_text_with_its_buttons()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "sendMessage",
                kind = "error",
                match = "parse_mode",
                error = "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0",
            }
        );

        await rig.PostAsync("**bold** <b>", new ReplyButton("Stop", "stop:1"));

        var message = Assert.Single(await rig.BotMessagesAsync());
        Assert.Equal("bold <b>", (string?)message["text"]);
        Assert.Contains("stop:1", message.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("telegram.rendering_refused", rig.Log.Events);
    }

    [Fact]
    public async Task Throttling_surfaces_with_the_time_to_wait()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "sendMessage",
                kind = "429",
                retryAfter = 14,
            }
        );

        var throttled = await Assert.ThrowsAsync<PlatformThrottledException>(() => rig.PostAsync("hello"));

        Assert.Equal((TimeSpan.FromSeconds(14), CallFamily.Message), (throttled.RetryAfter, throttled.Family));
        Assert.Single(await rig.CallsAsync("sendMessage"));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("500")]
    [InlineData("502")]
    public async Task A_lost_answer_surfaces_as_unknown_and_is_not_repeated(string kind)
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "sendMessage",
                kind,
                when = "after",
            }
        );

        var unknown = await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => rig.PostAsync("hello"));

        Assert.Single(await rig.BotMessagesAsync());
        Assert.DoesNotContain(TelegramRig.Secret, unknown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_hangs_is_given_up()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync("fault", new { method = "sendMessage", kind = "hang" });

        var post = rig.PostAsync("hello");
        await rig.Time.PassAsync(TimeSpan.FromSeconds(15));

        await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => post);
    }

    [Fact]
    public async Task An_edit_whose_answer_was_lost_may_be_repeated()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.PostAsync("Working");
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "editMessageText",
                kind = "reset",
                when = "after",
            }
        );
        await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => rig.EditAsync(id, "Done"));

        await rig.EditAsync(id, "Done");

        Assert.Equal("Done", (string?)Assert.Single(await rig.BotMessagesAsync())["text"]);
    }

    [Fact]
    public async Task A_reader_who_blocked_the_bot_gets_nothing_for_good()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "sendMessage",
                kind = "error",
                error = "Forbidden: bot was blocked by the user",
            }
        );

        var rejected = await Assert.ThrowsAsync<PlatformRejectedException>(() => rig.PostAsync("hello"));

        Assert.Contains("blocked", rejected.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_refused_for_a_while_loses_no_message()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "sendMessage",
                kind = "error",
                error = "Unauthorized",
            }
        );

        await Assert.ThrowsAsync<PlatformThrottledException>(() => rig.PostAsync("hello"));
    }

    [Fact]
    public async Task A_text_that_shows_nothing_is_posted_as_a_sign()
    {
        await using var rig = await TelegramRig.StartAsync();

        await rig.PostAsync("```\n```");

        Assert.Equal("…", (string?)Assert.Single(await rig.BotMessagesAsync())["text"]);
    }

    [Fact]
    public async Task A_post_cannot_be_looked_up()
    {
        await using var rig = await TelegramRig.StartAsync();

        Assert.IsType<FindResult.CannotTell>(await rig.Platform.FindAsync(TelegramRig.Message("x"), TestContext.Current.CancellationToken));
    }
}

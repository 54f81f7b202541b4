using Archon.Bots.Emulators.Telegram;

namespace Archon.Bots.Emulators.Tests.Telegram;

public sealed class ControlTests
{
    [Fact]
    public async Task A_wait_ends_with_the_message_or_the_edit_it_waits_for()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.SendAsync("thinking");
        var wait = rig.LookAsync("wait?channel=alice&contains=done&from=bot");

        await rig.DoAsync(
            "editMessageText",
            new
            {
                chat_id = 1001,
                message_id = id,
                text = "all done",
            }
        );

        Assert.Equal($"1001:{id}", (string?)(await wait)["message"]!["id"]);
    }

    [Fact]
    public async Task A_wait_for_what_never_comes_says_so()
    {
        await using var rig = await TelegramRig.StartAsync();

        var answer = await rig.LookAsync("wait?contains=never&timeoutMs=20");

        Assert.Equal((false, true), ((bool)answer["ok"]!, (bool)answer["timeout"]!));
    }

    [Fact]
    public async Task A_press_waits_for_the_answer_of_the_bot()
    {
        await using var rig = await TelegramRig.StartAsync();
        var keyboard = new { inline_keyboard = new[] { new[] { new { text = "✅ Yes", callback_data = "y:1" } } } };
        await rig.DoAsync(
            "sendMessage",
            new
            {
                chat_id = 1001,
                text = "?",
                reply_markup = keyboard,
            }
        );

        var press = rig.ControlAsync("click", new { message = "1001:1", action = "yes" });
        var query = (await rig.UpdatesAsync(timeout: 10))[0]!["callback_query"]!;
        await rig.DoAsync("answerCallbackQuery", new { callback_query_id = (string)query["id"]!, text = "thanks" });

        Assert.Equal("y:1", (string?)query["data"]);
        Assert.Equal((true, "thanks"), ((bool)(await press)["answered"]!, (string?)(await press)["text"]));
    }

    [Fact]
    public async Task A_press_that_is_too_old_cannot_be_answered()
    {
        await using var rig = await TelegramRig.StartAsync(new TelegramEmulatorOptions { CallbackLifetime = TimeSpan.Zero });
        var keyboard = new { inline_keyboard = new[] { new[] { new { text = "Yes", callback_data = "y" } } } };
        await rig.DoAsync(
            "sendMessage",
            new
            {
                chat_id = 1001,
                text = "?",
                reply_markup = keyboard,
            }
        );
        var press = await rig.ControlAsync(
            "click",
            new
            {
                message = "1001:1",
                action = "y",
                waitMs = 1,
            }
        );

        var refusal = await rig.RefusalAsync("answerCallbackQuery", new { callback_query_id = (string)press["id"]! });

        Assert.Equal("Bad Request: query is too old and response timeout expired or query ID is invalid", refusal);
    }

    [Fact]
    public async Task No_token_is_kept_in_calls_or_log()
    {
        var path = Path.GetTempFileName();
        await using (var rig = await TelegramRig.StartAsync(new TelegramEmulatorOptions { LogPath = path }))
        {
            await rig.SendAsync($"my token is {TelegramRig.Token}");

            var calls = (await rig.LookAsync("calls?method=sendMessage"))["calls"]!;
            Assert.Single(calls.AsArray());
            Assert.DoesNotContain(TelegramRig.Secret, calls.ToJsonString(), StringComparison.Ordinal);
        }

        var log = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        File.Delete(path);
        Assert.Contains("sendMessage", log, StringComparison.Ordinal);
        Assert.DoesNotContain(TelegramRig.Secret, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_tokens_and_methods_are_refused()
    {
        await using var rig = await TelegramRig.StartAsync();

        Assert.Equal(401, (int?)(await rig.AskAsync("getMe", new { }, "1:invalid"))["error_code"]);
        Assert.Equal("Not Found", await rig.RefusalAsync("fooBar", new { }));
    }

    [Fact]
    public async Task A_reset_forgets_messages_but_goes_on_counting()
    {
        await using var rig = await TelegramRig.StartAsync();
        var before = await rig.SendAsync("old");

        await rig.ControlAsync("reset", new { });

        Assert.Empty((await rig.LookAsync("transcript"))["messages"]!.AsArray());
        Assert.True(await rig.SendAsync("new") > before);
    }
}

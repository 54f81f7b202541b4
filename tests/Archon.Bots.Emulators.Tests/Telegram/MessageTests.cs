namespace Archon.Bots.Emulators.Tests.Telegram;

public sealed class MessageTests
{
    [Fact]
    public async Task A_message_of_the_bot_stands_in_the_transcript()
    {
        await using var rig = await TelegramRig.StartAsync();

        await rig.DoAsync(
            "sendMessage",
            new
            {
                chat_id = 1001,
                text = "<b>hello</b> you",
                parse_mode = "HTML",
            }
        );

        var message = (await rig.LookAsync("transcript?channel=alice"))["messages"]![0]!;
        Assert.Equal("bot", (string?)message["from"]);
        Assert.Equal("hello you", (string?)message["text"]);
        Assert.Equal("<b>hello</b> you", (string?)message["rawText"]);
        Assert.Equal("bold", (string?)message["entities"]![0]!["type"]);
    }

    [Fact]
    public async Task An_edit_replaces_the_text_and_drops_the_keyboard()
    {
        await using var rig = await TelegramRig.StartAsync();
        var keyboard = new { inline_keyboard = new[] { new[] { new { text = "Yes", callback_data = "y" } } } };
        var sent = await rig.DoAsync(
            "sendMessage",
            new
            {
                chat_id = 1001,
                text = "one",
                reply_markup = keyboard,
            }
        );

        await rig.DoAsync(
            "editMessageText",
            new
            {
                chat_id = 1001,
                message_id = (int)sent["message_id"]!,
                text = "two",
            }
        );

        var message = (await rig.LookAsync("transcript?channel=1001"))["messages"]![0]!;
        Assert.Equal(("two", "one"), ((string?)message["text"], (string?)message["originalText"]));
        Assert.Empty(message["buttons"]!.AsArray());
        Assert.Single(message["edits"]!.AsArray());
    }

    [Fact]
    public async Task An_edit_without_change_is_refused()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.SendAsync("same");

        var refusal = await rig.RefusalAsync(
            "editMessageText",
            new
            {
                chat_id = 1001,
                message_id = id,
                text = " same ",
            }
        );

        Assert.StartsWith("Bad Request: message is not modified", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_message_cannot_be_edited_or_deleted_again()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.SendAsync("gone soon");

        await rig.DoAsync("deleteMessage", new { chat_id = 1001, message_id = id });

        var edit = new
        {
            chat_id = 1001,
            message_id = id,
            text = "x",
        };
        Assert.Equal("Bad Request: message to edit not found", await rig.RefusalAsync("editMessageText", edit));
        Assert.Equal("Bad Request: message to delete not found", await rig.RefusalAsync("deleteMessage", edit));
        Assert.NotNull((await rig.LookAsync("transcript?channel=1001"))["messages"]![0]!["deletedAt"]);
    }

    [Theory]
    [InlineData(1001, "", "Bad Request: message text is empty")]
    [InlineData(1001, " \n ", "Bad Request: text must be non-empty")]
    [InlineData(424242, "x", "Bad Request: chat not found")]
    [InlineData(1009, "x", "Forbidden: bot can't initiate conversation with a user")]
    public async Task What_cannot_be_sent_is_refused_as_Telegram_does(long chat, string text, string refusal)
    {
        await using var rig = await TelegramRig.StartAsync();

        Assert.Equal(refusal, await rig.RefusalAsync("sendMessage", new { chat_id = chat, text }));
    }

    [Fact]
    public async Task Length_counts_in_UTF_16_units_without_the_markup()
    {
        await using var rig = await TelegramRig.StartAsync();
        var bold = new
        {
            chat_id = 1001,
            text = $"<b>{new string('y', 4096)}</b>",
            parse_mode = "HTML",
        };
        var emoji = new { chat_id = 1001, text = string.Concat(Enumerable.Repeat("😀", 2049)) };

        Assert.Equal("Bad Request: message is too long", await rig.RefusalAsync("sendMessage", emoji));
        Assert.Equal(4096, ((string)(await rig.DoAsync("sendMessage", bold))["text"]!).Length);
    }

    [Fact]
    public async Task A_button_carries_at_most_64_bytes()
    {
        await using var rig = await TelegramRig.StartAsync();
        var keyboard = new { inline_keyboard = new[] { new[] { new { text = "Yes", callback_data = new string('é', 33) } } } };

        var refusal = await rig.RefusalAsync(
            "sendMessage",
            new
            {
                chat_id = 1001,
                text = "x",
                reply_markup = keyboard,
            }
        );

        Assert.Equal("Bad Request: BUTTON_DATA_INVALID", refusal);
    }

    [Fact]
    public async Task A_blocked_bot_is_told_so()
    {
        await using var rig = await TelegramRig.StartAsync();

        await rig.ControlAsync("block", new { user = "carol" });

        Assert.Equal("Forbidden: bot was blocked by the user", await rig.RefusalAsync("sendMessage", new { chat_id = 1003, text = "x" }));
    }
}

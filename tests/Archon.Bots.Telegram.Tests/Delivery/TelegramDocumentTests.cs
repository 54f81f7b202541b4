using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Telegram.Tests.Delivery;

public sealed class TelegramDocumentTests
{
    private const string Whole = "# All of it\n\nñ 😀\n";

    [Fact]
    public async Task A_file_is_posted_with_its_caption_and_buttons()
    {
        await using var rig = await TelegramRig.StartAsync();

        await rig.DeliverAsync(Document("**The whole** answer", new ReplyButton("Stop", "stop:1")));

        var message = Assert.Single(await rig.BotMessagesAsync());
        Assert.Equal("The whole answer", (string?)message["text"]);
        Assert.Contains("stop:1", message["buttons"]!.ToJsonString(), StringComparison.Ordinal);
        AssertIsWhole(message);
    }

    [Fact]
    public async Task A_stump_becomes_the_file_in_its_place_and_again_if_that_is_repeated()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.PostAsync("…");

        var first = await rig.DeliverAsync(Document("The whole") with { PlatformMessageId = id });
        await rig.DeliverAsync(Document("The whole") with { PlatformMessageId = id });

        var message = Assert.Single(await rig.BotMessagesAsync());
        Assert.Equal((id, "The whole"), (first, (string?)message["text"]));
        AssertIsWhole(message);
    }

    [Fact]
    public async Task A_stump_that_cannot_become_a_file_is_replaced_by_it()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.PostAsync("…");
        await rig.FaultAsync("editMessageMedia", "Bad Request: message can't be edited");

        var replaced = await rig.DeliverAsync(Document("The whole") with { PlatformMessageId = id });

        var message = Assert.Single(await rig.BotMessagesAsync());
        Assert.NotEqual(id, replaced);
        Assert.Equal($"1001:{replaced}", (string?)message["id"]);
        AssertIsWhole(message);
    }

    [Fact]
    public async Task A_file_that_came_counts_though_its_stump_stays()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.PostAsync("…");
        await rig.FaultAsync("editMessageMedia", "Bad Request: message can't be edited");
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "deleteMessage",
                kind = "429",
                retryAfter = 30,
            }
        );

        var replaced = await rig.DeliverAsync(Document("The whole") with { PlatformMessageId = id });

        Assert.NotEqual(id, replaced);
        Assert.Equal([$"1001:{id}", $"1001:{replaced}"], (await rig.BotMessagesAsync()).Select(message => (string?)message["id"]));
        Assert.Contains("telegram.stump_left", rig.Log.Events);
    }

    [Fact]
    public async Task A_stump_that_was_deleted_is_gone()
    {
        await using var rig = await TelegramRig.StartAsync();
        var id = await rig.PostAsync("…");
        await rig.DeleteAsync(id);

        await Assert.ThrowsAsync<PlatformMessageGoneException>(() => rig.DeliverAsync(Document("x") with { PlatformMessageId = id }));
        Assert.Empty(await rig.BotMessagesAsync());
    }

    [Fact]
    public async Task A_caption_over_the_limit_is_cut()
    {
        await using var rig = await TelegramRig.StartAsync();

        await rig.DeliverAsync(Document($"**b** {string.Concat(Enumerable.Repeat("😀", 600))}"));

        var caption = (string)Assert.Single(await rig.BotMessagesAsync())["text"]!;
        Assert.InRange(caption.Length, 1023, 1024);
        Assert.EndsWith("😀…", caption, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caption_that_Telegram_does_not_parse_goes_as_plain_text()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.FaultAsync("sendDocument", "Bad Request: can't parse entities: ordered", "parse_mode");

        await rig.DeliverAsync(Document("**bold** <b>"));

        Assert.Equal("bold <b>", (string?)Assert.Single(await rig.BotMessagesAsync())["text"]);
        Assert.Contains("telegram.rendering_refused", rig.Log.Events);
    }

    private static OutboundMessage Document(string caption, params ReplyButton[] buttons) =>
        TelegramRig.Message(caption, buttons: buttons) with
        {
            Body = new ReplyBody(caption) { File = new ReplyFile("answer.md", Whole), Buttons = [.. buttons] },
        };

    private static void AssertIsWhole(JsonNode message)
    {
        var file = message["files"]!.AsArray().Single()!;
        Assert.Equal("answer.md", (string?)file["name"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Whole))), (string?)file["sha256"]);
    }
}

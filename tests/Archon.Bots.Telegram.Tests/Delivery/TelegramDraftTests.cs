using System.Text.Json.Nodes;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Telegram.Tests.Delivery;

public sealed class TelegramDraftTests
{
    private static readonly Guid Reply = Guid.CreateVersion7();

    [Fact]
    public async Task A_running_reply_grows_as_one_draft()
    {
        await using var rig = await TelegramRig.StartAsync(("Drafts", "true"));

        await ShowAsync(rig, "**Work**");
        await ShowAsync(rig, "**Working**");
        await ShowAsync(rig, "another", Guid.CreateVersion7());

        var drafts = await DraftsAsync(rig);
        Assert.Equal(["Working", "another"], drafts.Select(TextOf));
        Assert.All(drafts, draft => Assert.NotEqual(0, (long)draft["draft_id"]!));
        Assert.Empty(await rig.BotMessagesAsync());
    }

    [Fact]
    public async Task A_draft_that_Telegram_does_not_parse_goes_as_plain_text()
    {
        await using var rig = await TelegramRig.StartAsync(("Drafts", "true"));
        await rig.FaultAsync("sendMessageDraft", "Bad Request: can't parse entities: ordered", "parse_mode");

        await ShowAsync(rig, "**bold** <b>");

        Assert.Equal("bold <b>", TextOf(Assert.Single(await DraftsAsync(rig))));
        Assert.Contains("telegram.rendering_refused", rig.Log.Events);
    }

    [Fact]
    public async Task A_draft_over_the_limit_shows_its_end()
    {
        await using var rig = await TelegramRig.StartAsync(("Drafts", "true"));

        await ShowAsync(rig, $"{new string('a', 5000)} end");

        var text = TextOf(Assert.Single(await DraftsAsync(rig)));
        Assert.Equal(4096, text.Length);
        Assert.StartsWith("…a", text, StringComparison.Ordinal);
        Assert.EndsWith("a end", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_fails_is_told_by_its_kind()
    {
        await using var rig = await TelegramRig.StartAsync(("Drafts", "true"));

        await rig.ControlAsync("fault", new { method = "sendMessageDraft", kind = "reset" });
        await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => ShowAsync(rig, "lost"));
        await rig.FaultAsync("sendMessageDraft", "Bad Request: TEXTDRAFT_PEER_INVALID");
        await Assert.ThrowsAsync<PlatformRejectedException>(() => ShowAsync(rig, "refused"));
        await rig.ControlAsync("fault", new { method = "sendMessageDraft", kind = "429" });
        await Assert.ThrowsAsync<PlatformThrottledException>(() => ShowAsync(rig, "too fast"));
    }

    [Theory]
    [InlineData("true", "1001", true)]
    [InlineData("true", "1001/7", true)]
    [InlineData("true", "-4001", false)]
    [InlineData("true", "-1001000000002/7", false)]
    [InlineData("false", "1001", false)]
    public async Task Drafts_are_for_private_chats_by_setting(string setting, string thread, bool expected)
    {
        await using var rig = await TelegramRig.StartAsync(("Drafts", setting));

        Assert.Equal(expected, rig.Platform.CanDraft(TelegramRig.Chat(thread)));
        Assert.Equal(setting == "true" ? TimeSpan.FromSeconds(1) : null, rig.Platform.Limits.DraftInterval);
    }

    private static Task ShowAsync(TelegramRig rig, string markdown, Guid? reply = null) =>
        rig.Platform.ShowDraftAsync(TelegramRig.Chat("1001"), reply ?? Reply, markdown, TestContext.Current.CancellationToken);

    private static async Task<List<JsonNode>> DraftsAsync(TelegramRig rig) =>
        [.. (await rig.LookAsync("transcript?channel=1001"))["drafts"]!.AsArray().Select(draft => draft!)];

    private static string TextOf(JsonNode draft) => (string)draft["updates"]!.AsArray()[^1]!["text"]!;
}

using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Telegram.Tests.Delivery;

public sealed class TelegramReactionTests
{
    [Theory]
    [InlineData(Receipt.Seen, "👀")]
    [InlineData(Receipt.Done, "👍")]
    [InlineData(Receipt.Failed, "👎")]
    public async Task A_receipt_is_a_reaction_that_Telegram_has(Receipt receipt, string sign)
    {
        await using var rig = await TelegramRig.StartAsync();
        var message = await SaidAsync(rig);

        var id = await rig.DeliverAsync(Reaction(message, receipt));

        Assert.Equal(message, id);
        Assert.Equal([sign], await SignsAsync(rig));
    }

    [Fact]
    public async Task A_receipt_changes_and_goes()
    {
        await using var rig = await TelegramRig.StartAsync();
        var message = await SaidAsync(rig);
        await rig.DeliverAsync(Reaction(message, Receipt.Seen));

        await rig.DeliverAsync(Reaction(message, Receipt.Done) with { PlatformMessageId = message });
        var changed = await SignsAsync(rig);
        await rig.DeliverAsync(Reaction(message, Receipt.Done) with { PlatformMessageId = message, Wish = Wish.Absent });

        Assert.Equal(["👍"], changed);
        Assert.Empty(await SignsAsync(rig));
    }

    [Theory]
    [InlineData("Bad Request: REACTION_INVALID")]
    [InlineData("Bad Request: message to react not found")]
    [InlineData("Bad Request: MESSAGE_ID_INVALID")]
    [InlineData("Forbidden: bot was kicked from the supergroup chat")]
    public async Task A_receipt_that_is_refused_is_given_up(string error)
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.FaultAsync("setMessageReaction", error);

        await Assert.ThrowsAsync<PlatformRejectedException>(() => rig.DeliverAsync(Reaction("5", Receipt.Seen)));
    }

    [Fact]
    public async Task A_receipt_that_stands_there_already_is_done()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.FaultAsync("setMessageReaction", "Bad Request: MESSAGE_NOT_MODIFIED");

        Assert.Equal("5", await rig.DeliverAsync(Reaction("5", Receipt.Seen)));
    }

    [Fact]
    public async Task Throttled_receipts_hold_up_receipts_alone()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "setMessageReaction",
                kind = "429",
                retryAfter = 3,
            }
        );

        var throttled = await Assert.ThrowsAsync<PlatformThrottledException>(() => rig.DeliverAsync(Reaction("5", Receipt.Seen)));

        Assert.Equal(CallFamily.Reaction, throttled.Family);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Receipts_are_a_setting(string setting, bool expected)
    {
        await using var rig = await TelegramRig.StartAsync(("Reactions", setting));

        Assert.Equal(expected, rig.Platform.Limits.HasReactions);
    }

    private static OutboundMessage Reaction(string target, Receipt receipt) =>
        TelegramRig.Message(null) with
        {
            Receipt = receipt,
            Target = target,
        };

    private static async Task<string> SaidAsync(TelegramRig rig) => (await rig.SayAsync("hello"))["ids"]![0]!.ToString().Split(':')[1];

    private static async Task<IEnumerable<string?>> SignsAsync(TelegramRig rig) =>
        (await rig.LookAsync("transcript?channel=1001"))["messages"]![0]!["reactions"]!.AsArray().Select(sign => (string?)sign!["name"]);
}

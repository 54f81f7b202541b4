using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Telegram;

/// <summary>A group from the bot's coming to its change of address, and who may answer in it.</summary>
public sealed class GroupLifeTests
{
    [Fact]
    public async Task Added_to_a_group_the_bot_tells_what_privacy_mode_means()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        var group = new TelegramGroup(world.Alice, "group");

        await world.Alice.ControlAsync("member", new { channel = "group", status = "left" }, cancellationToken);
        await world.Alice.ControlAsync("member", new { channel = "group", status = "member" }, cancellationToken);

        var greeting = await group.SeesAsync("/setprivacy", cancellationToken);
        Assert.StartsWith("Hello.", greeting.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_becomes_a_supergroup_stays_the_same_conversation()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken, privacy: false);
        var bot = await world.StartBotAsync(cancellationToken);
        var group = new TelegramGroup(world.Alice, "group");
        await group.SayAsync("alice", "@bot first", cancellationToken);
        await group.SeesAsync("answer 1 of this session", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var moved = await world.Alice.ControlAsync("migrate", new { channel = "group" }, cancellationToken);
        var supergroup = new TelegramGroup(world.Alice, moved.GetProperty("channel").ToString());
        await supergroup.SayAsync("alice", "@bot second", cancellationToken);
        await supergroup.SeesAsync("answer 2 of this session", cancellationToken);
        await world.SettledAsync(cancellationToken);
        await bot.StopAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await supergroup.SayAsync("bob", "@bot third", cancellationToken);
        await supergroup.SeesAsync("third", cancellationToken);

        await world.SettledAsync(cancellationToken);
        Assert.Equal(["1"], world.Database.Query("select count(*) from conversations"));
        Assert.Equal(["3"], world.Database.Query("select count(*) from turns where outcome = 'answered'"));
    }

    [Fact]
    public async Task Of_a_question_in_a_group_somebody_else_s_press_changes_nothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken, privacy: false);
        await world.StartBotAsync(cancellationToken);
        var group = new TelegramGroup(world.Alice, "supergroup");
        await group.SayAsync("alice", "@bot ask: make coffee", cancellationToken);
        var card = await group.SeesAsync("Press a button", cancellationToken);

        await PressAsync(world, card, "bob", cancellationToken);
        await group.SeesAsync("may answer that", cancellationToken);
        Assert.Equal(["open"], world.Database.Query("select state from approvals"));
        await PressAsync(world, card, "alice", cancellationToken);
        await group.SeesAsync("you allowed it", cancellationToken);
        await PressAgainAsync(world, card, cancellationToken);

        await world.SettledAsync(cancellationToken);
        Assert.Equal(["allowed|1001"], world.Database.Query("select state, decided_by_id from approvals where used_at is not null"));
        Assert.Equal(["allowed|1001"], world.Database.Query("select action, user_id from audit"));
    }

    private static async Task PressAsync(BotWorld world, ChatMessage card, string user, CancellationToken cancellationToken) =>
        await world.Alice.ControlAsync(
            "click",
            new
            {
                message = card.Id,
                action = "Allow once",
                user,
            },
            cancellationToken
        );

    /// <summary>The card has lost its buttons by now, which is as much as a second press can do.</summary>
    private static async Task PressAgainAsync(BotWorld world, ChatMessage card, CancellationToken cancellationToken) =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => PressAsync(world, card, "alice", cancellationToken));
}

using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Load;

/// <summary>Many messages, doubles, and a platform that fails: nothing is lost and nothing is completed twice.</summary>
public sealed class DeliveryFaultTests
{
    [Fact]
    public async Task A_message_delivered_twice_makes_one_turn()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        var id = await world.Alice.SayAsync("only once", cancellationToken);
        await world.Alice.SeesAsync("only once", cancellationToken);

        await world.Alice.ControlAsync("redeliver", new { id }, cancellationToken);
        await world.Alice.SayAsync("and then this", cancellationToken);
        await world.Alice.SeesAsync("and then this", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(["2"], world.Database.Query("select count(*) from turns"));
    }

    [Fact]
    public async Task Twenty_messages_at_once_are_answered_in_order()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);

        await world.Alice.ControlAsync(
            "message",
            new
            {
                dm = true,
                user = "alice",
                text = "number {i}.",
                count = 20,
            },
            cancellationToken
        );
        await world.Alice.SeesAsync("number 19.", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var answers = (await world.Alice.ReadAsync(cancellationToken)).Where(message => message.IsBot).ToList();
        Assert.Equal(20, answers.Count);
        Assert.All(answers, (answer, i) => Assert.Contains($"number {i}.", answer.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_thousand_messages_over_two_hundred_chats_are_all_answered_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment.Remove("TELEGRAM_ALLOWED_USER_IDS");
        world.Environment["Access__Mode"] = "Open";
        world.Environment["TELEGRAM_STREAMING_MODE"] = "batch";
        world.Environment["MAX_CONCURRENT_CONVERSATIONS"] = "200";
        world.Environment["Platforms__Telegram__MessagesPerSecond"] = "10000";
        await world.StartBotAsync(cancellationToken);

        for (var person = 0; person < 200; person++)
        {
            await world.Alice.ControlAsync(
                "message",
                new
                {
                    dm = true,
                    user = $"person{person}",
                    text = "number {i}.",
                    count = 5,
                },
                cancellationToken
            );
        }

        await Eventually.TrueAsync(
            () =>
                world.Database.Query("select count(*) from outbox where source = 'turn' and final and delivered_revision = revision")
                    is ["1000"],
            "Not all were answered",
            () => string.Join('\n', world.Database.Query("select state, count(*) from inbox group by state")),
            cancellationToken
        );
        Assert.Equal(["1000"], world.Database.Query("select count(*) from turns where outcome = 'answered'"));
    }

    public static TheoryData<string, string> Faults
    {
        get
        {
            var faults = new TheoryData<string, string>();
            foreach (var kind in new[] { "429", "500", "hang", "reset" })
            {
                foreach (var when in new[] { "before", "after" })
                {
                    faults.Add(kind, when);
                }
            }

            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_failing_platform_loses_nothing_and_completes_no_body_twice(string kind, string when)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment["Platforms__Telegram__CallTimeout"] = "00:00:02";
        await world.StartBotAsync(cancellationToken);
        await world.Alice.ControlAsync(
            "fault",
            new
            {
                method = "sendMessage",
                count = 3,
                kind,
                retryAfter = 1,
                when,
            },
            cancellationToken
        );
        await world.Alice.ControlAsync(
            "fault",
            new
            {
                method = "editMessageText",
                count = 2,
                kind,
                retryAfter = 1,
                when,
            },
            cancellationToken
        );

        await world.Alice.SayAsync("hold on tight", cancellationToken);
        await world.Alice.SeesAsync("hold on tight", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var messages = await world.Alice.ReadAsync(cancellationToken);
        Assert.Single(messages, message => message.IsBot && message.Text.Contains("hold on tight", StringComparison.Ordinal));
        Assert.All(
            messages.Where(message => message.IsBot && !message.Text.Contains("hold on tight", StringComparison.Ordinal)),
            stump => Assert.DoesNotContain('\n', stump.Text)
        );
    }

    [Fact]
    public async Task Messages_sent_while_the_bot_was_down_are_answered()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await world.Alice.SayAsync("are you there", cancellationToken);

        await world.StartBotAsync(cancellationToken);

        await world.Alice.SeesAsync("are you there", cancellationToken);
    }
}

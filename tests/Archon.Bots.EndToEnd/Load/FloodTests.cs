using System.Text.Json;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Load;

/// <summary>Telegram asks for pauses: nobody calls within them, whatever happens meanwhile, and nobody else waits.</summary>
public sealed class FloodTests
{
    [Fact]
    public async Task A_chat_that_is_throttled_waits_while_others_are_answered()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        using var bob = new TelegramUser(world.Telegram.BaseAddress, "bob", 1002);
        await world.StartBotAsync(cancellationToken);
        await FloodAsync(world, "sendMessage", retryAfter: 8, cancellationToken);

        await world.Alice.SayAsync("me first", cancellationToken);
        await world.Alice.HasCalledAsync("sendMessage", cancellationToken);
        await bob.SayAsync("me second", cancellationToken);
        var second = await bob.SeesAsync("me second", cancellationToken);
        var first = await world.Alice.SeesAsync("me first", cancellationToken);

        Assert.True(second.ChangedAt < first.ChangedAt, $"Bob was answered at {second.ChangedAt}, Alice at {first.ChangedAt}.");
        Assert.Empty(await EarlyCallsAsync(world, cancellationToken));
    }

    [Fact]
    public async Task A_long_flood_wait_is_logged_told_by_the_status_and_kept_across_a_restart()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        using var bob = new TelegramUser(world.Telegram.BaseAddress, "bob", 1002);
        world.Environment["TELEGRAM_STREAMING_MODE"] = "batch";
        var bot = await world.StartBotAsync(cancellationToken);
        await FloodAsync(world, "editMessageText", retryAfter: 90, cancellationToken);
        await world.Alice.SayAsync("mind the flood", cancellationToken);
        await bot.SawAsync("outbox.delivery_parked", cancellationToken);

        await world.Alice.SayAsync("/status", cancellationToken);
        await AnsweredAsync(world, "An answer waits: Telegram asks to wait until", cancellationToken);
        await bot.KillAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("/queue", cancellationToken);
        await AnsweredAsync(world, "Nothing is running and nothing waits", cancellationToken);
        await bob.SayAsync("is it me", cancellationToken);
        await bob.SeesAsync("is it me", cancellationToken);

        Assert.Empty(await EarlyCallsAsync(world, cancellationToken));
        Assert.Equal(["1"], world.Database.Query("select count(*) from outbox where throttled = 'message' and source = 'turn'"));
        Assert.DoesNotContain(
            await world.Alice.ReadAsync(cancellationToken),
            message => message.IsBot && message.Text.Contains("mind the flood", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task After_the_wait_the_answer_comes_though_the_server_was_killed_in_between()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment["TELEGRAM_STREAMING_MODE"] = "batch";
        var bot = await world.StartBotAsync(cancellationToken);
        await FloodAsync(world, "sendMessage", retryAfter: 8, cancellationToken);
        await world.Alice.SayAsync("worth the wait", cancellationToken);
        await bot.SawAsync("outbox.delivery_throttled", cancellationToken);

        await bot.KillAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SeesAsync("worth the wait", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Empty(await EarlyCallsAsync(world, cancellationToken));
        var answers = (await world.Alice.ReadAsync(cancellationToken)).Where(message => message.IsBot);
        Assert.Single(answers, answer => answer.Text.Contains("worth the wait", StringComparison.Ordinal));
    }

    /// <summary>The next such call to Alice is refused.</summary>
    private static Task<JsonElement> FloodAsync(BotWorld world, string method, int retryAfter, CancellationToken cancellationToken) =>
        world.Alice.ControlAsync(
            "fault",
            new
            {
                method,
                count = 1,
                kind = "429",
                retryAfter,
                match = "1001",
            },
            cancellationToken
        );

    /// <summary>A control's answer, as it stands in its row: to be read it would have to be sent.</summary>
    private static Task AnsweredAsync(BotWorld world, string text, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(
            () =>
                world
                    .Database.Query("select body from outbox where source = 'control'")
                    .Any(body => body.Contains(text, StringComparison.Ordinal)),
            $"Nobody was answered \"{text}\"",
            () => string.Join('\n', world.Database.Query("select source, body, next_attempt, throttled from outbox")),
            cancellationToken
        );

    /// <summary>What the emulator saw come before the time that it had told.</summary>
    private static async Task<IReadOnlyList<string>> EarlyCallsAsync(BotWorld world, CancellationToken cancellationToken)
    {
        var answer = await world.Alice.ControlAsync("violations", new { }, cancellationToken);
        var violations = answer.GetProperty("violations").EnumerateArray().Select(violation => violation.ToString());
        return [.. violations.Where(violation => violation.Contains("retry_before_retry_after", StringComparison.Ordinal))];
    }
}

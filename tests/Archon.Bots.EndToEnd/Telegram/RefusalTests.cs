using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Telegram;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("Forbidden: bot was blocked by the user", "unblock")]
    [InlineData("Bad Request: chat not found", "no such chat")]
    public async Task An_answer_that_cannot_be_delivered_is_on_record_and_the_bot_goes_on(string error, string expected)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await RefuseAsync(world, "sendMessage", "1002", error, cancellationToken);

        await world.Alice.ControlAsync(
            "message",
            new
            {
                dm = true,
                user = "bob",
                text = "hello",
            },
            cancellationToken
        );
        await world.Alice.SayAsync("and me?", cancellationToken);
        await world.Alice.SeesAsync("and me?", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var failure = Assert.Single(world.Database.Query("select delivery_failure from turns where delivery_failure is not null"));
        Assert.Contains(expected, failure, StringComparison.Ordinal);
        Assert.Equal(["answered", "answered"], world.Database.Query("select outcome from turns"));
    }

    [Fact]
    public async Task A_reply_whose_HTML_is_refused_arrives_as_plain_text()
    {
        const string error = "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0";
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken);
        await RefuseAsync(world, "sendMessage", "parse_mode", error, cancellationToken);
        await RefuseAsync(world, "editMessageText", "parse_mode", error, cancellationToken);

        await world.Alice.SayAsync("in style <b>please</b>", cancellationToken);
        await world.Alice.SeesAsync("in style <b>please</b>", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var answer = Assert.Single(await world.Alice.ReadAsync(cancellationToken), message => message.IsBot);
        Assert.Contains("Console.WriteLine(\"Set DEFAULT_AI_ASSISTANT=claude", answer.Text, StringComparison.Ordinal);
        Assert.Contains("telegram.rendering_refused", bot.Log, StringComparison.Ordinal);
    }

    private static async Task RefuseAsync(BotWorld world, string method, string match, string error, CancellationToken cancellationToken) =>
        await world.Alice.ControlAsync(
            "fault",
            new
            {
                method,
                match,
                kind = "error",
                error,
                count = 1000,
            },
            cancellationToken
        );
}

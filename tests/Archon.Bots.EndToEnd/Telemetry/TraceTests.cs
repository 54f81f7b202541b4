using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Telemetry;

public sealed class TraceTests
{
    private const string Canary = "canary-of-the-traces";

    [Fact]
    public async Task A_message_whose_server_was_killed_is_one_trace()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var collector = await Collector.StartAsync(world, cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken, "result read, not committed");
        await world.Alice.SayAsync("tell me", cancellationToken);
        await collector.HasAsync(span => span.Name == "agent.first_text", cancellationToken);
        await bot.KilledAtPointAsync(cancellationToken);

        await world.StartBotAsync(cancellationToken);
        await world.SettledAsync(cancellationToken);
        await collector.HasAsync(span => span.Name == "turn.commit", cancellationToken);
        await collector.HasAsync(IsAnswer, cancellationToken);

        var trace = Guid.Parse(Assert.Single(world.Database.Query("select id from inbox"))).ToString("N");
        Assert.All(collector.Spans, span => Assert.Equal((trace, ""), (span.TraceId, span.ParentId)));
        Assert.Equal(["1", "2"], collector.Spans.Where(span => span.Name == "turn.begin").Select(Attempt));
        Assert.Single(collector.Spans, span => span.Name == "inbox.accept");
        Assert.Single(collector.Spans, span => span.Name == "turn.commit");
    }

    [Fact]
    public async Task What_is_exported_tells_no_text_no_name_and_no_token()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var collector = await Collector.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);

        await world.Alice.SayAsync(Canary, cancellationToken);
        await world.Alice.SeesAsync(Canary, cancellationToken);
        await world.SettledAsync(cancellationToken);
        await collector.HasAsync(IsAnswer, cancellationToken);
        await collector.HasMetricAsync("archon_bots.turn.first_text", cancellationToken);

        Assert.Contains("archon-bots", collector.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, collector.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", collector.Everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(BotWorld.Token.Split(':')[1], collector.Everything, StringComparison.Ordinal);
    }

    private static bool IsAnswer(ReceivedSpan span) =>
        span.Name == "outbox.deliver"
        && span.Attributes["archon_bots.source"] == "turn"
        && span.Attributes["archon_bots.outcome"] == "done";

    private static string Attempt(ReceivedSpan span) => span.Attributes["archon_bots.attempt"];
}

using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Slack;

/// <summary>Connections that end, servers that die and answers that are lost.</summary>
public sealed class SlackTroubleTests
{
    /// <param name="mode">How the connection ends.</param>
    /// <param name="seconds">
    /// Within how long a mention of that moment is answered: a second's pause before the next connection; a deaf one is given up after two
    /// pings without an answer, one a second here; the old one goes on where it is only to be replaced. Doubled for a busy machine.
    /// </param>
    [Theory]
    [InlineData("close", 10)]
    [InlineData("close_frame", 10)]
    [InlineData("refresh_requested", 10)]
    [InlineData("stall", 16)]
    public async Task A_connection_that_ends_is_replaced_and_nothing_is_lost_or_doubled(string mode, int seconds)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        await team.ControlAsync("disconnect", new { mode }, cancellationToken);
        var root = await team.AskAsync("are you there", cancellationToken);
        var answer = await team.SeesAsync("are you there", cancellationToken, root);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(answer.Id, Assert.Single(await team.AnswersAsync(root, cancellationToken)).Id);
        Assert.InRange(answer.PostedAt - SlackSight.TimeOf(root), TimeSpan.Zero, TimeSpan.FromSeconds(seconds));
        Assert.Equal(["1"], world.Database.Query("select count(*) from turns"));
    }

    [Fact]
    public async Task What_was_said_while_the_server_was_dead_is_read_back_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        var before = await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        var root = await team.AskAsync("first", cancellationToken);
        await team.SeesAsync("first", cancellationToken, root);
        await world.SettledAsync(cancellationToken);
        await before.KillAsync(cancellationToken);

        var unseen = await team.SayUndeliveredAsync("opened meanwhile", null, mention: true, cancellationToken);
        await team.SayUndeliveredAsync("said meanwhile", root, mention: false, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.SeesAsync("opened meanwhile", cancellationToken, unseen);
        await team.SeesAsync("said meanwhile", cancellationToken, root);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await team.AnswersAsync(unseen, cancellationToken));
        Assert.Equal(2, (await team.AnswersAsync(root, cancellationToken)).Count);
    }

    [Theory]
    [InlineData("500", "before")]
    [InlineData("500", "after")]
    [InlineData("reset", "after")]
    [InlineData("hang", "before")]
    [InlineData("hang", "after")]
    public async Task A_post_whose_answer_is_lost_is_looked_for_and_never_doubled(string kind, string when)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        world.Environment["SLACK_STREAMING_MODE"] = "batch";
        world.Environment["Platforms__Slack__CallTimeout"] = "00:00:02";
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        await team.FaultAsync("chat.postMessage", kind, cancellationToken, when);
        var root = await team.AskAsync("say it once", cancellationToken);
        await team.SeesAsync("say it once", cancellationToken, root);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await team.AnswersAsync(root, cancellationToken));
    }

    [Fact]
    public async Task A_pause_that_Slack_asks_for_is_kept_and_no_longer()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        world.Environment["SLACK_STREAMING_MODE"] = "batch";
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        await team.FaultAsync("chat.postMessage", "429", cancellationToken, retryAfter: 3);
        var root = await team.AskAsync("say it once", cancellationToken);
        var answer = await team.SeesAsync("say it once", cancellationToken, root);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await team.AnswersAsync(root, cancellationToken));
        Assert.InRange(answer.PostedAt - SlackSight.TimeOf(root), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(13));
        Assert.DoesNotContain(
            await team.ListAsync("violations", cancellationToken),
            violation => violation.GetProperty("code").GetString() == "retry_before_retry_after"
        );
    }
}

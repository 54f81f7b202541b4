using Archon.Bots.Emulators.Discord;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Discord;

/// <summary>Connections that end, servers that die and answers that are lost.</summary>
public sealed class DiscordTroubleTests
{
    /// <summary>Short enough that a connection without an answer is given up within a test.</summary>
    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("abrupt", 0, "resumed")]
    [InlineData("op7", 0, "resumed")]
    [InlineData("op9-resumable", 0, "resumed")]
    [InlineData("close", 4000, "resumed")]
    [InlineData("close", 1001, "resumed")]
    [InlineData("op9-fatal", 0, "identified")]
    [InlineData("close", 4009, "identified")]
    public async Task A_connection_that_ends_is_replaced_and_nothing_is_lost_or_doubled(string mode, int code, string how)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        var known = await team.AskAsync("hello", cancellationToken);
        await team.SeesAsync("hello", $"thread={known}", cancellationToken);

        await team.ControlAsync("disconnect", new { mode, code }, cancellationToken);
        var root = await team.AskAsync("are you there", cancellationToken, "dev");
        await team.SayAsync(new { thread = known, text = "and here" }, cancellationToken);
        await team.SeesAsync("are you there", $"thread={root}", cancellationToken);
        await team.SeesAsync("and here", $"thread={known}", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await team.AnswersAsync(root, cancellationToken));
        Assert.Equal(2, (await team.AnswersAsync(known, cancellationToken)).Count);
        Assert.Equal(["open", "identified", "close", "open", how], (await team.ConnectionsAsync(cancellationToken)).Take(5));
        Assert.Equal(["3"], world.Database.Query("select count(*) from turns"));
        Assert.Empty(await team.ErrorsAsync(cancellationToken));
    }

    [Fact]
    public async Task A_connection_that_answers_no_heartbeat_is_left_and_the_session_goes_on()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(
            world,
            cancellationToken,
            new DiscordEmulatorOptions { HeartbeatInterval = _heartbeat }
        );
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        await team.ControlAsync("heartbeat", new { ack = false, freeze = true }, cancellationToken);
        var root = await team.AskAsync("are you there", cancellationToken);
        await team.SeesAsync("are you there", $"thread={root}", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await team.AnswersAsync(root, cancellationToken));
        Assert.Contains("resumed", await team.ConnectionsAsync(cancellationToken));
        Assert.Empty(await team.ErrorsAsync(cancellationToken));
    }

    /// <param name="isKnown">Whether Discord still knows the session of the dead server.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_said_while_the_server_was_dead_is_answered_once(bool isKnown)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(
            world,
            cancellationToken,
            new DiscordEmulatorOptions { SessionLife = isKnown ? TimeSpan.FromMinutes(3) : TimeSpan.Zero }
        );
        var before = await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        var root = await team.AskAsync("first", cancellationToken);
        await team.SeesAsync("first", $"thread={root}", cancellationToken);
        await team.SayAsync(new { text = "in private", dm = true }, cancellationToken);
        await team.SeesAsync("in private", "dm=alice", cancellationToken);
        await world.SettledAsync(cancellationToken);
        await before.KillAsync(cancellationToken);

        var unseen = await team.AskAsync("in a channel never seen", cancellationToken, "ops");
        await team.SayAsync(new { thread = root, text = "said meanwhile" }, cancellationToken);
        await team.SayAsync(new { text = "private meanwhile", dm = true }, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.SeesAsync("in a channel never seen", $"thread={unseen}", cancellationToken);
        await team.SeesAsync("said meanwhile", $"thread={root}", cancellationToken);
        await team.SeesAsync("private meanwhile", "dm=alice", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await team.AnswersAsync(unseen, cancellationToken));
        Assert.Equal(2, (await team.AnswersAsync(root, cancellationToken)).Count);
        Assert.Equal(["5"], world.Database.Query("select count(*) from turns"));
        Assert.Equal(isKnown, (await team.ConnectionsAsync(cancellationToken)).Contains("resumed"));
        Assert.Empty(await team.ErrorsAsync(cancellationToken));
    }

    [Theory]
    [InlineData("500", false)]
    [InlineData("500", true)]
    [InlineData("reset", true)]
    [InlineData("hang", false)]
    [InlineData("hang", true)]
    public async Task A_post_whose_answer_is_lost_is_never_doubled(string kind, bool after)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        world.Environment["DISCORD_STREAMING_MODE"] = "batch";
        world.Environment["Platforms__Discord__CallTimeout"] = "00:00:02";
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        await team.FaultPostAsync(kind, cancellationToken, after);
        var root = await team.AskAsync("say it once", cancellationToken);
        await team.SeesAsync("say it once", $"thread={root}", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await team.AnswersAsync(root, cancellationToken));
    }

    [Theory]
    [InlineData("429", false)]
    [InlineData("429-global", false)]
    [InlineData("429", true)]
    public async Task A_pause_that_Discord_asks_for_is_kept(string kind, bool after)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        world.Environment["DISCORD_STREAMING_MODE"] = "batch";
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        await team.FaultPostAsync(kind, cancellationToken, after, retryAfter: 2);
        var root = await team.AskAsync("say it once", cancellationToken);
        await team.SeesAsync("say it once", $"thread={root}", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await team.AnswersAsync(root, cancellationToken));
        Assert.Empty(await team.ErrorsAsync(cancellationToken));
    }
}

using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Slack;

/// <summary>The server is killed from outside where Slack's door differs: acknowledgement, unknown post, stream, gap (design section 6).</summary>
public sealed class SlackKillTests
{
    /// <summary>A point, the mode of replies, and whether ./test passes it or only ./test --all.</summary>
    private static readonly (string Point, string Mode, bool Always)[] _points =
    [
        ("before inbox commit", "batch", true),
        ("inbox committed, not confirmed", "native", true),
        ("first delta", "native", false),
        ("result read, not committed", "native", true),
        ("committed", "native", false),
        ("attempting written", "batch", false),
        ("attempting written", "native", false),
        ("id read, not stored", "stream", false),
        ("id read, not stored", "batch", true),
        ("id read, not stored", "native", true),
        ("final edit answered, not stored", "stream", false),
        ("final edit answered, not stored", "native", true),
    ];

    public static TheoryData<string, string, WorldDatabase> Points =>
        [
            .. from point in _points
            where point.Always || WorldDatabases.IsAll
            from database in WorldDatabases.For(differs: false)
            select (point.Point, point.Mode, database),
        ];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_mention_is_answered_once_whenever_the_server_dies(string point, string mode, WorldDatabase database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken, database);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        world.Environment["SLACK_STREAMING_MODE"] = mode;
        var bot = await world.StartBotAsync(cancellationToken, point);
        await team.ConnectedAsync(cancellationToken);

        var root = await team.AskAsync("say it once", cancellationToken);
        await bot.KilledAtPointAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.SeesAsync("no model was asked", cancellationToken, root);
        await world.SettledAsync(cancellationToken);

        var answer = Assert.Single(await team.AnswersAsync(root, cancellationToken));
        Assert.Contains("tell you what it did", answer.Text, StringComparison.Ordinal);
        Assert.Empty(await team.OpenStreamsAsync(cancellationToken));
        var calls = await team.ListAsync("calls", cancellationToken);
        Assert.Equal(mode == "native", calls.Any(call => call.GetProperty("method").GetString() == "chat.startStream"));
        Assert.DoesNotContain(calls, call => call.GetProperty("error").ToString() == "streaming_state_conflict");
        Assert.Equal(["1"], world.Database.Query("select count(*) from turns"));
    }

    [Fact]
    public async Task What_a_killed_server_was_reading_back_is_answered_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        await using (var before = await world.StartBotAsync(cancellationToken))
        {
            await team.ConnectedAsync(cancellationToken);
            await team.SeesAsync("hello", cancellationToken, await team.AskAsync("hello", cancellationToken));
            await world.SettledAsync(cancellationToken);
            await before.KillAsync(cancellationToken);
        }

        var root = await team.SayUndeliveredAsync("said meanwhile", null, mention: true, cancellationToken);
        await world.LaunchBot("gap read, cursor not moved").KilledAtPointAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.SeesAsync("said meanwhile", cancellationToken, root);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await team.AnswersAsync(root, cancellationToken));
        Assert.Equal(["2"], world.Database.Query("select count(*) from turns"));
    }
}

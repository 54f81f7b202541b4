using Archon.Bots.Emulators.Discord;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Discord;

/// <summary>The server is killed from outside where Discord's door differs: no acknowledgement, unknown post, gap (design section 6).</summary>
public sealed class DiscordKillTests
{
    /// <summary>A point, the mode of replies, and whether ./test passes it or only ./test --all.</summary>
    private static readonly (string Point, string Mode, bool Always)[] _points =
    [
        ("before inbox commit", "batch", true),
        ("inbox committed, not confirmed", "stream", false),
        ("result read, not committed", "stream", false),
        ("committed", "batch", false),
        ("attempting written", "batch", false),
        ("id read, not stored", "stream", true),
        ("id read, not stored", "batch", true),
        ("final edit answered, not stored", "stream", false),
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
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        world.Environment["DISCORD_STREAMING_MODE"] = mode;
        var bot = await world.StartBotAsync(cancellationToken, point);
        await team.ConnectedAsync(cancellationToken);

        var root = await team.AskAsync("say it once", cancellationToken);
        await bot.KilledAtPointAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.SeesAsync("no model was asked", $"thread={root}", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await team.AnswersAsync(root, cancellationToken));
        Assert.Equal(["1"], world.Database.Query("select count(*) from turns"));
        Assert.Empty(await team.ErrorsAsync(cancellationToken));
    }

    /// <summary>Ten minutes after the kill Discord knows the nonce no more: the post is looked for.</summary>
    [Theory]
    [InlineData("batch")]
    [InlineData("stream")]
    public async Task A_post_that_is_too_old_for_its_nonce_is_looked_for(string mode)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(
            world,
            cancellationToken,
            new DiscordEmulatorOptions { NonceLife = TimeSpan.Zero }
        );
        world.Environment["DISCORD_STREAMING_MODE"] = mode;
        var bot = await world.StartBotAsync(cancellationToken, "id read, not stored");
        await team.ConnectedAsync(cancellationToken);
        var root = await team.AskAsync("say it once", cancellationToken);
        await bot.KilledAtPointAsync(cancellationToken);

        // Unit: milliseconds. It was tried ten minutes ago.
        world.Database.Execute("update outbox set attempting_since = attempting_since - 600000 where attempting_since is not null");
        await world.StartBotAsync(cancellationToken);
        await team.SeesAsync("no model was asked", $"thread={root}", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await team.AnswersAsync(root, cancellationToken));
    }

    [Fact]
    public async Task What_a_killed_server_was_reading_back_is_answered_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(
            world,
            cancellationToken,
            new DiscordEmulatorOptions { SessionLife = TimeSpan.Zero }
        );
        await using (var before = await world.StartBotAsync(cancellationToken))
        {
            await team.ConnectedAsync(cancellationToken);
            await team.SeesAsync("hello", $"thread={await team.AskAsync("hello", cancellationToken)}", cancellationToken);
            await world.SettledAsync(cancellationToken);
            await before.KillAsync(cancellationToken);
        }

        var root = await team.AskAsync("said meanwhile", cancellationToken, "dev");
        await world.LaunchBot("gap read, cursor not moved").KilledAtPointAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.SeesAsync("said meanwhile", $"thread={root}", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await team.AnswersAsync(root, cancellationToken));
        Assert.Equal(["2"], world.Database.Query("select count(*) from turns"));
    }
}

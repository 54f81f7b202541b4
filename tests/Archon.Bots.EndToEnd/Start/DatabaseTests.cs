using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Start;

/// <summary>One server per database, whichever product it is; and what an operator does to it.</summary>
public sealed class DatabaseTests
{
    public static TheoryData<WorldDatabase> Both => [.. WorldDatabases.For(differs: true)];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_second_server_waits_and_answers_what_the_first_left_when_it_was_killed(WorldDatabase database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken, database);
        var first = await world.StartBotAsync(cancellationToken, "begun");
        var second = world.LaunchBot();
        await second.SawAsync("database.lock_waiting", cancellationToken);

        await world.Alice.SayAsync("who is there", cancellationToken);
        await first.KilledAtPointAsync(cancellationToken);
        await world.Alice.SeesAsync("who is there", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(2, second.Log.Split("database.lock_waiting").Length);
        Assert.Single(await world.Alice.ReadAsync(cancellationToken), message => message.IsBot);
        Assert.Equal(["2|done|answered"], world.Database.Query("select attempt, state, outcome from turns"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_migration_waits_for_the_server_and_says_what_it_did(WorldDatabase database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken, database);
        world.Environment["TELEGRAM_BOT_TOKEN"] = "";
        var made = world.LaunchCommand("db", "migrate");
        Assert.Equal(0, await made.ExitedAsync(cancellationToken));
        world.Environment["TELEGRAM_BOT_TOKEN"] = BotWorld.Token;
        var server = await world.StartBotAsync(cancellationToken);

        var waiting = world.LaunchCommand("db", "migrate");
        await waiting.SawAsync("database.lock_waiting", cancellationToken);
        await server.StopAsync(cancellationToken);

        Assert.Equal(0, await waiting.ExitedAsync(cancellationToken));
        Assert.EndsWith(" now.", made.Log.TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith("already; nothing was changed.", waiting.Log.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_database_drops_all_connections_goes_on()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken, WorldDatabase.Postgres);
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("before", cancellationToken);
        await world.Alice.SeesAsync("before", cancellationToken);
        await world.SettledAsync(cancellationToken);

        await ((PostgresDatabase)world.Database).CutConnectionsAsync();
        await world.Alice.SayAsync("after", cancellationToken);
        await world.Alice.SeesAsync("after", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(2, (await world.Alice.ReadAsync(cancellationToken)).Count(message => message.IsBot));
        Assert.Equal(0, await bot.StopAsync(cancellationToken));
    }
}

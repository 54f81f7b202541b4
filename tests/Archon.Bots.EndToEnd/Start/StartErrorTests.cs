using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Start;

/// <summary>What is wrong in form stops the start with one line and exit code 2.</summary>
public sealed class StartErrorTests
{
    [Theory]
    [InlineData("TELEGRAM_BOT_TOKEN", "not a token", "BotToken")]
    [InlineData("TELEGRAM_BOT_TOKEN", "", "TELEGRAM_BOT_TOKEN")]
    [InlineData("TELEGRAM_ALLOWED_USER_IDS", "1001,alice", "alice")]
    [InlineData("TELEGRAM_STREAMING_MODE", "sometimes", "StreamingMode")]
    [InlineData("DEFAULT_AI_ASSISTANT", "clippy", "DEFAULT_AI_ASSISTANT")]
    [InlineData("MAX_CONCURRENT_CONVERSATIONS", "many", "Scheduling:MaxConcurrent (MAX_CONCURRENT_CONVERSATIONS)")]
    [InlineData("MAX_CONCURRENT_CONVERSATIONS", "0", "MaxConcurrent")]
    [InlineData("CLAUDE_BIN_PATH", "/nowhere/claude", "BinaryPath")]
    [InlineData("ARCHON_PROJECT", "/proc", "git")]
    [InlineData("ARCHON_HOME", "/proc/nowhere", "/proc/nowhere")]
    [InlineData("Access__Mode", "Open", "TELEGRAM_ALLOWED_USER_IDS")]
    [InlineData("Access__Mode", "Ajar", "Access:Mode")]
    [InlineData("Platforms__Telegram__EditIntervall", "00:00:02", "Did you mean Platforms:Telegram:EditInterval")]
    public async Task A_wrong_setting_is_named_in_one_line(string name, string value, string named)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Environment[name] = value;

        var bot = world.LaunchBot();
        var exit = await bot.ExitedAsync(cancellationToken);

        var lines = bot.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('{')).ToList();
        Assert.Equal(2, exit);
        Assert.Contains(named, Assert.Single(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("not a token", bot.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DATABASE_URL", "mysql://bot:canary-7f3a@db.example/archon", "DATABASE_URL has the wrong form")]
    [InlineData("DATABASE_URL", "postgres://bot:canary-7f3a@127.0.0.1:1/archon", "Does the server run")]
    [InlineData("ConnectionStrings__Archon", "Data Source=canary-7f3a.db", "ConnectionStrings:Archon has the wrong form")]
    [InlineData("ConnectionStrings__Archon", "Host=127.0.0.1;Port=1;Username=bot;Password=canary-7f3a", "Does the server run")]
    public async Task A_wrong_database_setting_is_named_in_one_line_that_shows_no_password(string name, string value, string said)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment[name] = value;

        await EndsWithAsync(world.LaunchBot(), said, cancellationToken);
        await EndsWithAsync(world.LaunchCommand("db", "migrate"), said, cancellationToken);
    }

    [Fact]
    public async Task Two_databases_are_one_too_many()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment["DATABASE_URL"] = "postgres://bot:canary-7f3a@one.example/archon";
        world.Environment["ConnectionStrings__Archon"] = "Host=two.example;Username=bot;Password=canary-7f3a";

        await EndsWithAsync(world.LaunchBot(), "unset one of them", cancellationToken);
    }

    private static async Task EndsWithAsync(BotProcess bot, string said, CancellationToken cancellationToken)
    {
        Assert.Equal(2, await bot.ExitedAsync(cancellationToken));
        var lines = bot.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('{'));
        Assert.Contains(said, Assert.Single(lines), StringComparison.Ordinal);
        Assert.DoesNotContain("canary-7f3a", bot.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_telegram_does_not_know_ends_the_server_with_1()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment["TELEGRAM_BOT_TOKEN"] = "7123456789:AAinvalidinvalidinvalidinvalidinval";

        var bot = world.LaunchBot();

        Assert.Equal(1, await bot.ExitedAsync(cancellationToken));
        Assert.DoesNotContain("AAinvalid", bot.Log, StringComparison.Ordinal);
    }
}

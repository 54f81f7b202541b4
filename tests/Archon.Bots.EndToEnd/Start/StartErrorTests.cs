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
    [InlineData("MAX_CONCURRENT_CONVERSATIONS", "many", "Scheduling:MaxConcurrent")]
    [InlineData("MAX_CONCURRENT_CONVERSATIONS", "0", "MaxConcurrent")]
    [InlineData("CLAUDE_BIN_PATH", "/nowhere/claude", "BinaryPath")]
    [InlineData("ARCHON_PROJECT", "/proc", "git")]
    [InlineData("ARCHON_HOME", "/proc/nowhere", "/proc/nowhere")]
    [InlineData("Access__Mode", "Open", "TELEGRAM_ALLOWED_USER_IDS")]
    [InlineData("Access__Mode", "Ajar", "Access:Mode")]
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

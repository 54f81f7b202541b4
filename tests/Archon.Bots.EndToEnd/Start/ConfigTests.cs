using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Start;

public sealed class ConfigTests
{
    [Fact]
    public async Task The_settings_are_shown_with_their_source_and_without_secrets()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment["DATABASE_URL"] = "postgres://bot:canary-7f3a@127.0.0.1:1/archon";
        world.Environment["Agents__Environment__0"] = "KUBECONFIG";
        world.Environment["Platforms__Telegram__BotToken"] = "";
        world.Environment["Scheduling__MaxConcurrent"] = " ";

        var config = world.LaunchCommand("config");

        Assert.Equal(0, await config.ExitedAsync(cancellationToken));
        var lines = config.Log.Split('\n');
        Assert.Contains("Platforms:Telegram:BotToken = set, and not shown  (environment TELEGRAM_BOT_TOKEN)", lines);
        Assert.Contains("Database:Url = set, and not shown  (environment DATABASE_URL)", lines);
        Assert.Contains("Agents:Default = demo  (environment DEFAULT_AI_ASSISTANT)", lines);
        Assert.Contains("Agents:Environment = KUBECONFIG  (environment Agents__Environment)", lines);
        Assert.Contains("Scheduling:MaxConcurrent = 10  (appsettings.json)", lines);
        Assert.Contains("Replies:MaxParts = 5  (default)", lines);
        Assert.DoesNotContain("canary", config.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(BotWorld.Token, config.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_stop_a_start_is_said_after_them()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment["Agents__Pool__MaxWarm"] = "many";

        var config = world.LaunchCommand("config");

        Assert.Equal(2, await config.ExitedAsync(cancellationToken));
        Assert.Contains("Agents:Pool:MaxWarm = many  (environment Agents__Pool__MaxWarm)", config.Log, StringComparison.Ordinal);
        Assert.Contains("Settings: Agents:Pool:MaxWarm has a value of the wrong form.", config.Log, StringComparison.Ordinal);
    }
}

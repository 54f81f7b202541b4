using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;
using Archon.Bots.EndToEnd.Slack;

namespace Archon.Bots.EndToEnd.Access;

public sealed class SecretsTests
{
    private const string Canary = "canary-7f3a";

    [Fact]
    public async Task The_agents_environment_shows_no_secret_of_the_server()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken, WorldDatabase.Postgres);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        world.Environment["SLACK_BOT_TOKEN"] = $"xoxb-{Canary}";
        world.Environment["SLACK_APP_TOKEN"] = $"xapp-{Canary}";
        world.Environment["Agents__ClaudeCode__AllowedTools__0"] = "Bash";
        world.Environment["DATABASE_URL"] += $"&application_name={Canary}";
        world.Environment["ConnectionStrings__Archon"] = world.Environment["DATABASE_URL"];
        foreach (var name in new[] { "CONNECTIONSTRINGS_OTHER", "GITHUB_TOKEN", "Other__Token", "MY_SECRET" })
        {
            world.Environment[name] = Canary;
        }

        world.Model.Script(new ScriptedReply { Match = "^look around$", Tools = [ScriptedTool.Of("Bash", new { command = "env" })] });
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("look around", cancellationToken);
        var request = await world.AskedAsync(request => request.HasToolResult, cancellationToken);

        Assert.Contains("ARCHON_BOTS_RUN=", request.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, request.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("7123456789:", request.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_log_says_what_root_cannot_hide()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);

        var bot = await world.StartBotAsync(cancellationToken);

        var isRoot = Environment.UserName == "root";
        Assert.Contains(isRoot ? "guard.secrecy_refused" : "guard.secrecy_completed", bot.Log, StringComparison.Ordinal);
        if (!isRoot)
        {
            Assert.ThrowsAny<Exception>(() => File.ReadAllBytes($"/proc/{bot.Id}/environ"));
        }
    }

    [Fact]
    public async Task Who_is_not_allowed_gets_one_line_a_day_and_nothing_else()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment["TELEGRAM_ALLOWED_USER_IDS"] = "1002";
        await world.StartBotAsync(cancellationToken);

        await world.Alice.SayAsync("let me in", cancellationToken);
        await world.Alice.SayAsync("/status", cancellationToken);
        await world.Alice.SayAsync("please", cancellationToken);
        var refusal = await world.Alice.SeesAsync("1001", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Contains("TELEGRAM_ALLOWED_USER_IDS", refusal.Text, StringComparison.Ordinal);
        Assert.Single(await world.Alice.ReadAsync(cancellationToken), message => message.IsBot);
    }
}

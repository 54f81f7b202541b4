using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Start;

public sealed class HealthTests : IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Ready_names_every_part()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken);

        await BecomesAsync(bot, HttpStatusCode.OK, "claude=up database=up telegram=up", cancellationToken);

        using var live = await _http.GetAsync(new Uri(bot.Pages, "/health/live"), cancellationToken);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task The_health_command_tells_a_ready_server_from_one_that_is_gone()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken);
        await BecomesAsync(bot, HttpStatusCode.OK, "database=up telegram=up", cancellationToken);
        world.Environment["PORT"] = $"{bot.Pages.Port}";
        world.Environment["HOST"] = "0.0.0.0";

        var ready = world.LaunchCommand("health");
        Assert.Equal(0, await ready.ExitedAsync(cancellationToken));
        await bot.StopAsync(cancellationToken);
        var gone = world.LaunchCommand("health");
        Assert.Equal(1, await gone.ExitedAsync(cancellationToken));

        Assert.Contains("\"status\":\"ready\"", ready.Log, StringComparison.Ordinal);
        Assert.Contains($"No server answers at http://localhost:{bot.Pages.Port}/health/ready", gone.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_claude_is_down_and_the_server_serves()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Environment["CLAUDE_BIN_PATH"] = "/bin/true";
        var bot = await world.StartBotAsync(cancellationToken);

        await BecomesAsync(bot, HttpStatusCode.ServiceUnavailable, "claude=down database=up telegram=up", cancellationToken);
        await world.Alice.SayAsync("anybody home", cancellationToken);

        await world.Alice.SeesAsync("could not be started", cancellationToken);
    }

    [Fact]
    public async Task An_agent_that_is_not_signed_in_is_down_until_it_answers()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Model.Script(
            new ScriptedReply
            {
                Match = "^who am I$",
                Error = new ScriptedError(401),
                Times = 0,
            }
        );
        var bot = await world.StartBotAsync(cancellationToken);

        await world.Alice.SayAsync("who am I", cancellationToken);
        await world.Alice.SeesAsync("not signed in", cancellationToken);
        await BecomesAsync(bot, HttpStatusCode.ServiceUnavailable, "claude=down database=up telegram=up", cancellationToken);
        await world.Alice.SayAsync("and now", cancellationToken);
        await world.Alice.SeesAsync("echo: and now", cancellationToken);

        await BecomesAsync(bot, HttpStatusCode.OK, "claude=up database=up telegram=up", cancellationToken);
    }

    [Fact]
    public async Task A_second_server_on_one_database_waits_for_the_first()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        var first = await world.StartBotAsync(cancellationToken);

        var second = world.LaunchBot();
        await second.SawAsync("database.lock_waiting", cancellationToken);
        await first.KillAsync(cancellationToken);
        await second.ReadyAsync(cancellationToken);

        await world.Alice.SayAsync("who is there", cancellationToken);
        await world.Alice.SeesAsync("who is there", cancellationToken);
    }

    private async Task BecomesAsync(BotProcess bot, HttpStatusCode status, string parts, CancellationToken cancellationToken)
    {
        var seen = "";
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var looks = 0; looks < 200; looks++)
        {
            using var response = await _http.GetAsync(new Uri(bot.Pages, "/health/ready"), cancellationToken);
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            seen = string.Join(
                ' ',
                body.GetProperty("parts").EnumerateArray().Select(part => $"{part.GetProperty("name")}={part.GetProperty("state")}")
            );
            if (seen == parts && response.StatusCode == status)
            {
                Assert.Equal(status == HttpStatusCode.OK ? "ready" : "not_ready", body.GetProperty("status").GetString());
                return;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }

        Assert.Equal(parts, seen);
    }
}

using System.Net;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Telegram;

public sealed class ConnectionTests : IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Privacy_mode_is_said_in_the_log_and_by_ready(bool privacy)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken, privacy: privacy);
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SeesPollingAsync(cancellationToken);

        var (status, ready) = await ReadyAsync(bot, cancellationToken);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(privacy, ready.Contains("/setprivacy", StringComparison.Ordinal));
        Assert.Equal(privacy, bot.Log.Contains("telegram.privacy_found", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Telegram_is_told_the_commands()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken);

        await bot.SawAsync("telegram.menu_completed", cancellationToken);

        var call = Assert.Single(await world.Alice.CallsAsync("setMyCommands", cancellationToken));
        Assert.All(
            ["help", "status", "queue", "stop", "reset", "new"],
            word => Assert.Contains($"\"{word}\"", call, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_second_poller_is_named_and_outlived()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SeesPollingAsync(cancellationToken);

        var other = _http.GetAsync(new Uri(world.Telegram.BaseAddress, $"/bot{BotWorld.Token}/getUpdates?timeout=50"), cancellationToken);
        await bot.SawAsync("telegram.poll_conflicted", cancellationToken);
        var (status, ready) = await ReadyAsync(bot, cancellationToken);
        using var beaten = await other;
        var (polling, _) = await ReadyAsync(bot, cancellationToken);
        await world.Alice.SayAsync("still there?", cancellationToken);
        await world.Alice.SeesAsync("still there?", cancellationToken);
        var (recovered, _) = await ReadyAsync(bot, cancellationToken);

        Assert.Equal(HttpStatusCode.Conflict, beaten.StatusCode);
        Assert.Contains("another process polls with the same token", ready, StringComparison.Ordinal);
        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK],
            new[] { status, polling, recovered }
        );
    }

    [Fact]
    public async Task An_outage_of_Telegram_passes()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("before", cancellationToken);
        await world.Alice.SeesAsync("before", cancellationToken);
        await world.SettledAsync(cancellationToken);

        await world.Alice.ControlAsync("disconnect", new { mode = "outage", ms = 4000 }, cancellationToken);
        await world.Alice.SayAsync("meanwhile", cancellationToken);
        await bot.SawAsync("telegram.poll_failed", cancellationToken);
        var (status, _) = await ReadyAsync(bot, cancellationToken);
        await bot.SawAsync("telegram.poll_recovered", cancellationToken);
        await world.Alice.SeesAsync("meanwhile", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(bot, cancellationToken)).Status);
        Assert.Equal(2, (await world.Alice.ReadAsync(cancellationToken)).Count(message => message.IsBot));
        Assert.DoesNotContain(BotWorld.Token, bot.Log, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Body)> ReadyAsync(BotProcess bot, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(bot.Pages, "/health/ready"), cancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }
}

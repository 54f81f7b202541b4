using Archon.Bots.Bench.InProcess;

namespace Archon.Bots.Bench.Servers;

/// <summary>All three platforms, each as a process.</summary>
internal sealed class AllDesks : IAsyncDisposable
{
    private readonly SlackDesk _slack;
    private readonly DiscordDesk _discord;

    private AllDesks(TelegramDesk telegram, SlackDesk slack, DiscordDesk discord) =>
        (Telegram, _slack, _discord) = (telegram, slack, discord);

    public TelegramDesk Telegram { get; }

    public static async Task<AllDesks> StartAsync(Programs programs) =>
        new(await programs.StartTelegramAsync(), await programs.StartSlackAsync(), await programs.StartDiscordAsync());

    public async Task<Dictionary<string, string>> EnvironmentAsync(BenchDatabase database, string agent)
    {
        var environment = Programs.Environment(Telegram, database, agent);
        foreach (var (name, value) in Programs.Environment(_slack, database, agent))
        {
            environment[name] = value;
        }

        environment["DISCORD_BOT_TOKEN"] = await _discord.TokenAsync();
        environment["Platforms__Discord__BaseUrl"] = _discord.Address.ToString();
        return environment;
    }

    /// <summary>Returns when the server is connected to all of them.</summary>
    public Task SeeConnectionsAsync() =>
        Task.WhenAll(Telegram.SeesPollingAsync(), _slack.SeesConnectionAsync(), _discord.SeesConnectionAsync());

    public async ValueTask DisposeAsync()
    {
        await Telegram.DisposeAsync();
        await _slack.DisposeAsync();
        await _discord.DisposeAsync();
    }
}

using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Discord;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Playground.Discord;
using Archon.Bots.Emulators.Playground.Doors;
using Archon.Bots.Emulators.Playground.Life;
using Archon.Bots.Emulators.Playground.Serving;
using Archon.Bots.Emulators.Playground.Slack;
using Archon.Bots.Emulators.Playground.Telegram;
using Archon.Bots.Emulators.Slack;
using Archon.Bots.Emulators.Telegram;

namespace Archon.Bots.Emulators.Playground;

/// <summary>The emulated platforms, the bot as a child, and the page beside them.</summary>
internal sealed class PlaygroundServer : IAsyncDisposable
{
    private readonly TelegramEmulator _telegram;
    private readonly SlackEmulator _slack;
    private readonly DiscordEmulator _discord;
    private readonly BotKeeper _bot;
    private readonly StoryClient _stories = new();
    private readonly TextWriter _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly PlaygroundFeed _feed;
    private readonly PlaygroundRoutes _routes;
    private WebApplication? _app;
    private Task _feeding = Task.CompletedTask;

    private PlaygroundServer(
        PlaygroundSettings settings,
        TelegramEmulator telegram,
        SlackEmulator slack,
        DiscordEmulator discord,
        TextWriter log,
        TimeProvider time
    )
    {
        _telegram = telegram;
        _slack = slack;
        _discord = discord;
        _log = log;
        _bot = new BotKeeper(
            settings.BotPath,
            agent => settings.Environment(telegram.BaseAddress, slack.BaseAddress, (discord.BaseAddress, discord.Token), agent),
            log,
            time
        );
        var doors = new AllDoors([new TelegramDoor(telegram, settings.Token), new SlackDoor(slack), new DiscordDoor(discord)]);
        var actions = new PlaygroundActions(_bot, doors, _stories, new SessionFiles(settings.Home, settings.ClaudeHome));
        _feed = new PlaygroundFeed(_bot, doors, _stories, actions, time);
        _routes = new PlaygroundRoutes(_feed, actions, doors, settings.WorkPlace, _stop.Token);
    }

    /// <summary>Where the page is.</summary>
    public Uri Address => LoopbackHost.AddressOf(_app!);

    /// <summary>Fails when the page cannot be kept up to date any more.</summary>
    public Task Feeding => _feeding;

    public Uri Telegram => _telegram.BaseAddress;

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<PlaygroundServer> StartAsync(
        PlaygroundSettings settings,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var telegram = await TelegramEmulator.StartAsync(new TelegramEmulatorOptions { Token = settings.Token }, cancellationToken);
        var slack = await SlackEmulator.StartAsync(new SlackEmulatorOptions(), cancellationToken);
        var discord = await DiscordEmulator.StartAsync(new DiscordEmulatorOptions(), cancellationToken);
        var log = new StreamWriter(settings.LogPath) { AutoFlush = true };
        var server = new PlaygroundServer(settings, telegram, slack, discord, log, time);
        try
        {
            server._app = await LoopbackHost.StartAsync(settings.Port, server._routes.Map, cancellationToken);
            server._feeding = server._feed.RunAsync(server._stop.Token);
            await server._bot.StartAsync(settings.Agent, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _bot.DisposeAsync();
        if (_app is { } app)
        {
            await app.DisposeAsync();
        }

        await _telegram.DisposeAsync();
        await _slack.DisposeAsync();
        await _discord.DisposeAsync();
        _stories.Dispose();
        await _log.DisposeAsync();
        _stop.Dispose();
    }
}

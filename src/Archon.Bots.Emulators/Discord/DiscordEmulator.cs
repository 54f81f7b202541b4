using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Discord.Api;
using Archon.Bots.Emulators.Discord.Control;
using Archon.Bots.Emulators.Discord.Gateway;
using Archon.Bots.Emulators.Discord.World;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Discord;

/// <summary>A Discord of one's own on loopback: the API and the gateway for the bot, /_control for everybody else.</summary>
public sealed class DiscordEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly JsonLinesLog _file;
    private readonly CancellationTokenSource _stop;

    private DiscordEmulator(WebApplication app, JsonLinesLog file, DiscordWorld world, ControlCalls control, CancellationTokenSource stop)
    {
        World = world;
        Control = control;
        _app = app;
        _file = file;
        _stop = stop;
        BaseAddress = LoopbackHost.AddressOf(app);
    }

    /// <summary>The base of the control calls; the API's root is <c>api/v10/</c> below it.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The bot's.</summary>
    public string Token => World.Token;

    internal DiscordWorld World { get; }

    /// <summary>The control calls, for who lives in the same process.</summary>
    internal ControlCalls Control { get; }

    public static async Task<DiscordEmulator> StartAsync(DiscordEmulatorOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var stop = new CancellationTokenSource();
        var file = new JsonLinesLog(options.LogPath);
        var world = new DiscordWorld(options);
        var journal = new DiscordJournal(world, file);
        var sessions = new GatewaySessions(world, stop.Token);
        var occurrences = new DiscordOccurrences(world, sessions);
        var files = new DiscordFiles(world);
        var posting = new DiscordPosting(world, journal, files, occurrences);
        var places = new PlaceRoutes(world, occurrences);
        var pace = new DiscordPace(world.Time);
        var table = new RestTable(
            new MessageRoutes(world, posting, occurrences),
            places,
            new ApplicationRoutes(world),
            new InteractionRoutes(world, journal, posting, files)
        );
        var rest = new DiscordRest(world, journal, pace, table, stop.Token);
        var trouble = new GatewayTrouble(world, journal, sessions);
        var hub = new GatewayHub(world, journal, sessions, trouble, new GatewayEntry(world, journal, sessions, trouble), stop.Token);
        var control = DiscordControl.Of(
            world,
            new DiscordSpeaking(world, posting, files, occurrences),
            new DiscordPressing(world, occurrences),
            new DiscordChanging(world, journal, pace, places, trouble, sessions, occurrences),
            new DiscordWatching(world, journal, sessions),
            trouble,
            stop.Token
        );
        var app = await LoopbackHost.StartAsync(options.Port, app => Map(app, rest, files, hub, control), cancellationToken);
        world.Root = LoopbackHost.AddressOf(app);
        return new DiscordEmulator(app, file, world, control, stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _file.Dispose();
        _stop.Dispose();
    }

    private static void Map(WebApplication app, DiscordRest rest, DiscordFiles files, GatewayHub hub, ControlCalls control) =>
        app.Run(context =>
            context.Request.Path.Value?.Split('/')[1..] switch
            {
                ["_control", ..] => control.HandleAsync(context),
                ["attachments", _, _, _] => files.DownloadAsync(context),
                [""] => hub.ServeAsync(context),
                ["api", ['v', .. var version], .. var path] when version.All(char.IsAsciiDigit) => rest.HandleAsync(
                    context,
                    "/" + string.Join('/', path)
                ),
                ["api", .. var path] => rest.HandleAsync(context, "/" + string.Join('/', path)),
                [['v', .. var version], .. var path] when version.Length > 0 && version.All(char.IsAsciiDigit) => rest.HandleAsync(
                    context,
                    "/" + string.Join('/', path)
                ),
                [.. var path] => rest.HandleAsync(context, "/" + string.Join('/', path)),
                null => Task.CompletedTask,
            }
        );
}

using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Control;
using Archon.Bots.Emulators.Slack.Methods;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack;

/// <summary>A Slack of one's own on loopback: the Web API and Socket Mode for the app, /_control for everybody else.</summary>
public sealed class SlackEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly JsonLinesLog _file;
    private readonly CancellationTokenSource _stop;

    private SlackEmulator(WebApplication app, JsonLinesLog file, SlackWorld world, ControlCalls control, CancellationTokenSource stop)
    {
        World = world;
        Control = control;
        _app = app;
        _file = file;
        _stop = stop;
        BaseAddress = LoopbackHost.AddressOf(app);
    }

    /// <summary>The base of the control calls; the app's API root is <c>api/</c> below it.</summary>
    public Uri BaseAddress { get; }

    internal SlackWorld World { get; }

    /// <summary>The control calls, for who lives in the same process.</summary>
    internal ControlCalls Control { get; }

    public static async Task<SlackEmulator> StartAsync(SlackEmulatorOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var stop = new CancellationTokenSource();
        var file = new JsonLinesLog(options.LogPath);
        var world = new SlackWorld(options);
        var journal = new SlackJournal(file);
        var hub = new SocketHub(world, journal, stop.Token);
        var occurrences = new SlackOccurrences(world, hub);
        var calls = new SlackCalls(world, journal, stop.Token);
        var methods = new MethodTable(world, journal, occurrences, stop.Token);
        var responses = new ResponseUrls(world, occurrences);
        var api = new SlackWebApi(world, calls, hub, methods, responses);
        var files = new FileTransfers(world, methods.Files, calls);
        var control = SlackControl.Of(world, journal, hub, occurrences, methods, calls, responses);
        var app = await LoopbackHost.StartAsync(options.Port, app => Map(app, api, files, hub, control), cancellationToken);
        world.Root = LoopbackHost.AddressOf(app);
        return new SlackEmulator(app, file, world, control, stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _file.Dispose();
        _stop.Dispose();
    }

    private static void Map(WebApplication app, SlackWebApi api, FileTransfers files, SocketHub hub, ControlCalls control) =>
        app.Run(context =>
            context.Request.Path.Value?.Split('/')[1] switch
            {
                "_control" => control.HandleAsync(context),
                "api" => api.HandleAsync(context),
                "link" => hub.ServeAsync(context),
                "upload" => files.UploadAsync(context),
                "files-pri" => files.DownloadAsync(context),
                "actions" or "commands" => api.RespondAsync(context),
                _ => NotFoundAsync(context),
            }
        );

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Control;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack;

/// <summary>A Slack of one's own on loopback: the Web API and Socket Mode for the app, /_control for everybody else.</summary>
public sealed class SlackEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly JsonLinesLog _file;
    private readonly CancellationTokenSource _stop;

    private SlackEmulator(WebApplication app, JsonLinesLog file, CancellationTokenSource stop)
    {
        _app = app;
        _file = file;
        _stop = stop;
        BaseAddress = LoopbackHost.AddressOf(app);
    }

    /// <summary>The base of the control calls; the app's API root is <c>api/</c> below it.</summary>
    public Uri BaseAddress { get; }

    public static async Task<SlackEmulator> StartAsync(SlackEmulatorOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var stop = new CancellationTokenSource();
        var file = new JsonLinesLog(options.LogPath);
        var world = new SlackWorld(options);
        var journal = new SlackJournal(file);
        var hub = new SocketHub(world, journal, stop.Token);
        var occurrences = new SlackOccurrences(world, hub);
        var api = new SlackWebApi(world, journal, hub, occurrences, stop.Token);
        var control = new SlackControl(world, journal, hub, occurrences, api, stop.Token);
        var app = await LoopbackHost.StartAsync(options.Port, app => Map(app, api, hub, world, control), cancellationToken);
        world.Root = LoopbackHost.AddressOf(app);
        return new SlackEmulator(app, file, stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.DisposeAsync();
        _file.Dispose();
        _stop.Dispose();
    }

    private static void Map(WebApplication app, SlackWebApi api, SocketHub hub, SlackWorld world, SlackControl control) =>
        app.Run(context =>
            context.Request.Path.Value?.Split('/')[1] switch
            {
                "_control" => control.HandleAsync(context),
                "api" => api.HandleAsync(context),
                "link" => hub.ServeAsync(context),
                "upload" => api.UploadAsync(context),
                "files-pri" => api.DownloadAsync(context),
                "commands" => RespondAsync(context, world, hub),
                _ => NotFoundAsync(context),
            }
        );

    private static async Task RespondAsync(HttpContext context, SlackWorld world, SocketHub hub)
    {
        var parts = context.Request.Path.Value!.Split('/');
        var answer = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject ?? [];
        new SlackPressing(world, hub).Respond(parts[2], parts[3], answer);
        await context.Response.WriteAsync("ok", context.RequestAborted);
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

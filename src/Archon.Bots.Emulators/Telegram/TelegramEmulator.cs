using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Control;
using Archon.Bots.Emulators.Telegram.Updates;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram;

/// <summary>A Telegram of one's own on loopback: the Bot API for the bot, /_control for everybody else.</summary>
public sealed class TelegramEmulator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly JsonLinesLog _file;
    private readonly WebhookSender _webhooks;
    private readonly CancellationTokenSource _stop;

    private TelegramEmulator(
        WebApplication app,
        JsonLinesLog file,
        WebhookSender webhooks,
        TelegramWorld world,
        ControlCalls control,
        CancellationTokenSource stop
    )
    {
        World = world;
        Control = control;
        _app = app;
        _file = file;
        _webhooks = webhooks;
        _stop = stop;
        BaseAddress = LoopbackHost.AddressOf(app);
    }

    /// <summary>The API root to give to the bot, and the base of the control calls.</summary>
    public Uri BaseAddress { get; }

    internal TelegramWorld World { get; }

    /// <summary>The control calls, for who lives in the same process.</summary>
    internal ControlCalls Control { get; }

    public static async Task<TelegramEmulator> StartAsync(TelegramEmulatorOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var stop = new CancellationTokenSource();
        var file = new JsonLinesLog(options.LogPath);
        var world = new TelegramWorld(options);
        var poll = new LongPoll(world);
        var log = new CallLog(world, file);
        var api = new BotApi(world, poll, log, stop.Token);
        var files = new FileDownloads(world, stop.Token);
        var control = TelegramControl.Of(world, poll, log, stop.Token);
        var app = await LoopbackHost.StartAsync(options.Port, app => Map(app, api, files, control), cancellationToken);
        return new TelegramEmulator(app, file, new WebhookSender(world, api, stop.Token), world, control, stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _webhooks.DisposeAsync();
        await _app.DisposeAsync();
        _file.Dispose();
        _stop.Dispose();
    }

    private static void Map(WebApplication app, BotApi api, FileDownloads files, ControlCalls control) =>
        app.Run(context =>
            context.Request.Path.Value switch
            {
                ['/', '_', 'c', 'o', 'n', 't', 'r', 'o', 'l', '/', ..] => control.HandleAsync(context),
                ['/', 'f', 'i', 'l', 'e', '/', 'b', 'o', 't', ..] => files.HandleAsync(context),
                ['/', 'b', 'o', 't', ..] => api.HandleAsync(context),
                _ => NotFoundAsync(context),
            }
        );

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("""{"ok":false,"error_code":404,"description":"Not Found"}""", context.RequestAborted);
    }
}

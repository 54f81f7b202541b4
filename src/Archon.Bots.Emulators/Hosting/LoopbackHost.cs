using System.Net;

namespace Archon.Bots.Emulators.Hosting;

/// <summary>Kestrel on the loopback interface, without configuration files, console handling or logs of its own.</summary>
internal static class LoopbackHost
{
    /// <summary>Unit: bytes. Above the 50 MB that Telegram takes, so that the emulator itself can refuse.</summary>
    private const long LargestBody = 64L * 1024 * 1024;

    public static async Task<WebApplication> StartAsync(int port, Action<WebApplication> map, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Listen(IPAddress.Loopback, port);
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = LargestBody;
            });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(500));

        var app = builder.Build();
        app.Use(LoopbackGuard.HandleAsync);
        map(app);
        await app.StartAsync(cancellationToken);
        return app;
    }

    public static Uri AddressOf(WebApplication app) => new(app.Urls.First());

    /// <summary>Whoever started the emulator ends it: a signal to the process is not for it to take.</summary>
    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

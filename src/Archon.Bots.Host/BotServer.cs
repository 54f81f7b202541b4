using Archon.Bots.Core.Scheduling;
using Archon.Bots.Core.Settings;
using Archon.Bots.Host.Health;
using Archon.Bots.Host.Logging;
using Archon.Bots.Host.Settings;
using Archon.Bots.Host.Stories;
using Archon.Bots.Host.Telemetry;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Host;

/// <summary>Builds the server and runs it.</summary>
internal static class BotServer
{
    public static Task<int> RunAsync(Action<IServiceCollection>? configure, CancellationToken cancellationToken) =>
        CommandExit.OfAsync(async () =>
        {
            await using var app = Build(configure);
            using var impatience = new Impatience(app.Services.GetRequiredService<ShutdownGrace>());
            await app.RunAsync(cancellationToken);
            return Environment.ExitCode;
        });

    private static WebApplication Build(Action<IServiceCollection>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddBotSettings(AppContext.BaseDirectory, Environment.GetEnvironmentVariables());
        builder.Logging.AddEventJson();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromHours(2));

        builder.Services.AddBot(builder.Configuration);
        var refused = KnownSettings.Of(builder.Services).Refuse(builder.Configuration);
        if (refused.Count > 0)
        {
            throw new SettingsException(string.Join('\n', refused));
        }

        if (!builder.Configuration.IsOnTelegram() && !builder.Configuration.IsOnSlack() && !builder.Configuration.IsOnDiscord())
        {
            throw new SettingsException(
                "No chat platform is set up. Set TELEGRAM_BOT_TOKEN (make a bot with @BotFather in Telegram), or SLACK_BOT_TOKEN and "
                    + "SLACK_APP_TOKEN (archon-bots slack manifest), or DISCORD_BOT_TOKEN (an application in Discord's Developer Portal), "
                    + "or start ./run without a token to try the bot in a browser."
            );
        }

        builder.Services.AddBotTelemetry(builder.Configuration);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var address = app.Urls.First();
            app.Logger.StartCompleted(address);
            foreach (var (name, meant) in KnownSettings.NearMisses(Environment.GetEnvironmentVariables().Keys.Cast<string>()))
            {
                app.Logger.SettingDoubtful(name, meant);
            }
        });
        app.Urls.Add(app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.Address);
        app.MapHealth();
        app.MapMetrics();
        app.MapStories();
        return app;
    }
}

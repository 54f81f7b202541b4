using Archon.Bots.Agents;
using Archon.Bots.Agents.Guard;
using Archon.Bots.Core;
using Archon.Bots.Core.Scheduling;
using Archon.Bots.Core.Settings;
using Archon.Bots.Host.Health;
using Archon.Bots.Host.Logging;
using Archon.Bots.Host.Settings;
using Archon.Bots.Host.Stories;
using Archon.Bots.Persistence;
using Archon.Bots.Telegram;
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
        builder.Services.AddOptionsWithValidateOnStart<ServerOptions, ServerOptionsValidator>().BindConfiguration("Server");
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromHours(2));

        var telegram = builder.Configuration.IsSet("Platforms:Telegram:BotToken");
        if (!telegram)
        {
            throw new SettingsException(
                "No chat platform is set up. Set TELEGRAM_BOT_TOKEN (make a bot with @BotFather in Telegram), or start ./run without a token "
                    + "to try the bot in a browser."
            );
        }

        builder.Services.AddSingleton(SelfCommand.Current());
        builder.Services.AddBotCore();
        builder.Services.AddBotPersistence().UseDatabase(builder.Configuration);
        builder.Services.AddAgents();
        builder.Services.AddTelegram();
        builder.Services.AddBotCoreHosting();
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var address = app.Urls.First();
            app.Logger.StartCompleted(address);
        });
        app.Urls.Add(app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.Address);
        app.MapHealth();
        app.MapStories();
        return app;
    }
}

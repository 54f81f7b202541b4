using Archon.Bots.Core;
using Archon.Bots.Host.Logging;
using Archon.Bots.Host.Settings;
using Archon.Bots.Persistence;

namespace Archon.Bots.Host;

/// <summary><c>archon-bots db</c>: what is done to the database beside a server.</summary>
internal static class DatabaseProgram
{
    public static Task<int> MigrateAsync(CancellationToken cancellationToken) =>
        CommandExit.OfAsync(async () =>
        {
            var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            builder.Configuration.AddBotSettings(AppContext.BaseDirectory, Environment.GetEnvironmentVariables());
            builder.Logging.AddEventJson();
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.Services.AddBotCore();
            builder.Services.AddBotPersistence().UseDatabase(builder.Configuration);
            using var host = builder.Build();
            await Console.Out.WriteLineAsync(await host.Services.MigrateDatabaseAsync(cancellationToken));
            return 0;
        });
}

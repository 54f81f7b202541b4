using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Persistence.Sqlite.Tests;

/// <summary>The services of a server that has a database and nothing else.</summary>
internal static class TestServer
{
    internal static ServiceProvider Create(string databasePath, TimeProvider time, ILoggerProvider? logs = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            if (logs is not null)
            {
                logging.AddProvider(logs);
            }
        });
        services.AddSingleton(time);
        services.AddBotPersistence().UseSqlite(databasePath);
        return services.BuildServiceProvider();
    }

    internal static async Task StartAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(cancellationToken);
        }
    }
}

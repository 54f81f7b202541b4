using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Persistence.Postgres.Tests;

/// <summary>The services of a server that has a database and nothing else.</summary>
internal static class TestServer
{
    internal static ServiceProvider Create(string connectionString, TimeProvider time, ILoggerProvider? logs = null)
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
        services.AddSingleton<TestLifetime>();
        services.AddSingleton<IHostApplicationLifetime>(provider => provider.GetRequiredService<TestLifetime>());
        services.AddBotPersistence().UsePostgres(connectionString);
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

/// <summary>Knows whether the server was told to end.</summary>
internal sealed class TestLifetime : IHostApplicationLifetime, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}

using Archon.Bots.Core.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Persistence.Postgres;

public static class PostgresPersistenceServiceCollectionExtensions
{
    /// <summary>A database that exists; its schema <c>archon_bots</c> is made at the first start.</summary>
    /// <param name="connectionString">As <see cref="PostgresAddress"/> gives it.</param>
    public static IServiceCollection UsePostgres(this PersistenceBuilder persistence, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(persistence);
        return persistence
            .Use(services => new PostgresEngine(
                connectionString,
                new AdvisoryLock(services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<AdvisoryLock>>()),
                services.GetRequiredService<Node>()
            ))
            .AddHostedService<LockWatch>();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Persistence.Sqlite;

public static class SqlitePersistenceServiceCollectionExtensions
{
    /// <summary>One file; made, with its folder, at the first start.</summary>
    public static IServiceCollection UseSqlite(this PersistenceBuilder persistence, string databasePath)
    {
        ArgumentNullException.ThrowIfNull(persistence);
        return persistence.Use(services => new SqliteEngine(
            databasePath,
            new DatabaseLock(services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<DatabaseLock>>())
        ));
    }
}

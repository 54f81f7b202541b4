using Archon.Bots.Core.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Persistence.Sqlite;

public static class SqlitePersistenceServiceCollectionExtensions
{
    /// <summary>As <see cref="UseSqlite(PersistenceBuilder, string)"/>, with <c>archon-bots.db</c> under <see cref="HomeOptions.Path"/>.</summary>
    public static IServiceCollection UseSqlite(this PersistenceBuilder persistence)
    {
        ArgumentNullException.ThrowIfNull(persistence);
        return persistence.Use(services =>
            Create(services, Path.Combine(services.GetRequiredService<IOptions<HomeOptions>>().Value.Path, "archon-bots.db"))
        );
    }

    /// <summary>One file; made, with its folder, at the first start.</summary>
    public static IServiceCollection UseSqlite(this PersistenceBuilder persistence, string databasePath)
    {
        ArgumentNullException.ThrowIfNull(persistence);
        return persistence.Use(services => Create(services, databasePath));
    }

    private static SqliteEngine Create(IServiceProvider services, string databasePath) =>
        new(
            databasePath,
            new DatabaseLock(services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<DatabaseLock>>())
        );
}

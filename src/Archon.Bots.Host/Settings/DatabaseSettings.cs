using Archon.Bots.Core.Settings;
using Archon.Bots.Persistence;
using Archon.Bots.Persistence.Postgres;
using Archon.Bots.Persistence.Sqlite;

namespace Archon.Bots.Host.Settings;

/// <summary>Which database: PostgreSQL where a setting names one, else SQLite under the home folder.</summary>
internal static class DatabaseSettings
{
    /// <exception cref="SettingsException">A value of the wrong form, or two that differ.</exception>
    public static IServiceCollection UseDatabase(this PersistenceBuilder persistence, IConfiguration configuration) =>
        Postgres(configuration) is { } connectionString ? persistence.UsePostgres(connectionString) : persistence.UseSqlite();

    /// <returns>Null: no setting names one.</returns>
    internal static string? Postgres(IConfiguration configuration)
    {
        var url = configuration.IsSet("Database:Url") ? PostgresAddress.ReadUrl("DATABASE_URL", configuration["Database:Url"]!) : null;
        var text = configuration.IsSet("ConnectionStrings:Archon")
            ? PostgresAddress.Read("ConnectionStrings:Archon", configuration["ConnectionStrings:Archon"]!)
            : null;
        return url is not null && text is not null && url != text
            ? throw new SettingsException("DATABASE_URL and ConnectionStrings:Archon name different databases: unset one of them.")
            : url ?? text;
    }
}

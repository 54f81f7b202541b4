using Archon.Bots.Core.Settings;
using Archon.Bots.Persistence;
using Archon.Bots.Persistence.Postgres;
using Archon.Bots.Persistence.Sqlite;

namespace Archon.Bots.Host.Settings;

/// <summary>Which database: PostgreSQL where a setting names one, else SQLite under the home folder.</summary>
internal static class DatabaseSettings
{
    /// <exception cref="SettingsException">A value of the wrong form, or two that differ.</exception>
    public static IServiceCollection UseDatabase(this PersistenceBuilder persistence, IConfiguration configuration)
    {
        var services = Postgres(configuration) is { } connectionString
            ? persistence.UsePostgres(connectionString)
            : persistence.UseSqlite();
        services.AddSingleton(new SettingsSection("Database", typeof(DatabaseOptions)));
        services.AddSingleton(new SettingsSection("ConnectionStrings", typeof(ConnectionStringOptions)));
        return services;
    }

    /// <returns>Null: no setting names one.</returns>
    internal static string? Postgres(IConfiguration configuration)
    {
        var url =
            configuration.GetSection("Database").Get<DatabaseOptions>() is { Url: { } set } && !string.IsNullOrWhiteSpace(set)
                ? PostgresAddress.ReadUrl("DATABASE_URL", set)
                : null;
        var text =
            configuration.GetSection("ConnectionStrings").Get<ConnectionStringOptions>() is { Archon: { } named }
            && !string.IsNullOrWhiteSpace(named)
                ? PostgresAddress.Read("ConnectionStrings:Archon", named)
                : null;
        return url is not null && text is not null && url != text
            ? throw new SettingsException("DATABASE_URL and ConnectionStrings:Archon name different databases: unset one of them.")
            : url ?? text;
    }
}

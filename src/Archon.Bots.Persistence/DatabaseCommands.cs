using Archon.Bots.Core.Settings;
using Archon.Bots.Persistence.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Persistence;

/// <summary>What an operator may ask of the database beside a server.</summary>
public static class DatabaseCommands
{
    /// <summary>Waits until no other process uses the database, and brings it to the newest schema.</summary>
    /// <returns>One line that says what was done.</returns>
    /// <exception cref="SettingsException">It cannot be opened, made or written.</exception>
    public static async Task<string> MigrateDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var engine = services.GetRequiredService<DatabaseEngine>();
        return await services.GetRequiredService<DatabaseMigration>().RunAsync(cancellationToken)
            ? $"The {engine.Description} is at schema {engine.NewestMigration} now."
            : $"The {engine.Description} was at schema {engine.NewestMigration} already; nothing was changed.";
    }
}

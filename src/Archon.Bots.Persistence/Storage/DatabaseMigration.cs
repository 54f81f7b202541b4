using System.Data.Common;
using Archon.Bots.Core.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Persistence.Storage;

/// <summary>Takes the database for this process and brings it to the newest schema.</summary>
internal sealed class DatabaseMigration(DatabaseEngine engine, BotContexts contexts, ILogger<DatabaseMigration> logger)
{
    /// <returns>False: its schema was the newest already.</returns>
    /// <exception cref="SettingsException">It cannot be opened, made or written.</exception>
    internal Task<bool> RunAsync(CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            await engine.LockAsync(cancellationToken);
            return await MigrateAsync(cancellationToken);
        });

    /// <summary>Tells what an operator can mend from bugs.</summary>
    /// <exception cref="SettingsException">The database cannot be used.</exception>
    internal async Task<T> TryAsync<T>(Func<Task<T>> use)
    {
        try
        {
            return await use();
        }
        catch (Exception ex) when (ex is DbException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SettingsException($"The {engine.Description} cannot be used: {FirstLine(ex)} {engine.WayOut(ex)}", ex);
        }
    }

    internal static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].TrimEnd('.', ' ', '\r') + ".";

    private async Task<bool> MigrateAsync(CancellationToken cancellationToken)
    {
        var current = await ReadNewestMigrationAsync(cancellationToken);
        var order = string.CompareOrdinal(current, engine.NewestMigration);
        if (order > 0)
        {
            throw new SettingsException(
                $"The {engine.Description} was written by a newer version (its schema is {current}, this one knows {engine.NewestMigration}). "
                    + "Start that version, or another database."
            );
        }

        if (order == 0)
        {
            return false;
        }

        logger.MigrationStarted(engine.Description, engine.NewestMigration);
        await engine.PrepareMigrationAsync(cancellationToken);
        await using var context = contexts.Create();
        await context.Database.MigrateAsync(cancellationToken);
        return true;
    }

    /// <returns>Null: there is no schema yet.</returns>
    private async Task<string?> ReadNewestMigrationAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenAsync(toWrite: false, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = engine.HistoryTableQuery;
        if (await command.ExecuteScalarAsync(cancellationToken) is null or DBNull)
        {
            return null;
        }

        command.CommandText = """SELECT MAX(migration_id) FROM "__EFMigrationsHistory" """;
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }
}

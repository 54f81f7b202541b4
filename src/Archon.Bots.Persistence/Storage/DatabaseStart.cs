using System.Data.Common;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Persistence.Storage;

/// <summary>Opens the database before anything else starts: alone, at the newest schema, with a name for this run.</summary>
internal sealed class DatabaseStart(
    DatabaseEngine engine,
    IDbContextFactory<BotContext> contexts,
    INodeStore nodes,
    Node node,
    HealthParts health,
    ILogger<DatabaseStart> logger
) : IHostedService
{
    internal const string HealthPart = "database";

    /// <exception cref="SettingsException">It cannot be opened, made or written.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await engine.LockAsync(cancellationToken);
            await MigrateAsync(cancellationToken);
            node.Join(await nodes.JoinAsync(Guid.CreateVersion7().ToString("N"), cancellationToken));
            health.Up(HealthPart);
        }
        catch (Exception ex) when (ex is DbException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SettingsException($"The {engine.Description} cannot be used: {FirstLine(ex)} {engine.WayOut}", ex);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MigrateAsync(CancellationToken cancellationToken)
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

        if (order < 0)
        {
            logger.MigrationStarted(engine.Description, engine.NewestMigration);
            await engine.ClearMigrationLockAsync(cancellationToken);
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }
    }

    /// <returns>Null: there is no schema yet.</returns>
    private async Task<string?> ReadNewestMigrationAsync(CancellationToken cancellationToken)
    {
        await using var connection = await engine.OpenAsync(toWrite: true, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = engine.HistoryTableQuery;
        if (await command.ExecuteScalarAsync(cancellationToken) is null or DBNull)
        {
            return null;
        }

        command.CommandText = """SELECT MAX(migration_id) FROM "__EFMigrationsHistory" """;
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    internal static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].TrimEnd('.', ' ', '\r') + ".";
}

using Archon.Bots.Core.Health;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Settings;
using Microsoft.Extensions.Hosting;

namespace Archon.Bots.Persistence.Storage;

/// <summary>Opens the database before anything else starts: alone, at the newest schema, with a name for this run.</summary>
internal sealed class DatabaseStart(DatabaseMigration migration, INodeStore nodes, Node node, HealthParts health) : IHostedService
{
    internal const string HealthPart = "database";

    /// <exception cref="SettingsException">It cannot be opened, made or written.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await migration.RunAsync(cancellationToken);
        node.Join(await migration.TryAsync(() => nodes.JoinAsync(Guid.CreateVersion7().ToString("N"), cancellationToken)));
        health.Up(HealthPart);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

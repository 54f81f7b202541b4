using Archon.Bots.Core.Health;
using Archon.Bots.Persistence.Storage;
using Archon.Bots.Testing.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Persistence.Sqlite.Tests;

/// <summary>A database file in a folder of its own.</summary>
public sealed class SqliteRig : StoreRig
{
    private readonly TemporaryFolder _folder = new();

    internal StoreWriter Writer => Get<StoreWriter>();

    internal StoreReader Reader => Get<StoreReader>();

    internal HealthParts Health => Get<HealthParts>();

    public override Task<IReadOnlyList<string>> QueryAsync(string sql, CancellationToken cancellationToken) =>
        Reader.ReadAsync(session => ReadAsync(session.Connection, sql, cancellationToken), cancellationToken);

    protected override async Task<ServiceProvider> CreateAsync()
    {
        var path = _folder.PathOf("archon-bots.db");
        File.Copy(await MigratedDatabase.GetAsync(), path);
        return TestServer.Create(path, Time);
    }

    protected override ValueTask RemoveAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

using Archon.Bots.Core.Health;
using Archon.Bots.Persistence.Storage;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Persistence.Postgres.Tests;

/// <summary>A database of its own on the tests' server.</summary>
public sealed class PostgresRig : StoreRig
{
    private string? _database;

    internal string Database => _database!;

    internal RecordedEvents Logs { get; } = new();

    internal StoreWriter Writer => Get<StoreWriter>();

    internal StoreReader Reader => Get<StoreReader>();

    internal HealthParts Health => Get<HealthParts>();

    internal TestLifetime Lifetime => Get<TestLifetime>();

    public override Task<IReadOnlyList<string>> QueryAsync(string sql, CancellationToken cancellationToken) =>
        Reader.ReadAsync(session => ReadAsync(session.Connection, sql, cancellationToken), cancellationToken);

    protected override async Task<ServiceProvider> CreateAsync()
    {
        _database = await TestCluster.RentAsync();
        return TestServer.Create(TestCluster.Of(_database), Time, Logs);
    }

    protected override ValueTask RemoveAsync()
    {
        Logs.Dispose();
        // Once: a test may have disposed of it already, and nobody may rent the same database beside another.
        if (Interlocked.Exchange(ref _database, null) is { } database)
        {
            TestCluster.Return(database);
        }

        return ValueTask.CompletedTask;
    }
}

using System.Data;
using System.Data.Common;
using Archon.Bots.Persistence.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Archon.Bots.Persistence.Sqlite;

internal sealed class SqliteEngine(string databasePath, DatabaseLock databaseLock) : DatabaseEngine
{
    /// <summary>Kept in step with the newest file in Migrations/ by a test.</summary>
    internal const string Newest = "20261123110348_Threads";

    private readonly string _path = Path.GetFullPath(databasePath);

    internal override string Description => $"SQLite database {_path}";

    internal override string WayOut(Exception failure) =>
        "Is its folder there and writable, has the disk room, and is the file a database of this bot? Set ARCHON_HOME to another folder, or move the file away.";

    internal override string NewestMigration => Newest;

    internal override string HistoryTableQuery => "SELECT name FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsHistory'";

    /// <summary>BEGIN IMMEDIATE lets nobody else write.</summary>
    internal override SqlText RowLock => SqlText.None;

    internal override async Task LockAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        await databaseLock.TakeAsync(_path + ".lock", Description, cancellationToken);
    }

    internal override async Task<DbConnection> OpenAsync(bool toWrite, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = toWrite ? SqlitePragmas.All : SqlitePragmas.All + "PRAGMA query_only = ON;";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch (DbException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection)
    {
#pragma warning disable CA1849 // Only this overload can leave the write lock alone, and it waits for nothing.
        return new(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: true));
#pragma warning restore CA1849
    }

    internal override async Task PrepareMigrationAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(toWrite: true, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """DROP TABLE IF EXISTS "__EFMigrationsLock";""";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal override bool IsOutage(DbException failure) =>
        failure is SqliteException { SqliteErrorCode: not (SQLitePCL.raw.SQLITE_ERROR or SQLitePCL.raw.SQLITE_CONSTRAINT) };

    internal override object ToParameter(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    internal override DateTimeOffset ReadTime(DbDataReader reader, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    internal override void Configure(DbContextOptionsBuilder options) =>
        options
            .UseSqlite(ConnectionString, sqlite => sqlite.MigrationsAssembly(typeof(SqliteEngine).Assembly.GetName().Name))
            .UseSnakeCaseNamingConvention()
            .AddInterceptors(new SqlitePragmas());

    internal override void Configure(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();

    public override ValueTask DisposeAsync() => databaseLock.DisposeAsync();

    // Our connections live as long as the process; what EF opens now and then must leave nothing open behind it.
    private string ConnectionString =>
        new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = SqlitePragmas.BusySeconds,
        }.ToString();
}

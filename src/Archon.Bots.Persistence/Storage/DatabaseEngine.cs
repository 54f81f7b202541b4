using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Archon.Bots.Persistence.Storage;

/// <summary>The seam to one database product: how it is opened, locked and spoken to where SQL differs.</summary>
internal abstract class DatabaseEngine : IAsyncDisposable
{
    private static readonly SqlText _savepoint = new(Savepoint);

    /// <summary>What and where, for people.</summary>
    internal abstract string Description { get; }

    /// <summary>What to do when it cannot be used, for people.</summary>
    internal abstract string WayOut(Exception failure);

    /// <summary>Id of the newest migration that this build knows: known without EF, which costs most of a start.</summary>
    internal abstract string NewestMigration { get; }

    /// <summary>Yields a value if the table of applied migrations exists, else none or NULL.</summary>
    internal abstract string HistoryTableQuery { get; }

    /// <summary>Stands behind a SELECT whose rows are to be locked until the transaction ends.</summary>
    internal abstract SqlText RowLock { get; }

    /// <summary>Waits until no other process uses the database.</summary>
    internal abstract Task LockAsync(CancellationToken cancellationToken);

    /// <param name="toWrite">Only once it is locked, and for one connection at a time.</param>
    /// <exception cref="DatabaseTakenException">Another process got the lock while our connection was lost.</exception>
    internal abstract Task<DbConnection> OpenAsync(bool toWrite, CancellationToken cancellationToken);

    /// <summary>Once per statement and connection, when its parameters have their first values.</summary>
    internal virtual Task PrepareAsync(DbCommand command) => command.PrepareAsync();

    /// <summary>A transaction that may read first and write then: on SQLite this is BEGIN IMMEDIATE, the provider's own default.</summary>
    internal virtual ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection) => connection.BeginTransactionAsync();

    /// <summary>The one name of all savepoints: the newest is the one that is meant.</summary>
    internal const string Savepoint = "operation";

    /// <summary>What is written from here on can be taken back alone.</summary>
    internal virtual Task SaveAsync(SqlSession session) => session.ExecuteAsync($"SAVEPOINT {_savepoint}");

    /// <summary>What was written since then stays.</summary>
    internal virtual Task ReleaseAsync(SqlSession session) => session.ExecuteAsync($"RELEASE {_savepoint}");

    /// <summary>A transaction whose queries see one state of the database and hold up no writer.</summary>
    internal abstract ValueTask<DbTransaction> BeginReadAsync(DbConnection connection);

    /// <summary>Makes room for a migration, and undoes what a process that died in the middle of one left in the way. We hold the lock already.</summary>
    internal abstract Task PrepareMigrationAsync(CancellationToken cancellationToken);

    /// <summary>Whether the database itself is in trouble; false where it refused one statement for what that said.</summary>
    internal abstract bool IsOutage(DbException failure);

    internal abstract object ToParameter(DateTimeOffset time);

    internal abstract DateTimeOffset ReadTime(DbDataReader reader, int column);

    internal abstract void Configure(DbContextOptionsBuilder options);

    internal abstract void Configure(ModelConfigurationBuilder conventions);

    internal virtual void Configure(ModelBuilder model) { }

    public abstract ValueTask DisposeAsync();
}

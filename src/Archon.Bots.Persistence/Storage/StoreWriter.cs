using System.Data;
using System.Data.Common;
using System.Threading.Channels;
using Archon.Bots.Core.Health;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Persistence.Storage;

/// <summary>
/// The only one who writes to the database, over one connection: takes whatever the stores want written at a moment, in its order, into one
/// transaction, so that they share the wait for the disk.
/// </summary>
internal sealed class StoreWriter : IAsyncDisposable
{
    /// <summary>
    /// Unit: operations of one transaction. More gain little. Source: PostgreSQL keeps 64 subtransactions of a session in its shared memory;
    /// beyond that, everybody's queries look them up.
    /// </summary>
    private const int Most = 64;

    /// <summary>Unit: operations. Who comes later waits for a place.</summary>
    private const int Places = 1024;

    private readonly DatabaseEngine _engine;
    private readonly HealthParts _health;
    private readonly ILogger<StoreWriter> _logger;
    private readonly Channel<StoreOperation> _waiting = Channel.CreateBounded<StoreOperation>(
        new BoundedChannelOptions(Places) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true }
    );
    private readonly Task _loop;
    private SqlSession? _session;
    private bool _failing;

    public StoreWriter(DatabaseEngine engine, HealthParts health, ILogger<StoreWriter> logger)
    {
        _engine = engine;
        _health = health;
        _logger = logger;
        _loop = Task.Run(WriteAllAsync);
    }

    /// <summary>Returns after what was written is on disk; an exception means that nothing of it is.</summary>
    /// <remarks>
    /// With one exception: when the connection breaks within the commit, nobody knows. The operation fails and is not repeated here; every
    /// caller looks at the rows again before it does anything twice.
    /// </remarks>
    internal async Task<T> RunAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
    {
        var operation = new StoreOperation<T>(write, cancellationToken);
        await _waiting.Writer.WriteAsync(operation, cancellationToken);
        return await operation.Completion;
    }

    internal Task RunAsync(Func<SqlSession, Task> write, CancellationToken cancellationToken) =>
        RunAsync(
            async sql =>
            {
                await write(sql);
                return true;
            },
            cancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        await CloseAsync();
    }

    private async Task WriteAllAsync()
    {
        var group = new List<StoreOperation>(Most);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < Most && _waiting.Reader.TryRead(out var operation))
            {
                group.Add(operation);
            }

            group.RemoveAll(Abandoned);
            if (group.Count > 0)
            {
                await WriteAsync(group);
            }
        }
    }

    private static bool Abandoned(StoreOperation operation)
    {
        if (operation.IsAbandoned)
        {
            operation.Abandon();
        }

        return operation.IsAbandoned;
    }

    /// <summary>Whoever has failed alone knows it already when the others are told.</summary>
    private async Task WriteAsync(List<StoreOperation> group)
    {
        try
        {
            var session = _session ??= new SqlSession(await _engine.OpenAsync(toWrite: true, CancellationToken.None), _engine);
            session.Transaction = await _engine.BeginWriteAsync(session.Connection);
            if (group is [var single])
            {
                await single.ApplyAsync(session);
            }
            else
            {
                await ApplyAllAsync(group, session);
            }

            await session.Transaction.CommitAsync();
            await EndTransactionAsync();
        }
        catch (Exception ex) when (ex is not OutOfMemoryException)
        {
            await RollBackAsync(isDamaged: IsOutage(ex));
            Tell(ex);
            group.ForEach(operation => operation.Fail(ex));
            return;
        }

        Tell(failure: null);
        group.ForEach(operation => operation.Complete());
    }

    /// <summary>A savepoint each, so that one who fails takes nobody with it.</summary>
    private async Task ApplyAllAsync(List<StoreOperation> group, SqlSession session)
    {
        foreach (var operation in group)
        {
            if (Abandoned(operation))
            {
                continue;
            }

            await _engine.SaveAsync(session);
            try
            {
                await operation.ApplyAsync(session);
                await _engine.ReleaseAsync(session);
            }
            catch (Exception ex) when (ex is not OutOfMemoryException && !IsOutage(ex))
            {
                await RollBackAsync(session, operation, ex);
            }
        }
    }

    private bool IsOutage(Exception exception) => exception is DbException failure && _engine.IsOutage(failure);

    /// <summary>Where that throws, the whole group fails.</summary>
    private static async Task RollBackAsync(SqlSession session, StoreOperation operation, Exception reason)
    {
        try
        {
            await session.Transaction!.RollbackAsync(DatabaseEngine.Savepoint);
        }
        finally
        {
            operation.Fail(reason);
        }
    }

    private async Task RollBackAsync(bool isDamaged)
    {
        try
        {
            if (_session?.Transaction is { } transaction)
            {
                await transaction.RollbackAsync();
            }

            await EndTransactionAsync();
        }
        catch (Exception ex) when (ex is not OutOfMemoryException)
        {
            _logger.RollbackFailed(ex);
            isDamaged = true;
        }

        // After a full disk or a failed read nobody knows what the connection still holds; a new one starts from the database.
        if (isDamaged || _session?.Connection.State is not ConnectionState.Open)
        {
            await CloseAsync();
        }
    }

    private async Task EndTransactionAsync()
    {
        if (_session?.Transaction is { } transaction)
        {
            _session.Transaction = null;
            await transaction.DisposeAsync();
        }
    }

    private async Task CloseAsync()
    {
        var session = _session;
        _session = null;
        if (session is null)
        {
            return;
        }

        try
        {
            await session.DisposeAsync();
        }
        catch (Exception ex) when (ex is not OutOfMemoryException)
        {
            _logger.CloseFailed(ex);
        }
    }

    /// <summary>The one place that knows whether the database takes what it is given.</summary>
    /// <param name="failure">Null: a write went through. What a store refuses itself (a lost fence) says nothing about the database.</param>
    private void Tell(Exception? failure)
    {
        if (failure is null && _failing)
        {
            _failing = false;
            _health.Up(DatabaseStart.HealthPart);
            _logger.WriteRecovered(_engine.Description);
        }
        else if (failure is DbException refused && _engine.IsOutage(refused))
        {
            _health.Down(DatabaseStart.HealthPart, DatabaseMigration.FirstLine(refused));
            if (!_failing)
            {
                _failing = true;
                _logger.WriteFailed(refused, _engine.Description);
            }
        }
    }
}

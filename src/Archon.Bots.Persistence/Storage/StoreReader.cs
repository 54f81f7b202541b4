using System.Collections.Concurrent;

namespace Archon.Bots.Persistence.Storage;

/// <summary>Lends connections that only read, so that no query waits for a write.</summary>
internal sealed class StoreReader(DatabaseEngine engine) : IAsyncDisposable
{
    /// <summary>Unit: connections.</summary>
    private const int Places = 4;

    private readonly SemaphoreSlim _places = new(Places);
    private readonly ConcurrentBag<SqlSession> _idle = [];

    internal async Task<T> ReadAsync<T>(Func<SqlSession, Task<T>> query, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            if (!_idle.TryTake(out var session))
            {
                session = new SqlSession(await engine.OpenAsync(toWrite: false, cancellationToken), engine);
            }

            return await UseAsync(session, query);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>As <see cref="ReadAsync"/>, for several queries that must see the same state.</summary>
    internal Task<T> SnapshotAsync<T>(Func<SqlSession, Task<T>> query, CancellationToken cancellationToken) =>
        ReadAsync(
            async sql =>
            {
                await using var transaction = await engine.BeginReadAsync(sql.Connection);
                sql.Transaction = transaction;
                var result = await query(sql);
                sql.Transaction = null;
                return result;
            },
            cancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        await CloseIdleAsync();
        _places.Dispose();
    }

    /// <summary>What broke one connection has mostly broken all, and each would fail a query before it is replaced.</summary>
    private async Task CloseIdleAsync()
    {
        while (_idle.TryTake(out var session))
        {
            await session.DisposeAsync();
        }
    }

    private async Task<T> UseAsync<T>(SqlSession session, Func<SqlSession, Task<T>> query)
    {
        var isSound = false;
        try
        {
            var result = await query(session);
            isSound = true;
            return result;
        }
        finally
        {
            if (isSound)
            {
                _idle.Add(session);
            }
            else
            {
                await session.DisposeAsync();
                await CloseIdleAsync();
            }
        }
    }
}

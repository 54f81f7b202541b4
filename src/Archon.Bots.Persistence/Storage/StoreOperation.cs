namespace Archon.Bots.Persistence.Storage;

/// <summary>A store's wish to write, waiting for its turn at the one write connection.</summary>
internal abstract class StoreOperation(CancellationToken cancellationToken)
{
    /// <summary>Only before it starts: a caller who left early must not be left wondering what was written.</summary>
    internal bool IsAbandoned => cancellationToken.IsCancellationRequested;

    protected CancellationToken CancellationToken => cancellationToken;

    /// <summary>Writes within a transaction that is somebody else's to commit.</summary>
    internal abstract Task ApplyAsync(SqlSession sql);

    /// <summary>What was written is on disk.</summary>
    internal abstract void Complete();

    internal abstract void Fail(Exception reason);

    internal abstract void Abandon();
}

internal sealed class StoreOperation<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
    : StoreOperation(cancellationToken)
{
    // Continuations must not run on the writer's own loop.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    internal Task<T> Completion => _completion.Task;

    internal override async Task ApplyAsync(SqlSession sql)
    {
        try
        {
            _result = await write(sql);
            await sql.FlushAsync();
        }
        finally
        {
            sql.Forget();
        }
    }

    internal override void Complete() => _completion.TrySetResult(_result!);

    internal override void Fail(Exception reason) => _completion.TrySetException(reason);

    internal override void Abandon() => _completion.TrySetCanceled(CancellationToken);
}

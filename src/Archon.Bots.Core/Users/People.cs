namespace Archon.Bots.Core.Users;

/// <summary>The one way to change who may do what: first in the database, then in the snapshot that <see cref="Access"/> decides by.</summary>
internal sealed class People(IUserStore store, Access access) : IDisposable
{
    // A later change must not be overtaken by the snapshot of an earlier one.
    private readonly SemaphoreSlim _gate = new(1, 1);

    public Task LoadAsync(CancellationToken cancellationToken) => ChangeAsync(() => Task.FromResult(true), cancellationToken);

    /// <summary>One change at a time; what it asks of <see cref="Access"/> holds until it is written.</summary>
    public async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            try
            {
                // Also after a failure, whose write may have reached the disk.
                access.Replace(await store.AllAsync(CancellationToken.None));
            }
            finally
            {
                _gate.Release();
            }
        }
    }

    public void Dispose() => _gate.Dispose();
}

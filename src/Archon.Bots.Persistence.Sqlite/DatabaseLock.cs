using Archon.Bots.Persistence.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Persistence.Sqlite;

/// <summary>One process per database: a file that is held open exclusively, so that the system frees it whatever ends the process.</summary>
internal sealed class DatabaseLock(TimeProvider time, ILogger<DatabaseLock> logger) : IAsyncDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    // Linux EWOULDBLOCK, macOS EWOULDBLOCK, Windows ERROR_SHARING_VIOLATION: what a file in use looks like in IOException.HResult.
    private static readonly int[] _inUse = [11, 35, unchecked((int)0x80070020)];

    private FileStream? _file;

    /// <summary>Waits for the process that holds the lock, if any, and says so once.</summary>
    internal async Task TakeAsync(string path, string database, CancellationToken cancellationToken)
    {
        var isToldOf = false;
        while (!TryTake(path))
        {
            if (!isToldOf)
            {
                logger.LockWaiting(database);
                isToldOf = true;
            }

            await Task.Delay(_interval, time, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is { } file)
        {
            _file = null;
            await file.DisposeAsync();
        }
    }

    private bool TryTake(string path)
    {
        try
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException ex) when (_inUse.Contains(ex.HResult))
        {
            return false;
        }
    }
}

using Microsoft.Extensions.Logging;

namespace Archon.Bots.Persistence.Storage;

internal static partial class StorageLog
{
    [LoggerMessage(
        EventName = "database.write_failed",
        Level = LogLevel.Error,
        Message = "The {Database} did not take a write; nothing of it is stored, and its sender was not told that it was"
    )]
    internal static partial void WriteFailed(this ILogger logger, Exception exception, string database);

    [LoggerMessage(EventName = "database.write_recovered", Level = LogLevel.Information, Message = "The {Database} takes writes again")]
    internal static partial void WriteRecovered(this ILogger logger, string database);

    [LoggerMessage(
        EventName = "database.rollback_failed",
        Level = LogLevel.Warning,
        Message = "A rollback failed; the write connection is opened again"
    )]
    internal static partial void RollbackFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventName = "database.close_failed", Level = LogLevel.Warning, Message = "A connection did not close cleanly")]
    internal static partial void CloseFailed(this ILogger logger, Exception exception);

    [LoggerMessage(
        EventName = "database.lock_waiting",
        Level = LogLevel.Warning,
        Message = "Another process uses the {Database}; this one waits for it to end"
    )]
    internal static partial void LockWaiting(this ILogger logger, string database);

    [LoggerMessage(
        EventName = "database.lock_lost",
        Level = LogLevel.Error,
        Message = "Another process took the {Database} over while this one had lost its connection; this one ends, and can be started again"
    )]
    internal static partial void LockLost(this ILogger logger, string database);

    [LoggerMessage(
        EventName = "database.migration_started",
        Level = LogLevel.Information,
        Message = "Bringing the {Database} to {Migration}"
    )]
    internal static partial void MigrationStarted(this ILogger logger, string database, string migration);
}

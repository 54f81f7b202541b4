using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Archon.Bots.Persistence.Sqlite;

/// <summary>SQLite cannot order or compare the text of a DateTimeOffset.</summary>
internal sealed class UnixMillisecondsConverter()
    : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(),
        stored => DateTimeOffset.FromUnixTimeMilliseconds(stored)
    );

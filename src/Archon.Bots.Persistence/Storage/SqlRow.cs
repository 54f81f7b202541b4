using System.Data.Common;

namespace Archon.Bots.Persistence.Storage;

/// <summary>The row that a query stands on; columns by position.</summary>
internal readonly struct SqlRow(DbDataReader reader, DatabaseEngine engine)
{
    internal Guid Id(int column) => reader.GetGuid(column);

    internal Guid? IdOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    internal string Text(int column) => reader.GetString(column);

    internal string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    internal int Int(int column) => reader.GetInt32(column);

    internal int? IntOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    internal decimal? DecimalOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetDecimal(column);

    internal long Long(int column) => reader.GetInt64(column);

    internal long? LongOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    internal bool Flag(int column) => reader.GetBoolean(column);

    internal DateTimeOffset Time(int column) => engine.ReadTime(reader, column);

    internal DateTimeOffset? TimeOrNull(int column) => reader.IsDBNull(column) ? null : engine.ReadTime(reader, column);

    internal T Enum<T>(int column)
        where T : struct, Enum => EnumText.Parse<T>(reader.GetString(column));

    internal T? EnumOrNull<T>(int column)
        where T : struct, Enum => reader.IsDBNull(column) ? null : EnumText.Parse<T>(reader.GetString(column));
}

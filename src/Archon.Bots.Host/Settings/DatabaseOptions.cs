using Archon.Bots.Core.Settings;

namespace Archon.Bots.Host.Settings;

/// <summary>Settings under <c>Database</c>.</summary>
internal sealed class DatabaseOptions
{
    /// <summary>A PostgreSQL database in place of SQLite, see below. Source: environment <c>DATABASE_URL</c>.</summary>
    [Secret]
    public string? Url { get; set; }
}

/// <summary>Settings under <c>ConnectionStrings</c>.</summary>
internal sealed class ConnectionStringOptions
{
    /// <summary>The same, or as an Npgsql connection string; not beside another <c>DATABASE_URL</c>.</summary>
    [Secret]
    public string? Archon { get; set; }
}

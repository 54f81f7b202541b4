namespace Archon.Bots.EndToEnd.Bot;

/// <summary>The database product that a world's server uses.</summary>
public enum WorldDatabase
{
    Sqlite,
    Postgres,
}

/// <summary>Which of them a test runs on.</summary>
internal static class WorldDatabases
{
    /// <summary><c>./test --all</c>: the whole matrix, not only what differs.</summary>
    private static readonly bool _isAll = Environment.GetEnvironmentVariable("ARCHON_BOTS_TEST_ALL") == "1";

    /// <param name="differs">Whether the test passes a place where the products differ.</param>
    public static IEnumerable<WorldDatabase> For(bool differs) =>
        differs || _isAll ? [WorldDatabase.Sqlite, WorldDatabase.Postgres] : [WorldDatabase.Sqlite];
}

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
    /// <summary><c>./test --all</c>: every whole matrix, not only what differs.</summary>
    public static bool IsAll { get; } = Environment.GetEnvironmentVariable("ARCHON_BOTS_TEST_ALL") == "1";

    /// <param name="differs">Whether the test passes a place where the products differ.</param>
    public static IEnumerable<WorldDatabase> For(bool differs) =>
        differs || IsAll ? [WorldDatabase.Sqlite, WorldDatabase.Postgres] : [WorldDatabase.Sqlite];
}

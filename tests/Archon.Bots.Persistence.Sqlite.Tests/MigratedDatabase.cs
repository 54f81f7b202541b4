namespace Archon.Bots.Persistence.Sqlite.Tests;

/// <summary>A database at the newest schema, made once for all tests by the migrations themselves.</summary>
internal static class MigratedDatabase
{
    private static readonly Lazy<Task<string>> _path = new(MakeAsync);

    internal static Task<string> GetAsync() => _path.Value;

    private static async Task<string> MakeAsync()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        var path = folder.PathOf("migrated.db");
        await using var services = TestServer.Create(path, TimeProvider.System);
        await TestServer.StartAsync(services, CancellationToken.None);
        return path;
    }
}

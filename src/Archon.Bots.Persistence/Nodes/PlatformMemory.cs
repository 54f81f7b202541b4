using Archon.Bots.Core.Platforms;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Nodes;

internal sealed class PlatformMemory(StoreWriter writer, StoreReader reader) : IPlatformMemory
{
    public async Task<string?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await reader.ReadAsync(
            sql => sql.FirstAsync($"SELECT value FROM meta WHERE key = {Key(name)}", row => row.Text(0)),
            cancellationToken
        );

    public Task WriteAsync(string name, string text, CancellationToken cancellationToken) =>
        writer.RunAsync(
            sql =>
                sql.ExecuteAsync(
                    $"""
                    INSERT INTO meta (key, value) VALUES ({Key(name)}, {text})
                    ON CONFLICT (key) DO UPDATE SET value = excluded.value
                    """
                ),
            cancellationToken
        );

    /// <summary>Beside what the database knows of itself.</summary>
    private static string Key(string name) => "platform:" + name;
}

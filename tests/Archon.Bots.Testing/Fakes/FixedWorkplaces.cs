using System.Collections.Concurrent;
using System.Text;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Testing.Fakes;

/// <summary>A directory by name only; each <c>/new</c> gets another. Files that people send are kept in memory.</summary>
public sealed class FixedWorkplaces : IWorkplaces, ISentFiles
{
    /// <summary>What stands before the number of the generation.</summary>
    public string Path { get; set; } = "work";

    /// <summary>What was kept, by path.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public Task<Workplace> PrepareAsync(ConversationKey conversation, int generation, CancellationToken cancellationToken) =>
        Task.FromResult(new Workplace($"{Path}/{generation}", Branch: "archon/test") { Files = FolderOf($"{Path}/{generation}") });

    public string FolderOf(string workingDirectory) => $"files/{workingDirectory}";

    public string? Find(SentFile file) => Files.ContainsKey(PathOf(file)) ? PathOf(file) : null;

    public async Task<string> KeepAsync(SentFile file, IAsyncEnumerable<ReadOnlyMemory<byte>> content, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        await foreach (var block in content.WithCancellation(cancellationToken))
        {
            await bytes.WriteAsync(block, cancellationToken);
        }

        Files[PathOf(file)] = bytes.ToArray();
        return PathOf(file);
    }

    public string TextOf(string path) => Encoding.UTF8.GetString(Files[path]);

    private static string PathOf(SentFile file) => $"files/{file.Turn:N}/{file.Number}-{file.Name}";
}

using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Bench.InProcess;

/// <summary>One directory for all: the instant agent touches none.</summary>
internal sealed class BenchWorkplaces : IWorkplaces, ISentFiles
{
    public Task<Workplace> PrepareAsync(ConversationKey conversation, int generation, CancellationToken cancellationToken) =>
        Task.FromResult(new Workplace("bench", Branch: null));

    public string FolderOf(string workingDirectory) => "files";

    public string? Find(SentFile file) => null;

    public Task<string> KeepAsync(SentFile file, IAsyncEnumerable<ReadOnlyMemory<byte>> content, CancellationToken cancellationToken) =>
        throw new IOException("There are no files here.");
}

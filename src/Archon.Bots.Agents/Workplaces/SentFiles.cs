using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Settings;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Workplaces;

/// <summary>Files that people sent, under the home's <c>files</c>: one folder a workplace, in it one a turn.</summary>
internal sealed class SentFiles(IOptions<HomeOptions> home) : ISentFiles
{
    public string FolderOf(string workingDirectory) => InHome(Path.GetFileName(Path.TrimEndingDirectorySeparator(workingDirectory)));

    public string? Find(SentFile file) => PathOf(file) is var path && File.Exists(path) ? path : null;

    public async Task<string> KeepAsync(SentFile file, IAsyncEnumerable<ReadOnlyMemory<byte>> content, CancellationToken cancellationToken)
    {
        var path = PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var stream = new FileStream(half, FileMode.CreateNew, FileAccess.Write))
            {
                await foreach (var block in content.WithCancellation(cancellationToken))
                {
                    await stream.WriteAsync(block, cancellationToken);
                }
            }

            File.Move(half, path, overwrite: true);
            return path;
        }
        finally
        {
            File.Delete(half);
        }
    }

    private string PathOf(SentFile file) =>
        Path.Combine(
            InHome(WorkplaceName.Of(file.Conversation, file.Generation).Key),
            file.Turn.ToString("N"),
            $"{file.Number}-{FileName.Clean(file.Name)}"
        );

    private string InHome(string name) => Path.GetFullPath(Path.Combine(home.Value.Path, "files", name));
}

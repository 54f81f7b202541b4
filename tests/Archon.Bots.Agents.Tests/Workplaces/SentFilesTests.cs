using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Agents.Workplaces;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Settings;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Tests.Workplaces;

public sealed class SentFilesTests : IDisposable
{
    private static readonly ConversationKey _key = new("telegram", "7", "42");
    private readonly Scratch _scratch = new();
    private readonly SentFiles _files;

    public SentFilesTests() => _files = new SentFiles(Options.Create(new HomeOptions { Path = _scratch.At("archon") }));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_lies_in_the_folder_of_the_conversation_and_its_turn()
    {
        var file = File("../notes.txt");

        var path = await _files.KeepAsync(file, Blocks("hel", "lo"), Token);

        Assert.Equal(_scratch.At("archon", "files", "telegram-7-42", file.Turn.ToString("N"), "1-notes.txt"), path);
        Assert.Equal("hello", await System.IO.File.ReadAllTextAsync(path, Token));
        Assert.Equal(path, _files.Find(file));
        Assert.StartsWith(_files.FolderOf(_scratch.At("archon", "worktrees", "telegram-7-42")), path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_breaks_off_leaves_nothing()
    {
        var file = File("notes.txt");

        await Assert.ThrowsAsync<InvalidDataException>(() => _files.KeepAsync(file, Broken(), Token));

        Assert.Null(_files.Find(file));
        Assert.Empty(Directory.EnumerateFiles(_scratch.At("archon"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_that_is_kept_twice_is_one()
    {
        var file = File("notes.txt");
        await _files.KeepAsync(file, Blocks("old"), Token);

        var path = await _files.KeepAsync(file, Blocks("new"), Token);

        Assert.Equal("new", await System.IO.File.ReadAllTextAsync(path, Token));
        Assert.Single(Directory.EnumerateFiles(_scratch.At("archon"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_file_that_nobody_kept_is_not_found() => Assert.Null(_files.Find(File("notes.txt")));

    public void Dispose() => _scratch.Dispose();

    private static SentFile File(string name) => new(_key, 0, Guid.CreateVersion7(), 1, name);

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Blocks(params string[] blocks)
    {
        foreach (var block in blocks)
        {
            await Task.Yield();
            yield return System.Text.Encoding.UTF8.GetBytes(block);
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Broken()
    {
        yield return "hel"u8.ToArray();
        await Task.Yield();
        throw new InvalidDataException("it broke off");
    }
}

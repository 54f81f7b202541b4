using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Agents.Workplaces;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Settings;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Tests.Workplaces;

public sealed class ConversationWorkplacesTests : IDisposable
{
    private static readonly ConversationKey _chat = new("telegram", "7", "42");
    private readonly Scratch _scratch = new();

    [Fact]
    public async Task Without_a_project_a_conversation_works_in_an_empty_folder()
    {
        using var workplaces = Workplaces(project: "");

        var first = await workplaces.PrepareAsync(_chat, 0, Token);
        var second = await workplaces.PrepareAsync(_chat, 1, Token);

        Assert.Equal(
            new Workplace(_scratch.At("archon", "folders", "telegram-7-42"), Branch: null)
            {
                Files = _scratch.At("archon", "files", "telegram-7-42"),
            },
            first
        );
        Assert.Equal(_scratch.At("archon", "folders", "telegram-7-42-1"), second.Path);
        Assert.Empty(Directory.EnumerateFileSystemEntries(first.Path));
    }

    [Fact]
    public async Task With_a_project_it_works_in_a_worktree_on_a_branch_of_its_own()
    {
        var project = await ProjectAsync();
        using var workplaces = Workplaces(project);
        await workplaces.StartAsync(Token);

        var place = await workplaces.PrepareAsync(_chat, 0, Token);

        Assert.Equal(_scratch.At("archon", "worktrees", "telegram-7-42"), place.Path);
        Assert.Equal("archon/b83fb9a1", place.Branch);
        Assert.Equal("archon/b83fb9a1", await GitAsync(place.Path, "branch", "--show-current"));
        Assert.Equal("first", await File.ReadAllTextAsync(Path.Combine(place.Path, "file"), Token));
    }

    [Fact]
    public async Task Another_generation_gets_another_worktree_and_the_first_stays()
    {
        using var workplaces = Workplaces(await ProjectAsync());
        var first = await workplaces.PrepareAsync(_chat, 0, Token);
        await File.WriteAllTextAsync(Path.Combine(first.Path, "mine"), "x", Token);

        var second = await workplaces.PrepareAsync(_chat, 1, Token);

        Assert.NotEqual(first, second);
        Assert.False(File.Exists(Path.Combine(second.Path, "mine")));
        Assert.Equal(first, await workplaces.PrepareAsync(_chat, 0, Token));
        Assert.True(File.Exists(Path.Combine(first.Path, "mine")));
    }

    [Fact]
    public async Task A_deleted_worktree_comes_back_on_its_branch_with_its_commits()
    {
        using var workplaces = Workplaces(await ProjectAsync());
        var place = await workplaces.PrepareAsync(_chat, 0, Token);
        await CommitAsync(place.Path, "made-here");
        Directory.Delete(place.Path, recursive: true);

        var again = await workplaces.PrepareAsync(_chat, 0, Token);

        Assert.Equal(place, again);
        Assert.True(File.Exists(Path.Combine(again.Path, "made-here")));
    }

    [Fact]
    public async Task A_worktree_that_was_being_made_when_the_server_died_is_made_again()
    {
        var project = await ProjectAsync();
        using var workplaces = Workplaces(project);
        var place = await workplaces.PrepareAsync(_chat, 0, Token);
        await File.WriteAllTextAsync(Path.Combine(project, ".git", "worktrees", "telegram-7-42", "locked"), "initializing", Token);
        File.Delete(Path.Combine(place.Path, "file"));

        var again = await workplaces.PrepareAsync(_chat, 0, Token);

        Assert.Equal("first", await File.ReadAllTextAsync(Path.Combine(again.Path, "file"), Token));
    }

    [Fact]
    public async Task Many_conversations_at_once_get_a_worktree_each()
    {
        using var workplaces = Workplaces(await ProjectAsync());

        var places = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(chat => workplaces.PrepareAsync(_chat with { Thread = $"{chat}" }, 0, Token))
        );

        Assert.Equal(5, places.Select(place => place.Branch).Distinct().Count());
        Assert.All(places, place => Assert.True(File.Exists(Path.Combine(place.Path, "file"))));
    }

    [Theory]
    [InlineData("nowhere", "is no git repository")]
    [InlineData("plain", "is no git repository")]
    [InlineData("unborn", "has no commit yet")]
    [InlineData("project/inside", "lies inside the git repository")]
    public async Task A_path_that_cannot_give_worktrees_stops_the_start(string path, string expected)
    {
        await ProjectAsync();
        _scratch.Folder("plain");
        await GitAsync(_scratch.Folder("unborn"), "init", "-q");
        using var workplaces = Workplaces(_scratch.At(path));

        var error = await Assert.ThrowsAsync<SettingsException>(() => workplaces.StartAsync(Token));

        Assert.StartsWith("Agents:WorkingDirectory (ARCHON_PROJECT): ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_branch_that_the_owner_has_checked_out_is_named_in_the_refusal()
    {
        var project = await ProjectAsync();
        await GitAsync(project, "checkout", "-q", "-b", "archon/b83fb9a1");
        using var workplaces = Workplaces(project);

        var refusal = await Assert.ThrowsAsync<AgentUnavailableException>(() => workplaces.PrepareAsync(_chat, 0, Token));

        Assert.Equal(AgentFailureKind.NotStarted, refusal.Failure.Kind);
        Assert.Contains("archon/b83fb9a1", refusal.Failure.Detail, StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ConversationWorkplaces Workplaces(string project) =>
        new(
            Options.Create(new AgentWorkOptions { WorkingDirectory = project }),
            Home(),
            new SentFiles(Home()),
            new ServerEnvironment(Variables()),
            NullLogger<ConversationWorkplaces>.Instance
        );

    private IOptions<HomeOptions> Home() => Options.Create(new HomeOptions { Path = _scratch.At("archon") });

    private Dictionary<string, string> Variables() =>
        new() { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "", ["HOME"] = _scratch.Folder("home") };

    private async Task<string> ProjectAsync()
    {
        var project = _scratch.Folder("project");
        await GitAsync(project, "init", "-q", "-b", "main");
        Directory.CreateDirectory(Path.Combine(project, "inside"));
        await File.WriteAllTextAsync(Path.Combine(project, "file"), "first", Token);
        await CommitAsync(project, "inside/kept");
        return project;
    }

    private async Task CommitAsync(string directory, string file)
    {
        await File.WriteAllTextAsync(Path.Combine(directory, file), "x", Token);
        await GitAsync(directory, "add", "-A");
        await GitAsync(directory, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "more");
    }

    private async Task<string> GitAsync(string directory, params string[] arguments)
    {
        var result = await Cli.Wrap("git").WithArguments(["-C", directory, .. arguments]).WithOnly(Variables()).ExecuteBufferedAsync(Token);
        return result.StandardOutput.Trim();
    }
}

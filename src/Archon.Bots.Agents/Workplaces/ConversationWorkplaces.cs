using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Workplaces;

/// <summary>A worktree of the project for each conversation, or an empty folder where no project is set.</summary>
internal sealed class ConversationWorkplaces(
    IOptions<AgentWorkOptions> work,
    IOptions<HomeOptions> home,
    ISentFiles files,
    ServerEnvironment environment,
    ILogger<ConversationWorkplaces> logger
) : IWorkplaces, IHostedService, IDisposable
{
    // git keeps its list of worktrees under locks that it does not wait for.
    private readonly SemaphoreSlim _making = new(1);

    /// <exception cref="SettingsException">The project is no git repository.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Project() is not { } project)
        {
            return;
        }

        try
        {
            await project.CheckAsync(cancellationToken);
        }
        catch (GitException ex)
        {
            throw new SettingsException($"Agents:WorkingDirectory (ARCHON_PROJECT): {ex.Message}", ex);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<Workplace> PrepareAsync(ConversationKey conversation, int generation, CancellationToken cancellationToken)
    {
        var name = WorkplaceName.Of(conversation, generation);
        try
        {
            if (Project() is not { } project)
            {
                return Of(Directory.CreateDirectory(InHome("folders", name.Key)).FullName, branch: null);
            }

            var directory = InHome("worktrees", name.Key);
            if (!GitProject.IsWorktree(directory))
            {
                await MakeAsync(project, directory, name.Branch, cancellationToken);
            }

            return Of(directory, name.Branch);
        }
        catch (Exception ex) when (ex is GitException or IOException or UnauthorizedAccessException)
        {
            throw new AgentUnavailableException(
                new AgentFailure(AgentFailureKind.NotStarted, $"The place to work for this conversation cannot be made: {ex.Message}"),
                ex
            );
        }
    }

    public void Dispose() => _making.Dispose();

    private Workplace Of(string directory, string? branch) =>
        new(directory, branch) { Files = Directory.CreateDirectory(files.FolderOf(directory)).FullName };

    private async Task MakeAsync(GitProject project, string directory, string branch, CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            if (!GitProject.IsWorktree(directory))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(directory)!);
                await project.AddWorktreeAsync(directory, branch, cancellationToken);
                logger.WorktreeMade(branch);
            }
        }
        finally
        {
            _making.Release();
        }
    }

    private GitProject? Project()
    {
        if (work.Value.WorkingDirectory is not { Length: > 0 } path)
        {
            return null;
        }

        var variables = AgentEnvironment.Of(environment.Variables, work.Value.Environment);
        variables["GIT_TERMINAL_PROMPT"] = "0";
        return new GitProject(path, variables);
    }

    private string InHome(string kind, string key) => Path.GetFullPath(Path.Combine(home.Value.Path, kind, key));
}

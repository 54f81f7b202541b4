using Archon.Bots.Agents.Processes;
using CliWrap;
using CliWrap.Buffered;

namespace Archon.Bots.Agents.Workplaces;

/// <summary>The owner's repository, asked and changed through <c>git</c>.</summary>
internal sealed class GitProject(string path, IReadOnlyDictionary<string, string> environment)
{
    /// <exception cref="GitException">It is no repository that worktrees can be made of. The message names the way out.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var top = await RunAsync(["rev-parse", "--show-toplevel"], cancellationToken);
        if (!top.IsSuccess)
        {
            throw new GitException($"{path} is no git repository ({FirstLine(top.StandardError)}).");
        }

        var root = top.StandardOutput.TrimEnd('\n');
        var prefix = await RunAsync(["rev-parse", "--show-prefix"], cancellationToken);
        if (prefix.StandardOutput.Trim().Length > 0)
        {
            throw new GitException($"{path} lies inside the git repository {root}; name {root} itself.");
        }

        if (!(await RunAsync(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"], cancellationToken)).IsSuccess)
        {
            throw new GitException($"{path} has no commit yet, so nothing can be branched from it; make a first commit.");
        }
    }

    /// <exception cref="GitException">It cannot be made.</exception>
    public async Task AddWorktreeAsync(string directory, string branch, CancellationToken cancellationToken)
    {
        if (IsHalfMade(directory))
        {
            await RunAsync(["worktree", "remove", "--force", "--force", directory], cancellationToken);
        }

        // Forgets worktrees whose directories somebody has deleted; a branch that one of them held could not be taken up otherwise.
        await RunAsync(["worktree", "prune"], cancellationToken);
        var known = await RunAsync(["show-ref", "--verify", "--quiet", $"refs/heads/{branch}"], cancellationToken);
        var added = await RunAsync(
            known.IsSuccess ? ["worktree", "add", directory, branch] : ["worktree", "add", "-b", branch, directory, "HEAD"],
            cancellationToken
        );
        if (!added.IsSuccess)
        {
            throw new GitException($"git worktree add {directory}: {LastLine(added.StandardError)}");
        }
    }

    public static bool IsWorktree(string directory) => Path.Exists(Path.Combine(directory, ".git")) && !IsHalfMade(directory);

    /// <summary>git locks a worktree while it makes it; when it was killed meanwhile, the lock stays and files are missing.</summary>
    private static bool IsHalfMade(string directory)
    {
        var link = Path.Combine(directory, ".git");
        const string Prefix = "gitdir: ";
        if (!File.Exists(link) || File.ReadAllText(link).Trim() is not { } text || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var locked = Path.Combine(text[Prefix.Length..], "locked");
        return File.Exists(locked) && File.ReadAllText(locked).StartsWith("initializing", StringComparison.Ordinal);
    }

    private async Task<BufferedCommandResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await Cli.Wrap("git")
                .WithArguments(["-C", path, .. arguments])
                .WithOnly(environment)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
        }
        catch (System.ComponentModel.Win32Exception ex)
        {
            throw new GitException($"git cannot be started: {ex.Message}. Install git, or leave Agents:WorkingDirectory empty.", ex);
        }
    }

    private static string FirstLine(string text) => text.Trim().Split('\n')[0];

    private static string LastLine(string text) => text.Trim().Split('\n')[^1];
}

internal sealed class GitException(string message, Exception? inner = null) : Exception(message, inner);

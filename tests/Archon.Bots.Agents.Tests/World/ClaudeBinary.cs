using Archon.Bots.Agents.Processes;

namespace Archon.Bots.Agents.Tests.World;

public enum ClaudeVersion
{
    New,
    Old,
}

/// <summary>The real programs that <c>./test</c> installs from the lock files under <c>tests/agents</c>.</summary>
internal static class ClaudeBinary
{
    public static string Path(ClaudeVersion version)
    {
        var (variable, installed) = version switch
        {
            ClaudeVersion.New => ("ARCHON_BOTS_TEST_CLAUDE", "agents/node_modules/@anthropic-ai/claude-agent-sdk-linux-x64/claude"),
            _ => ("ARCHON_BOTS_TEST_CLAUDE_OLD", "agents-old/node_modules/@anthropic-ai/claude-code-linux-x64/claude"),
        };
        var path = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named
            ? named
            : System.IO.Path.Combine(Root(), "tests", installed);
        Assert.True(
            ServerEnvironment.IsExecutable(path),
            $"The real claude is missing: no executable {path}. ./test installs it; or set {variable} to the program."
        );
        return path;
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "Archon.Bots.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? AppContext.BaseDirectory;
    }
}

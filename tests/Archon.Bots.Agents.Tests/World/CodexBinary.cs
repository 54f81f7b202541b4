using Archon.Bots.Agents.Processes;

namespace Archon.Bots.Agents.Tests.World;

/// <summary>The real program that <c>./test</c> installs from the lock file under <c>tests/agents-codex</c>.</summary>
internal static class CodexBinary
{
    private const string Variable = "ARCHON_BOTS_TEST_CODEX";

    public static string Path
    {
        get
        {
            var path = Environment.GetEnvironmentVariable(Variable) ?? "";
            Assert.True(
                ServerEnvironment.IsExecutable(path),
                $"The real codex is missing: {Variable} names no executable. ./test installs it and sets this."
            );
            return path;
        }
    }
}

namespace Archon.Bots.EndToEnd.Bot;

/// <summary>The real agents that <c>./test</c> installs. A missing one fails the test that needs it.</summary>
internal static class Binaries
{
    public static string Claude => Find("ARCHON_BOTS_TEST_CLAUDE");

    public static string OldClaude => Find("ARCHON_BOTS_TEST_CLAUDE_OLD");

    private static string Find(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path && File.Exists(path)
            ? path
            : throw new InvalidOperationException(
                $"{variable} names no program. Run the tests by ./test, which installs it and sets this."
            );
}

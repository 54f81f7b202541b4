namespace Archon.Bots.Browser;

/// <summary>The programs that the tests drive.</summary>
internal static class Binaries
{
    /// <summary>A missing one fails the test that needs it.</summary>
    public static string Chromium =>
        Environment.GetEnvironmentVariable("ARCHON_BOTS_TEST_CHROMIUM") is { Length: > 0 } path && File.Exists(path)
            ? path
            : throw new InvalidOperationException(
                "ARCHON_BOTS_TEST_CHROMIUM names no program. Run the tests by ./test, which installs it and sets this."
            );

    /// <summary>The server that <c>./test</c> compiled ahead, or the one that was built beside the tests.</summary>
    public static string Server =>
        Environment.GetEnvironmentVariable("ARCHON_BOTS_TEST_SERVER") is { Length: > 0 } path
            ? path
            : Path.Combine(AppContext.BaseDirectory, "archon-bots.dll");
}

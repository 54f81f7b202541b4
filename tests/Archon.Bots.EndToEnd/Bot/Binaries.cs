using System.Diagnostics;

namespace Archon.Bots.EndToEnd.Bot;

/// <summary>The real agents that <c>./test</c> installs. A missing one fails the test that needs it.</summary>
internal static class Binaries
{
    public static string Claude => Find("ARCHON_BOTS_TEST_CLAUDE");

    public static string OldClaude => Find("ARCHON_BOTS_TEST_CLAUDE_OLD");

    public static string Codex => Find("ARCHON_BOTS_TEST_CODEX");

    /// <summary>The server that <c>./test</c> compiled ahead, or the one that was built beside the tests.</summary>
    public static ProcessStartInfo Server() =>
        Environment.GetEnvironmentVariable("ARCHON_BOTS_TEST_SERVER") is { Length: > 0 } path
            ? new ProcessStartInfo(path)
            : new ProcessStartInfo("dotnet") { ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Archon.Bots.KillHost.dll") } };

    private static string Find(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path && File.Exists(path)
            ? path
            : throw new InvalidOperationException(
                $"{variable} names no program. Run the tests by ./test, which installs it and sets this."
            );
}

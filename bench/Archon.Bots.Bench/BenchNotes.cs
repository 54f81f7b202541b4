using System.Runtime.InteropServices;

namespace Archon.Bots.Bench;

/// <summary>What a reader of the figures has to know.</summary>
internal static class BenchNotes
{
    /// <summary>A server's connection string; null: none is given.</summary>
    public static string? Postgres => Given("ARCHON_BOTS_TEST_POSTGRES");

    /// <summary>The agent of the /stop row; null: none is given.</summary>
    public static string? Claude => Given("ARCHON_BOTS_TEST_CLAUDE") is { } path && File.Exists(path) ? path : null;

    public static string Machine =>
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    public static string Text(TimeSpan took) =>
        $"""
            {Machine}; {took.TotalSeconds:0} s in all.
            Figures are the median of the rounds (the least - the most); ratios are taken round by round, both bots in turn.
            Agent: in the path and server rows one that answers at once within the server's process, added to the server's services by the
            bench (200-1,000 real ones would measure the machine's memory); in the process rows the built-in demo; in the /stop row a real claude.
            Telegram's own pace is kept out: the emulator enforces none, Platforms:Telegram:MessagesPerSecond is 10,000, and no chat gets more
            than its budget of 20 calls in 20 s. The bare bot sends one message for each; ours puts two receipts, a stump and an edit.
            {(Postgres is null ? "No PostgreSQL: ARCHON_BOTS_TEST_POSTGRES names none." : "PostgreSQL ran on the same cores.")}
            {(Claude is null ? "No /stop: ARCHON_BOTS_TEST_CLAUDE names no claude." : "")}
            """;

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}

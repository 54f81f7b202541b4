using System.Diagnostics;
using System.Text;
using Archon.Bots.Bench.InProcess;
using Archon.Bots.Bench.Report;

namespace Archon.Bots.Bench.Servers;

/// <summary>/stop, with a real claude whose tool would never end.</summary>
internal static class StopRow
{
    private const string Tool = "tail";
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(10);

    /// <param name="claude">Path of the program.</param>
    public static async Task<BenchRow> MeasureAsync(Programs programs, string claude)
    {
        await using var database = await BenchDatabase.CreateAsync(postgres: null);
        await using var telegram = await programs.StartTelegramAsync();
        await using var model = ChildProcess.Start(
            programs.Emulators,
            ["anthropic", "--port", "0"],
            new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH")! },
            "ready "
        );
        var modelAddress = (await model.ReadyAsync()).Split(' ')[1];
        using (var http = new HttpClient())
        {
            using var script = new StringContent(
                """{"replies":[{"match":"^loop","times":0,"tools":[{"name":"Bash","input":{"command":"tail -f /dev/null"}}]}]}""",
                Encoding.UTF8,
                "application/json"
            );
            using var answer = await http.PostAsync(new Uri($"{modelAddress}/_control/script"), script);
            answer.EnsureSuccessStatusCode();
        }

        var environment = Programs.Environment(telegram, database, "claude");
        foreach (var (name, value) in ClaudeEnvironment(claude, modelAddress, database.Folder))
        {
            environment[name] = value;
        }

        await using var server = await programs.StartServerAsync(environment);
        var took = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            var person = 500_000 + round;
            await telegram.SayAsync(person, $"loop {round}");
            while (!IsRunning(database.Folder))
            {
                await Task.Delay(_look, TimeProvider.System);
            }

            var watch = Stopwatch.StartNew();
            await telegram.SayAsync(person, "/stop");
            while (IsRunning(database.Folder))
            {
                await Task.Delay(_look, TimeProvider.System);
            }

            took.Add(watch.Elapsed.TotalSeconds);
            await telegram.SeesAsync(person, "Stopped.");
        }

        var stop = new Samples(took);
        return new BenchRow("/stop to no process that the turn started left, a real claude", "<= 2 s")
        {
            Figure = $"{stop} s",
            IsMet = stop.Most <= 2,
            Values = new() { ["s"] = stop.Median },
        };
    }

    private static Dictionary<string, string> ClaudeEnvironment(string claude, string model, string folder) =>
        new()
        {
            ["CLAUDE_BIN_PATH"] = claude,
            ["CLAUDE_CONFIG_DIR"] = Path.Combine(folder, "claude"),
            ["ANTHROPIC_BASE_URL"] = model,
            ["ANTHROPIC_API_KEY"] = "sk-ant-synthetic",
            ["CLAUDE_CODE_MAX_RETRIES"] = "0",
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1",
            ["DISABLE_TELEMETRY"] = "1",
            ["Agents__ClaudeCode__AllowedTools__0"] = "Bash",
            ["Agents__Pool__MaxWarm"] = "1",
        };

    /// <summary>A tool of this run's agents: its environment has our folder.</summary>
    private static bool IsRunning(string folder) =>
        Directory
            .EnumerateDirectories("/proc")
            .Any(process =>
                Read(process, "comm").Trim() == Tool
                && Read(process, "environ").Contains($"CLAUDE_CONFIG_DIR={folder}", StringComparison.Ordinal)
            );

    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

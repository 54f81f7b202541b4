using System.CommandLine;
using System.Diagnostics;
using Archon.Bots.Bench.InProcess;
using Archon.Bots.Bench.Report;
using Archon.Bots.Bench.Servers;
using Archon.Bots.Bench.Soak;

namespace Archon.Bots.Bench;

/// <summary>The command line of the bench, as its script <c>run</c> calls it.</summary>
internal static class BenchProgram
{
    public static Task<int> RunAsync(string[] args)
    {
        var server = new Option<string>("--server") { Description = "The published server.", Required = true };
        var emulators = new Option<string>("--emulators") { Description = "The published emulators.", Required = true };
        var json = new Option<string?>("--json") { Description = "File that gets the rows as JSON." };
        var only = new Option<string[]>("--only")
        {
            Description = "Measures only these parts: path, server, thinking, slack, process, stop.",
        };
        var root = new RootCommand("Measures what design section 10 promises.") { server, emulators, json, only };
        root.SetAction(parsed =>
            MeasureAsync(
                new Programs(parsed.GetRequiredValue(server), parsed.GetRequiredValue(emulators)),
                parsed.GetValue(only) ?? [],
                parsed.GetValue(json)
            )
        );
        var minutes = new Argument<double>("minutes") { Description = "At most so many.", DefaultValueFactory = _ => 8 };
        var soak = new Command("soak", "A day of a team's use, with faults and kills.") { minutes, server, emulators };
        soak.SetAction(async parsed =>
        {
            var programs = new Programs(parsed.GetRequiredValue(server), parsed.GetRequiredValue(emulators));
            return await SoakRun.RunAsync(programs, TimeSpan.FromMinutes(parsed.GetValue(minutes))) ? 0 : 1;
        });
        root.Subcommands.Add(soak);
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> MeasureAsync(Programs programs, string[] only, string? json)
    {
        var watch = Stopwatch.StartNew();
        var rows = new List<BenchRow>();
        foreach (var (part, measureAsync) in Parts(programs))
        {
            if (only.Length > 0 && !only.Contains(part))
            {
                continue;
            }

            await Console.Error.WriteLineAsync($"{watch.Elapsed.TotalSeconds, 5:0} s  {part} ...");
            await foreach (var row in measureAsync())
            {
                rows.Add(row);
                await Console.Error.WriteLineAsync($"         {row.Name}: {row.Figure}");
            }
        }

        await Console.Out.WriteLineAsync(BenchTable.ToMarkdown(rows));
        await Console.Out.WriteLineAsync(BenchNotes.Text(watch.Elapsed));
        if (json is not null)
        {
            await BenchTable.WriteJsonAsync(json, BenchNotes.Machine, rows);
        }

        return 0;
    }

    private static IEnumerable<(string Part, Func<IAsyncEnumerable<BenchRow>> MeasureAsync)> Parts(Programs programs) =>
        [
            ("path", PathAsync),
            ("server", () => ServerAsync(programs)),
            ("thinking", () => ThinkingAsync(programs)),
            ("slack", () => SlackAsync(programs)),
            ("process", () => ProcessAsync(programs)),
            ("stop", () => StopAsync(programs)),
        ];

    private static async IAsyncEnumerable<BenchRow> PathAsync()
    {
        yield return await PathRows.WarmTurnAsync();
        yield return await PathRows.WholeTurnAsync();
        yield return await PathRows.ThroughputAsync(postgres: null, turns: 4000, rounds: 3);
        if (BenchNotes.Postgres is { } postgres)
        {
            yield return await PathRows.ThroughputAsync(postgres, turns: 2000, rounds: 3);
        }
    }

    private static async IAsyncEnumerable<BenchRow> ServerAsync(Programs programs)
    {
        await using var rows = await ServerRows.StartAsync(programs, BenchAgents.Instant);
        yield return await rows.LatencyAsync(fresh: false);
        yield return await rows.LatencyAsync(fresh: true);
        foreach (var row in await rows.ThroughputAsync(each: 200, atOnce: 50, rounds: 5))
        {
            yield return row;
        }

        foreach (var row in await rows.ThroughputAsync(each: 1000, atOnce: 200, rounds: 3))
        {
            yield return row;
        }
    }

    private static async IAsyncEnumerable<BenchRow> ThinkingAsync(Programs programs)
    {
        await using var rows = await ServerRows.StartAsync(programs, BenchAgents.Quick);
        yield return await rows.ThinkingAsync(each: 100, atOnce: 50, rounds: 3);
    }

    private static async IAsyncEnumerable<BenchRow> SlackAsync(Programs programs)
    {
        yield return await SlackRows.AcknowledgementAsync(programs, threads: 50, messages: 8, rounds: 2);
    }

    private static async IAsyncEnumerable<BenchRow> ProcessAsync(Programs programs)
    {
        foreach (var row in await ProcessRows.MemoryAsync(programs))
        {
            yield return row;
        }

        yield return await ProcessRows.StartAsync(programs);
        yield return await ProcessRows.RecoveryAsync(programs);
    }

    private static async IAsyncEnumerable<BenchRow> StopAsync(Programs programs)
    {
        if (BenchNotes.Claude is { } claude)
        {
            yield return await StopRow.MeasureAsync(programs, claude);
        }
    }
}

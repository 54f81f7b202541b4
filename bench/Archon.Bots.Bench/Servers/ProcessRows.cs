using System.Diagnostics;
using Archon.Bots.Bench.InProcess;
using Archon.Bots.Bench.Report;

namespace Archon.Bots.Bench.Servers;

/// <summary>What the published server needs, how soon it is there, and how soon it is back; its agent is the demo, which takes a second.</summary>
internal static class ProcessRows
{
    public static async Task<IReadOnlyList<BenchRow>> MemoryAsync(Programs programs)
    {
        await using var database = await BenchDatabase.CreateAsync(postgres: null);
        await using var desks = await AllDesks.StartAsync(programs);
        var environment = await desks.EnvironmentAsync(database, "demo");
        environment.Remove("Agents__Pool__MaxWarm");
        environment["TELEGRAM_STREAMING_MODE"] = "batch";
        await using (var first = await programs.StartServerAsync(environment))
        {
            // Makes the database, which loads EF for once.
            await first.StopAsync();
        }

        await using var server = await programs.StartServerAsync(environment);
        await desks.SeeConnectionsAsync();
        await RestAsync();
        var idle = server.ResidentKilobytes / 1024;

        // What a server grows by once, whoever talks, is not what a conversation costs: so the second thousand is what counts.
        await DemoCrowdAsync(desks.Telegram, 200_000, 1000);
        await RestAsync();
        var after = server.ResidentKilobytes;
        await DemoCrowdAsync(desks.Telegram, 300_000, 1000);
        await RestAsync();
        var second = server.ResidentKilobytes;
        var each = (second - after) / 1000;
        return
        [
            new BenchRow("server idle, three adapters connected: resident memory", "<= 100 MB")
            {
                Figure = $"{idle:0} MB",
                IsMet = idle <= 100,
                Values = new() { ["mb"] = idle },
            },
            new BenchRow("resident memory of one more idle conversation, from 1,000 to 2,000", "<= 10 KB")
            {
                Figure = $"{each:0.0} KB (after 1,000: {after / 1024:0} MB, after 2,000: {second / 1024:0} MB)",
                IsMet = each <= 10,
                Values = new()
                {
                    ["kb"] = each,
                    ["mb_after_1000"] = after / 1024,
                    ["mb_after_2000"] = second / 1024,
                },
            },
        ];
    }

    public static async Task<BenchRow> StartAsync(Programs programs)
    {
        await using var database = await BenchDatabase.CreateAsync(postgres: null);
        await using var desks = await AllDesks.StartAsync(programs);
        var environment = await desks.EnvironmentAsync(database, "demo");
        var (took, connected) = (new List<double>(), new List<double>());
        for (var round = -1; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            await using var server = await programs.StartServerAsync(environment);
            var ready = watch.Elapsed.TotalSeconds;
            await desks.SeeConnectionsAsync();
            if (round >= 0)
            {
                took.Add(ready);
                connected.Add(watch.Elapsed.TotalSeconds);
            }

            await server.StopAsync();
        }

        var start = new Samples(took);
        return new BenchRow("start to ready with three platforms, ReadyToRun publish, existing database", "<= 1 s")
        {
            Figure = $"{start} s; connected to all after {new Samples(connected)} s",
            IsMet = start.Median <= 1,
            Values = new() { ["s"] = start.Median },
        };
    }

    /// <summary>The clock runs from the kill; the server is started again at once.</summary>
    public static async Task<BenchRow> RecoveryAsync(Programs programs)
    {
        await using var database = await BenchDatabase.CreateAsync(postgres: null);
        await using var telegram = await programs.StartTelegramAsync();
        var environment = Programs.Environment(telegram, database, "demo");
        var server = await programs.StartServerAsync(environment);
        var took = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            var person = 400_000 + round;
            await telegram.SayAsync(person, telegram.NewWord());
            await telegram.SeesAsync(person, "Demo agent");
            var watch = Stopwatch.StartNew();
            await server.KillAsync();
            await server.DisposeAsync();
            server = await programs.StartServerAsync(environment);
            await telegram.SeesAsync(person, "Set DEFAULT_AI_ASSISTANT");
            took.Add(watch.Elapsed.TotalSeconds);
        }

        await server.DisposeAsync();
        var recovery = new Samples(took);
        return new BenchRow("kill -9 in a turn to its whole answer, the demo's second of writing included", "<= 5 s")
        {
            Figure = $"{recovery} s",
            IsMet = recovery.Median <= 5,
            Values = new() { ["s"] = recovery.Median },
        };
    }

    private static Task DemoCrowdAsync(TelegramDesk telegram, long first, int conversations) =>
        Parallel.ForAsync(
            first,
            first + conversations,
            new ParallelOptions { MaxDegreeOfParallelism = 200 },
            async (person, _) =>
            {
                await telegram.SayAsync(person, telegram.NewWord());
                await telegram.SeesAsync(person, "Set DEFAULT_AI_ASSISTANT");
            }
        );

    private static Task RestAsync() => Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
}

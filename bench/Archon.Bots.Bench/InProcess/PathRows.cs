using System.Diagnostics;
using System.Globalization;
using Archon.Bots.Bench.Report;

namespace Archon.Bots.Bench.InProcess;

/// <summary>The rows that are measured in this process.</summary>
internal static class PathRows
{
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(50);

    /// <summary>Received -> prompt written, at a pace that leaves the writer idle between two turns.</summary>
    public static async Task<BenchRow> WarmTurnAsync()
    {
        const int Turns = 300;
        await using var path = await PathHost.StartAsync(postgres: null, TimeSpan.Zero, notes: true);
        for (var warm = 0; warm < 3; warm++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(chat => path.Platform.SayAsync(chat, $"warm{warm}-{chat}")));
        }

        var received = new long[Turns];
        var said = new List<Task>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var turn = 0; turn < Turns; turn++)
        {
            await pace.WaitForNextTickAsync();
            received[turn] = Stopwatch.GetTimestamp();
            said.Add(path.Platform.SayAsync(turn % 20, Token(turn)));
        }

        await Task.WhenAll(said);
        var took = new Samples(
            received.Select((start, turn) => Stopwatch.GetElapsedTime(start, path.Agent.Written[Token(turn)]).TotalMilliseconds)
        );
        return new BenchRow("warm turn: received -> prompt written, 50 turns/s, SQLite FULL", "p50 <= 15 ms, p99 <= 45 ms")
        {
            Figure = $"p50 {took.Median:0.0} ms, p99 {took.Percentile(99):0.0} ms",
            IsMet = took.Median <= 15 && took.Percentile(99) <= 45,
            Values = new() { ["p50_ms"] = took.Median, ["p99_ms"] = took.Percentile(99) },
        };

        static string Token(int turn) => string.Create(CultureInfo.InvariantCulture, $"t{turn}");
    }

    /// <summary>Rounds of both in turn, so that a busy machine slows both.</summary>
    public static async Task<BenchRow> WholeTurnAsync()
    {
        await using var path = await PathHost.StartAsync(postgres: null, _step);
        var bare = new BareLoop(_step);
        var ours = new List<double>();
        var theirs = new List<double>();
        for (var round = -2; round < 15; round++)
        {
            var watch = Stopwatch.StartNew();
            await path.Platform.SayAsync(1, $"round{round}");
            var own = watch.Elapsed.TotalMilliseconds;
            watch.Restart();
            await bare.SayAsync();
            if (round >= 0)
            {
                ours.Add(own);
                theirs.Add(watch.Elapsed.TotalMilliseconds);
            }

            // The last receipt of the turn must not stand in the way of the next one, as it would not between two messages of a person.
            await Task.Delay(3 * _step, TimeProvider.System);
        }

        var ratio = Samples.Ratio(ours, theirs);
        return new BenchRow("a whole turn against the bare loop, agent and platform 50 ms each", "<= 1.2x")
        {
            Figure = $"{new Samples(ours)} ms",
            Bare = $"{new Samples(theirs)} ms",
            Ratio = ratio,
            IsMet = ratio.Median <= 1.2,
            Values = new() { ["ours_ms"] = new Samples(ours).Median, ["bare_ms"] = new Samples(theirs).Median },
        };
    }

    /// <summary>Each conversation says its next word when the last was answered.</summary>
    public static async Task<BenchRow> ThroughputAsync(string? postgres, int turns, int rounds)
    {
        const int Conversations = 200;
        var product = postgres is null ? "SQLite FULL" : "PostgreSQL";
        var goal = postgres is null ? 1000 : 300;
        await using var path = await PathHost.StartAsync(postgres, TimeSpan.Zero);
        var rates = new List<double>();
        var cpu = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            var each = (round < 0 ? turns / 2 : turns) / Conversations;
            var used = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(0, Conversations).Select(chat => TalkAsync(path, chat, round, each)));
            if (round >= 0)
            {
                rates.Add(each * Conversations / watch.Elapsed.TotalSeconds);
                cpu.Add((Environment.CpuUsage.TotalTime - used).TotalMilliseconds / (each * Conversations));
            }
        }

        var rate = new Samples(rates);
        return new BenchRow($"the path, instant agent, platform in memory, {Conversations} conversations, {product}", $">= {goal} turns/s")
        {
            Figure = $"{rate} turns/s, CPU {new Samples(cpu).Median:0.00} ms a turn",
            IsMet = rate.Median >= goal,
            Values = new() { ["turns_per_s"] = rate.Median, ["cpu_ms_per_turn"] = new Samples(cpu).Median },
        };
    }

    private static async Task TalkAsync(PathHost path, int chat, int round, int turns)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            await path.Platform.SayAsync(chat, $"r{round}c{chat}t{turn}");
        }
    }
}

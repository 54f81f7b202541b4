using System.Diagnostics;
using Archon.Bots.Bench.InProcess;
using Archon.Bots.Bench.Report;

namespace Archon.Bots.Bench.Servers;

/// <summary>The server as a process, against a bot without storage in the same run, each with a Telegram of its own.</summary>
internal sealed class ServerRows : IAsyncDisposable
{
    private readonly BenchDatabase _database;
    private readonly Side _ours;
    private readonly Side _bare;
    private long _people = 100_000;

    private ServerRows(BenchDatabase database, Side ours, Side bare)
    {
        _database = database;
        _ours = ours;
        _bare = bare;
    }

    /// <param name="agent">One of <see cref="BenchAgents"/>; the bare bot takes as long as it does.</param>
    public static async Task<ServerRows> StartAsync(Programs programs, string agent)
    {
        var database = await BenchDatabase.CreateAsync(postgres: null);
        var telegram = await programs.StartTelegramAsync();
        var server = await Programs.StartInstantServerAsync(Programs.Environment(telegram, database, agent));
        var bareTelegram = await programs.StartTelegramAsync();
        var bare = await Programs.StartBareAsync(bareTelegram, agent);
        var rows = new ServerRows(database, new Side(telegram, server), new Side(bareTelegram, bare));
        foreach (var side in (Side[])[rows._ours, rows._bare])
        {
            await side.Telegram.SeesPollingAsync();
            await rows.CrowdAsync(side, agent == BenchAgents.Instant ? 400 : 50, 50);
        }

        return rows;
    }

    public async Task<BenchRow> LatencyAsync(bool fresh)
    {
        var ours = new List<double>();
        var bare = new List<double>();
        for (var chat = 0; chat < 15; chat++)
        {
            var person = ++_people;
            foreach (var (side, took) in ((Side, List<double>)[])[(_ours, ours), (_bare, bare)])
            {
                if (!fresh)
                {
                    await side.Telegram.AskAsync(person);
                }

                var watch = Stopwatch.StartNew();
                await side.Telegram.AskAsync(person);
                took.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        return new BenchRow($"server, {(fresh ? "fresh" : "same")} chat: sent -> answer seen", "")
        {
            Figure = $"{new Samples(ours)} ms",
            Bare = $"{new Samples(bare)} ms",
            Ratio = Samples.Ratio(ours, bare),
            IsMet = null,
            Values = new() { ["ours_ms"] = new Samples(ours).Median, ["bare_ms"] = new Samples(bare).Median },
        };
    }

    /// <summary>As people meet it: an agent takes its time, and a bot that handles one update after the other makes all others wait.</summary>
    public async Task<BenchRow> ThinkingAsync(int each, int atOnce, int rounds)
    {
        var rows = await ThroughputAsync(each, atOnce, rounds);
        return rows[0] with
        {
            Name = $"server: {each} conversations / {atOnce} at once, an agent that takes {BenchAgents.ThinkingTime.TotalMilliseconds} ms",
        };
    }

    /// <param name="each">Fresh conversations a round, with one message each.</param>
    /// <param name="atOnce">How many of them wait for their answers at a time.</param>
    /// <param name="rounds">Of both bots, in turn.</param>
    public async Task<IReadOnlyList<BenchRow>> ThroughputAsync(int each, int atOnce, int rounds)
    {
        var (ours, bare, cpu, bareCpu) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (side, rates, used) in ((Side, List<double>, List<double>)[])[(_ours, ours, cpu), (_bare, bare, bareCpu)])
            {
                var before = side.Bot.CpuMilliseconds;
                var took = await CrowdAsync(side, each, atOnce);
                rates.Add(each / took.TotalSeconds);
                used.Add((side.Bot.CpuMilliseconds - before) / each);
            }
        }

        var ratio = Samples.Ratio(ours, bare);
        var load = $"{each} conversations / {atOnce} at once";
        return
        [
            new BenchRow($"server: {load}", ">= the bare bot")
            {
                Figure = $"{new Samples(ours)} messages/s",
                Bare = $"{new Samples(bare)} messages/s",
                Ratio = ratio,
                IsMet = ratio.Median >= 1,
                Values = new() { ["ours_per_s"] = new Samples(ours).Median, ["bare_per_s"] = new Samples(bare).Median },
            },
            new BenchRow($"our CPU a message, platform's HTTP included: {load}", "<= 4 ms")
            {
                Figure = $"{new Samples(cpu)} ms",
                Bare = $"{new Samples(bareCpu)} ms",
                Ratio = Samples.Ratio(cpu, bareCpu),
                IsMet = new Samples(cpu).Median <= 4,
                Values = new() { ["ours_ms"] = new Samples(cpu).Median, ["bare_ms"] = new Samples(bareCpu).Median },
            },
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _ours.DisposeAsync();
        await _bare.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<TimeSpan> CrowdAsync(Side side, int conversations, int atOnce)
    {
        var first = _people;
        _people += conversations;
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(
            first,
            first + conversations,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce },
            async (person, _) => await side.Telegram.AskAsync(person)
        );
        return watch.Elapsed;
    }

    private sealed record Side(TelegramDesk Telegram, ChildProcess Bot) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Bot.DisposeAsync();
            await Telegram.DisposeAsync();
        }
    }
}

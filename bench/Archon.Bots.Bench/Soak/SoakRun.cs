using System.Diagnostics;
using Archon.Bots.Bench.InProcess;
using Archon.Bots.Bench.Report;
using Archon.Bots.Bench.Servers;

namespace Archon.Bots.Bench.Soak;

/// <summary>
/// A day of a team's use, compressed: the server's time cannot be run faster from outside, so the day is its messages. Half of it on one
/// server, which shows what its memory does; half of it on servers that are killed and stopped all the time.
/// </summary>
internal sealed class SoakRun : IAsyncDisposable
{
    /// <summary>Unit: messages. 24 hours of 150: a hundred people who each write one or two an hour, day and night.</summary>
    private const int DayMessages = 24 * 150;

    private static readonly TimeSpan _sampling = TimeSpan.FromSeconds(2);

    private readonly Programs _programs;
    private readonly BenchDatabase _database;
    private readonly TelegramDesk _telegram;
    private readonly Dictionary<string, string> _environment;
    private readonly SoakPeople _people;
    private readonly SoakTrouble _trouble;
    private ChildProcess? _server;
    private int _kills;
    private int _stops;

    private SoakRun(Programs programs, BenchDatabase database, TelegramDesk telegram)
    {
        _programs = programs;
        _database = database;
        _telegram = telegram;
        _environment = Programs.Environment(telegram, database, BenchAgents.Forgetful);
        // A pool that is too small, so that sessions are resumed, and of those some are lost.
        _environment["Agents__Pool__MaxWarm"] = "8";
        _environment["Platforms__Telegram__CallTimeout"] = "00:00:03";
        _environment["Shutdown__Grace"] = "00:00:02";
        _environment["Platforms__Telegram__PollTimeout"] = "00:00:02";
        _people = new SoakPeople(telegram);
        _trouble = new SoakTrouble(telegram);
    }

    /// <returns>Whether each message has its one answer.</returns>
    public static async Task<bool> RunAsync(Programs programs, TimeSpan limit)
    {
        await using var run = new SoakRun(programs, await BenchDatabase.CreateAsync(postgres: null), await programs.StartTelegramAsync());
        return await run.RunAsync(limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        await _telegram.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<bool> RunAsync(TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        await StartServerAsync();
        await _telegram.SeesPollingAsync();

        // What a server grows by once is not what a day costs.
        await SayAsync(DayMessages / 10, limit / 10);
        var memory = new List<(int Messages, double Kilobytes)>();
        await SampledAsync(memory, SayAsync(DayMessages * 4 / 10, limit * 0.4));
        await DeclareAsync(watch, $"{_people.Sent} messages on one server");

        using (var ending = new CancellationTokenSource())
        {
            var killing = KillAsync(ending.Token);
            await SayAsync(DayMessages - _people.Sent, limit * 0.4);
            await ending.CancelAsync();
            await killing;
        }

        await DeclareAsync(watch, $"{_people.Sent} messages, {_kills} kill -9, {_stops} SIGTERM");
        await _trouble.EndAsync();
        var verdict = await _people.JudgeAsync(TimeSpan.FromSeconds(45));
        await ReportAsync(verdict, memory, watch.Elapsed);
        return verdict is { Lost: 0, Doubled: 0 };
    }

    /// <summary>At a pace that spreads them over the time, over all people, with trouble of every kind meanwhile.</summary>
    private async Task SayAsync(int messages, TimeSpan over)
    {
        var pause = over / messages;
        var watch = Stopwatch.StartNew();
        for (var said = 0; said < messages; said++)
        {
            await _people.SayAsync();
            await _trouble.MaybeAsync(_people);
            var ahead = (pause * said) - watch.Elapsed;
            if (ahead > TimeSpan.Zero)
            {
                await Task.Delay(ahead, TimeProvider.System);
            }
        }
    }

    private async Task SampledAsync(List<(int Messages, double Kilobytes)> memory, Task said)
    {
        while (!said.IsCompleted)
        {
            memory.Add((_people.Sent, _server!.ResidentKilobytes));
            await Task.WhenAny(said, Task.Delay(_sampling, TimeProvider.System));
        }

        await said;
    }

    /// <summary>Ends the server now this way, now that, until told to leave it alone.</summary>
    private async Task KillAsync(CancellationToken endToken)
    {
        while (!endToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(5 + (5 * Chance.Next())), TimeProvider.System, endToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if ((_kills + _stops) % 3 == 2)
            {
                await _server!.StopAsync();
                _stops++;
            }
            else
            {
                await _server!.KillAsync();
                _kills++;
            }

            await StartServerAsync();
        }
    }

    private async Task StartServerAsync()
    {
        if (_server is { } ended)
        {
            await ended.DisposeAsync();
        }

        _server = await Programs.StartInstantServerAsync(_environment);
    }

    private static Task DeclareAsync(Stopwatch watch, string what) =>
        Console.Error.WriteLineAsync($"{watch.Elapsed.TotalSeconds, 5:0} s  {what}");

    private async Task ReportAsync(SoakVerdict verdict, List<(int Messages, double Kilobytes)> memory, TimeSpan took)
    {
        var slope = Samples.Slope(memory.Select(sample => (sample.Messages / 1000.0, sample.Kilobytes)));
        var last = memory[^1].Kilobytes / 1024;
        await Console.Out.WriteLineAsync(
            $"""
            A day of a team's use, {_people.Sent} messages of {SoakPeople.Count} people, in {took.TotalMinutes:0.0} minutes
            trouble    {_kills} kill -9, {_stops} SIGTERM, {_trouble}
            answered   {verdict.Answered} of {_people.Sent} once, {verdict.Lost} lost, {verdict.Doubled} doubled; {verdict.Stopped} stopped on purpose
            stumps     {verdict.Stumps} left without an answer (a post whose own answer was lost, made again)
            memory     {memory[0].Kilobytes / 1024:0} MB -> {last:0} MB over {memory[^1].Messages
                - memory[0].Messages} messages on one server: {slope:0} KB per 1,000 messages
            verdict    {(verdict is { Lost: 0, Doubled: 0 } ? "nothing lost, nothing doubled" : "FAILED")}
            """
        );
        foreach (var word in verdict.Wrong.Take(20))
        {
            await Console.Out.WriteLineAsync(await SoakTrail.OfAsync(Path.Combine(_environment["ARCHON_HOME"], "archon-bots.db"), word));
        }
    }
}

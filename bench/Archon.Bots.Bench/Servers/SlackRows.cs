using System.Globalization;
using Archon.Bots.Bench.InProcess;
using Archon.Bots.Bench.Report;

namespace Archon.Bots.Bench.Servers;

/// <summary>Slack's wish for an acknowledgement within 3 s, which is sent after the commit; beside a loop that only acknowledges.</summary>
internal static class SlackRows
{
    /// <param name="threads">Each in a channel of its own, so that Slack's post a second and channel is not what is measured.</param>
    /// <param name="messages">Said in each of them, one a second. Each becomes a turn that is answered.</param>
    /// <param name="rounds">Of both, in turn.</param>
    public static async Task<BenchRow> AcknowledgementAsync(Programs programs, int threads, int messages, int rounds)
    {
        await using var database = await BenchDatabase.CreateAsync(postgres: null);
        await using var slack = await programs.StartSlackAsync();
        await using var server = await Programs.StartInstantServerAsync(Programs.Environment(slack, database, BenchAgents.Instant));
        await using var bareSlack = await programs.StartSlackAsync();
        await using var bare = await Programs.StartBareAsync(bareSlack);
        var (ours, theirs) = (new List<Samples>(), new List<Samples>());
        foreach (var desk in (SlackDesk[])[slack, bareSlack])
        {
            // What is compiled and opened at the first message is no part of the figure.
            await desk.SeesConnectionAsync();
            await RoundAsync(desk, threads, messages: 3, "warm");
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var (desk, took) in ((SlackDesk, List<Samples>)[])[(slack, ours), (bareSlack, theirs)])
            {
                took.Add(await RoundAsync(desk, threads, messages, $"round{round.ToString(CultureInfo.InvariantCulture)}"));
            }
        }

        var p99 = ours.ConvertAll(round => round.Percentile(99));
        var bareP99 = theirs.ConvertAll(round => round.Percentile(99));
        return new BenchRow($"Slack: event received -> acknowledged, {threads} threads talking", "p99 < 500 ms")
        {
            Figure = $"p50 {Median(ours, 50):0.0} ms, p99 {new Samples(p99)} ms",
            Bare = $"p50 {Median(theirs, 50):0.0} ms, p99 {new Samples(bareP99)} ms",
            Ratio = Samples.Ratio(p99, bareP99),
            IsMet = p99.Max() < 500,
            Values = new() { ["ours_p99_ms"] = new Samples(p99).Median, ["bare_p99_ms"] = new Samples(bareP99).Median },
        };
    }

    private static double Median(IEnumerable<Samples> rounds, int percent) =>
        new Samples(rounds.Select(round => round.Percentile(percent))).Median;

    /// <returns>All acknowledgements of the round. Unit: milliseconds.</returns>
    private static async Task<Samples> RoundAsync(SlackDesk desk, int threads, int messages, string name)
    {
        await desk.ForgetAsync();
        await Task.WhenAll(
            Enumerable
                .Range(0, threads)
                .Select(async thread =>
                {
                    var channel = string.Create(CultureInfo.InvariantCulture, $"{name}-{thread}");
                    await desk.TalkAsync(channel, await desk.OpenAsync(channel), messages);
                })
        );
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        return new Samples(await desk.AcknowledgementsAsync());
    }
}

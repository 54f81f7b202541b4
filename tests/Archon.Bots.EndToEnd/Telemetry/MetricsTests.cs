using System.Text.RegularExpressions;
using Archon.Bots.EndToEnd.Bot;
using Archon.Bots.EndToEnd.Sessions;

namespace Archon.Bots.EndToEnd.Telemetry;

public sealed partial class MetricsTests
{
    private const string Canary = "canary-of-the-metrics";

    /// <summary>All that may tell one series from another; <c>le</c> and the scope are Prometheus' and OpenTelemetry's own.</summary>
    private static readonly string[] _labels =
    [
        "platform",
        "kind",
        "outcome",
        "failure",
        "provider",
        "reason",
        "source",
        "family",
        "state",
        "part",
        "le",
        "otel_scope_name",
    ];

    [Fact]
    public async Task Counts_begin_at_zero_so_that_their_first_rise_is_seen()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken);

        await MetricsPage.ShowsAsync(
            bot,
            "archon_bots_inbox_accepted_total",
            0,
            cancellationToken,
            "platform=\"telegram\"",
            "kind=\"prompt\""
        );
        var page = await MetricsPage.ReadAsync(bot, cancellationToken);
        Assert.Equal(0, page.Sum("archon_bots_turns_total", "platform=\"telegram\"", "outcome=\"answered\""));
        Assert.Equal(0, page.Sum("archon_bots_inbox_deduped_total", "platform=\"telegram\""));
        Assert.Equal(0, page.Sum("archon_bots_sessions_lost_total", "reason=\"session_lost\""));
        Assert.Equal(0, page.Sum("archon_bots_sessions_healed_total", "reason=\"session_lost\""));
    }

    [Fact]
    public async Task A_message_and_its_repetition_are_counted()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken);

        var id = await world.Alice.SayAsync("hello there", cancellationToken);
        await world.Alice.SeesAsync("hello there", cancellationToken);
        await world.SettledAsync(cancellationToken);
        await world.Alice.ControlAsync("redeliver", new { id }, cancellationToken);

        await MetricsPage.ShowsAsync(bot, "archon_bots_inbox_deduped_total", 1, cancellationToken, "platform=\"telegram\"");
        var page = await MetricsPage.ReadAsync(bot, cancellationToken);
        Assert.Equal(1, page.Sum("archon_bots_inbox_accepted_total", "platform=\"telegram\"", "kind=\"prompt\""));
        Assert.Equal(1, page.Sum("archon_bots_turns_total", "outcome=\"answered\""));
        Assert.Equal(1, page.Sum("archon_bots_turn_first_text_seconds_count", "provider=\"demo\""));
        Assert.Equal(1, page.Sum("archon_bots_turn_commit_seconds_count"));
        Assert.Equal(1, page.Sum("archon_bots_outbox_deliveries_total", "source=\"turn\"", "outcome=\"done\""));
        Assert.Equal(1, page.Sum("archon_bots_part_up", "part=\"telegram\""));
        Assert.True(page.Sum("archon_bots_inbound_proven_timestamp_seconds", "platform=\"telegram\"") > 0);
        Assert.NotNull(page.Sum("archon_bots_inbox_age_seconds"));
        Assert.NotNull(page.Sum("archon_bots_outbox_age_seconds"));
    }

    [Fact]
    public async Task A_lost_session_is_counted_as_lost_and_as_healed()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await using (var before = await world.StartBotAsync(cancellationToken))
        {
            await WarmAndResumedTests.AskAsync(world, "the first one", cancellationToken);
            await before.StopAsync(cancellationToken);
        }

        world.Database.Execute($"update agent_sessions set provider_session_id = '{Guid.NewGuid()}' where ended_at is null");
        var bot = await world.StartBotAsync(cancellationToken);
        await WarmAndResumedTests.AskAsync(world, "the second one", cancellationToken);

        await MetricsPage.ShowsAsync(bot, "archon_bots_sessions_lost_total", 1, cancellationToken, "reason=\"session_lost\"");
        await MetricsPage.ShowsAsync(bot, "archon_bots_sessions_healed_total", 1, cancellationToken, "reason=\"session_lost\"");
        await MetricsPage.ShowsAsync(bot, "archon_bots_agents", 1, cancellationToken, "provider=\"claude\"", "state=\"warm\"");
        // An agent that still opens counts already, and holds no memory yet.
        await MetricsPage.BecomesAsync(
            bot,
            "archon_bots_agents_memory_bytes",
            bytes => bytes > 1_000_000,
            cancellationToken,
            "provider=\"claude\"",
            "state=\"warm\""
        );
    }

    [Fact]
    public async Task A_call_that_Telegram_refuses_as_too_fast_is_a_throttle()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment["TELEGRAM_STREAMING_MODE"] = "batch";
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.ControlAsync(
            "fault",
            new
            {
                method = "sendMessage",
                count = 1,
                kind = "429",
                retryAfter = 1,
                when = "before",
            },
            cancellationToken
        );

        await world.Alice.SayAsync("not so fast", cancellationToken);
        await world.Alice.SeesAsync("not so fast", cancellationToken);

        await MetricsPage.ShowsAsync(bot, "archon_bots_outbox_throttles_total", 1, cancellationToken, "family=\"message\"");
        await MetricsPage.ShowsAsync(bot, "archon_bots_outbox_deliveries_total", 1, cancellationToken, "outcome=\"throttled\"");
    }

    [Fact]
    public async Task Every_metric_stands_in_the_readme_and_none_tells_of_people()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync(Canary, cancellationToken);
        await world.Alice.SeesAsync(Canary, cancellationToken);
        await world.SettledAsync(cancellationToken);

        var page = await MetricsPage.ReadAsync(bot, cancellationToken);

        var ours = page.Families.Where(family => family.StartsWith("archon_bots_", StringComparison.Ordinal)).ToList();
        var readme = await File.ReadAllTextAsync(Path.Combine(Root(), "README.md"), cancellationToken);
        Assert.True(ours.Count > 10, page.Text);
        Assert.All(ours, family => Assert.Contains($"`{family}`", readme, StringComparison.Ordinal));
        Assert.Empty(Labels(page).Except(_labels));
        Assert.DoesNotContain(Canary, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("alice", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(BotWorld.Token.Split(':')[1], page.Text, StringComparison.Ordinal);
    }

    private static HashSet<string> Labels(MetricsPage page) =>
        [
            .. page
                .Text.Split('\n')
                .Where(line => line.StartsWith("archon_bots_", StringComparison.Ordinal))
                .SelectMany(line => LabelName().Matches(line))
                .Select(match => match.Groups["name"].Value),
        ];

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Archon.Bots.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    [GeneratedRegex("[{,](?<name>\\w+)=\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelName();
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Archon.Bots.Core.Agents;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Core.Tests.Telemetry;

/// <summary>What the path counts and traces, over the whole Core.</summary>
public sealed class PathTelemetryTests : IDisposable
{
    private static readonly string[] _wholeWay =
    [
        "inbox.accept",
        "turn.begin",
        "turn.dispatch",
        "agent.first_text",
        "turn.commit",
        "outbox.deliver",
    ];

    private readonly RecordedTelemetry _telemetry = new();

    private HarnessSettings Settings => new() { Configure = services => services.AddSingleton<IMeterFactory>(_telemetry) };

    public void Dispose() => _telemetry.Dispose();

    [Fact]
    public async Task A_message_is_counted_on_its_way()
    {
        await using var bot = await BotHarness.StartAsync(Settings, agent => agent.Says("hello"));

        await bot.Platform.SayAsync("hi");
        await bot.IdleAsync();

        Assert.Equal(1, _telemetry.Sum("archon_bots.inbox.accepted", "platform=fake", "kind=prompt"));
        Assert.Equal(1, _telemetry.Sum("archon_bots.turns", "platform=fake", "outcome=answered"));
        Assert.Equal(1, _telemetry.Sum("archon_bots.outbox.deliveries", "source=turn", "outcome=done"));
        Assert.Single(_telemetry.Measured, measured => measured.Instrument == "archon_bots.turn.first_text");
        Assert.Single(_telemetry.Measured, measured => measured.Instrument == "archon_bots.turn.commit");
    }

    [Fact]
    public async Task First_text_is_counted_from_the_acceptance()
    {
        await using var bot = await BotHarness.StartAsync(Settings);
        bot.Agent.Opening = _ =>
        {
            bot.Time.Advance(TimeSpan.FromSeconds(3));
            return Task.CompletedTask;
        };

        await bot.Platform.SayAsync("hi");
        await bot.IdleAsync();

        Assert.Equal(3, _telemetry.Sum("archon_bots.turn.first_text", "provider=claude"));
    }

    [Fact]
    public async Task A_repeated_delivery_is_deduped_and_stays_in_the_trace_of_its_first_copy()
    {
        await using var bot = await BotHarness.StartAsync(Settings);

        await bot.Platform.SayAsync("hi", deliveryId: "d1");
        await bot.Platform.SayAsync("hi", deliveryId: "d1");
        await bot.IdleAsync();

        Assert.Equal(1, _telemetry.Sum("archon_bots.inbox.accepted"));
        Assert.Equal(1, _telemetry.Sum("archon_bots.inbox.deduped", "platform=fake"));
        Assert.Equal(2, (await TraceAsync(bot)).Count(span => span.OperationName == "inbox.accept"));
    }

    [Fact]
    public async Task A_failed_turn_is_counted_by_its_failure()
    {
        await using var bot = await BotHarness.StartAsync(Settings, agent => agent.Fails(AgentFailureKind.RateLimited));

        await bot.Platform.SayAsync("hi");
        await bot.IdleAsync();

        Assert.Equal(1, _telemetry.Sum("archon_bots.turns", "outcome=failed", "failure=rate_limited"));
    }

    [Fact]
    public async Task A_session_that_is_replaced_is_lost_once_and_healed_once()
    {
        await using var bot = await BotHarness.StartAsync(Settings);
        await bot.Platform.SayAsync("one");
        await bot.IdleAsync();
        bot.Agent.ForgetsAll();
        await bot.RestartAsync();

        await bot.Platform.SayAsync("two");
        await bot.IdleAsync();

        Assert.Equal(1, _telemetry.Sum("archon_bots.sessions.lost", "reason=session_lost"));
        Assert.Equal(1, _telemetry.Sum("archon_bots.sessions.healed", "reason=session_lost"));
    }

    [Fact]
    public async Task One_message_is_one_trace_without_missing_parents()
    {
        await using var bot = await BotHarness.StartAsync(Settings);

        await bot.Platform.SayAsync("hi");
        await bot.IdleAsync();

        var spans = await TraceAsync(bot);
        Assert.Equal(_wholeWay, spans.Select(span => span.OperationName).Distinct().OrderBy(name => Array.IndexOf(_wholeWay, name)));
        Assert.All(spans, span => Assert.Equal(default, span.ParentSpanId));
    }

    [Fact]
    public async Task The_trace_goes_on_in_the_server_that_follows()
    {
        await using var bot = await BotHarness.StartAsync(Settings, agent => agent.Holds());
        await bot.Platform.SayAsync("hi");
        await bot.Agent.PromptedAsync(1, TestContext.Current.CancellationToken);

        await bot.RestartAsync();
        await bot.IdleAsync();

        var spans = await TraceAsync(bot);
        Assert.Equal(["1", "2"], spans.Where(span => span.OperationName == "turn.begin").Select(span => Tag(span, "attempt")));
        Assert.Contains(spans, span => span.OperationName == "turn.commit" && Tag(span, "outcome") == "answered");
        Assert.Contains(spans, span => span.OperationName == "outbox.deliver" && Tag(span, "source") == "turn");
    }

    [Fact]
    public async Task Neither_counts_nor_spans_tell_what_was_said_by_whom_or_where()
    {
        string[] secrets = ["canary", "whisper", "person-0815", "place-4711", "Ann"];
        await using var bot = await BotHarness.StartAsync(Settings, agent => agent.Says("a whisper"));

        await bot.Platform.SayAsync("a canary", author: "person-0815", chat: "place-4711");
        await bot.Platform.SayAsync("/status", author: "person-0815", chat: "place-4711");
        await bot.IdleAsync();

        var labels = _telemetry.Measured.SelectMany(measured => measured.Labels).Select(label => $"{label.Key}={label.Value}");
        var spans = (await TraceAsync(bot)).SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")).ToList();
        Assert.NotEmpty(spans);
        Assert.DoesNotContain(labels.Concat(spans), text => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_span_is_the_current_one_while_others_are_called()
    {
        var current = new List<Activity?>();
        await using var bot = await BotHarness.StartAsync(Settings);
        bot.Agent.Opening = _ =>
        {
            current.Add(Activity.Current);
            return Task.CompletedTask;
        };
        bot.Agent.Plays(prompt =>
        {
            current.Add(Activity.Current);
            return Testing.Fakes.Events.Answer(prompt.SessionId, "hello");
        });

        await bot.Platform.SayAsync("hi");
        await bot.IdleAsync();

        Assert.Equal([null, null], current);
    }

    private async Task<IReadOnlyList<Activity>> TraceAsync(BotHarness bot)
    {
        var id = (await bot.QueryAsync("SELECT id FROM inbox ORDER BY seq LIMIT 1"))[0];
        return _telemetry.Trace(Guid.Parse(id));
    }

    private static string? Tag(Activity span, string name) => span.GetTagItem("archon_bots." + name)?.ToString();
}

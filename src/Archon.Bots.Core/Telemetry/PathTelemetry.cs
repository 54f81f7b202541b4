using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Telemetry;

/// <summary>
/// What the rooms count, and one span a room in the trace of a message. A span is written when its work is over and is never the current
/// one, so that no call to a platform carries its id outside. Labels are words of ours: no texts, no names, no ids of people or chats.
/// </summary>
internal sealed class PathTelemetry : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ActivitySource _spans = new(TelemetrySource.Name);
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _deduped;
    private readonly Counter<long> _turns;
    private readonly Histogram<double> _firstText;
    private readonly Histogram<double> _commit;
    private readonly Counter<long> _sessionsLost;
    private readonly Counter<long> _sessionsHealed;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _throttles;

    public PathTelemetry(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(TelemetrySource.Name);
        _accepted = meter.CreateCounter<long>("archon_bots.inbox.accepted", "{message}", "Deliveries that were stored");
        _deduped = meter.CreateCounter<long>("archon_bots.inbox.deduped", "{message}", "Deliveries that were known already");
        _turns = meter.CreateCounter<long>("archon_bots.turns", "{turn}", "Turns that ended, by outcome");
        _firstText = meter.CreateHistogram(
            "archon_bots.turn.first_text",
            "s",
            "From a message's acceptance to the first text that the agent gave for it",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300] }
        );
        _commit = meter.CreateHistogram(
            "archon_bots.turn.commit",
            "s",
            "How long the commit of a turn took, with its wait for the database",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] }
        );
        _sessionsLost = meter.CreateCounter<long>("archon_bots.sessions.lost", "{session}", "Agent sessions that had to be given up");
        _sessionsHealed = meter.CreateCounter<long>(
            "archon_bots.sessions.healed",
            "{session}",
            "Of those, how many were replaced within the same message"
        );
        _deliveries = meter.CreateCounter<long>("archon_bots.outbox.deliveries", "{message}", "Tries to make a message equal its row");
        _throttles = meter.CreateCounter<long>("archon_bots.outbox.throttles", "{call}", "Calls that a platform refused as too fast");
    }

    /// <summary>A platform's counts begin at zero, so that their first rise is seen as one.</summary>
    public void Begin(string platform)
    {
        foreach (var kind in (ReadOnlySpan<string>)["prompt", "control", "change"])
        {
            _accepted.Add(0, Tag("platform", platform), Tag("kind", kind));
        }

        foreach (
            var outcome in (ReadOnlySpan<string>)[nameof(TurnOutcome.Answered), nameof(TurnOutcome.Refused), nameof(TurnOutcome.Stopped)]
        )
        {
            _turns.Add(0, Tag("platform", platform), Tag("outcome", Word(outcome)), Tag("failure", ""));
        }

        _deduped.Add(0, Tag("platform", platform));
        _throttles.Add(0, Tag("platform", platform), Tag("family", Word(nameof(CallFamily.Message))));
        _sessionsLost.Add(0, Tag("reason", Word(nameof(SessionEnd.SessionLost))));
        _sessionsHealed.Add(0, Tag("reason", Word(nameof(SessionEnd.SessionLost))));
    }

    public Step Start() => new(_time.GetUtcNow(), _time.GetTimestamp());

    /// <summary>Room 2 has stored a delivery, or knew it.</summary>
    /// <param name="id">The row's, if it was stored.</param>
    public void Accepted(Step step, Guid id, InboundMessage message, InboundKind kind, AcceptResult result)
    {
        if (result is AcceptResult.Unaddressed)
        {
            return;
        }

        var platform = message.Conversation.Platform;
        var isKnown = result is AcceptResult.Duplicate;
        var word = WordOf(kind);
        if (isKnown)
        {
            _deduped.Add(1, Tag("platform", platform));
        }
        else
        {
            _accepted.Add(1, Tag("platform", platform), Tag("kind", word));
        }

        var row = result is AcceptResult.Duplicate(_, var known) ? known : id;
        Span("inbox.accept", row, step, Tag("platform", platform), Tag("kind", word), Tag("known", isKnown));
    }

    /// <summary>Room 4 has a turn to run.</summary>
    public void Begun(Step step, Turn turn) => Span("turn.begin", turn, step, Tag("attempt", turn.Attempt));

    /// <summary>Room 5 has written down that the prompt is about to leave.</summary>
    public void Dispatched(Step step, Turn turn, SessionPlan plan) =>
        Span("turn.dispatch", turn, step, Tag("provider", plan.Provider), Tag("resumed", plan.Resume));

    /// <summary>The agent has begun to answer.</summary>
    /// <param name="step">When it was given the prompt.</param>
    public void FirstText(Step step, Turn turn, SessionPlan plan)
    {
        if (MessageTrace.AcceptedAt(turn.Message.InboxId) is { } accepted)
        {
            var waited = Math.Max(0, (_time.GetUtcNow() - accepted).TotalSeconds);
            _firstText.Record(waited, Tag("platform", turn.Conversation.Platform), Tag("provider", plan.Provider));
        }

        Span("agent.first_text", turn, step, Tag("provider", plan.Provider));
    }

    /// <summary>Room 4 has ended the turn.</summary>
    public void Committed(Step step, Turn turn, TurnOutcome outcome)
    {
        var name = Word(outcome.GetType().Name);
        var failure = outcome is TurnOutcome.Failed failed ? Word(failed.Failure.Kind.ToString()) : "";
        _turns.Add(1, Tag("platform", turn.Conversation.Platform), Tag("outcome", name), Tag("failure", failure));
        _commit.Record(_time.GetElapsedTime(step.Timestamp).TotalSeconds);
        Span("turn.commit", turn, step, Tag("outcome", name), Tag("failure", failure));
    }

    /// <summary>Room 4 has cleared a session's id. One that is left for another agent or directory is not lost.</summary>
    public void SessionLost(SessionEnd why) => CountSession(_sessionsLost, why);

    /// <summary>The same message has run again on a fresh one.</summary>
    public void SessionHealed(SessionEnd why) => CountSession(_sessionsHealed, why);

    /// <summary>Room 8 has tried to make a platform message equal its row.</summary>
    public void Delivered(Step step, OutboxRow row, DeliveryEnd end)
    {
        var outcome = Word(end.ToString());
        var source = Word(row.Source.ToString());
        var platform = row.Conversation.Platform;
        _deliveries.Add(1, Tag("platform", platform), Tag("source", source), Tag("outcome", outcome));
        if (row.Message is { } message)
        {
            Span("outbox.deliver", message, step, Tag("platform", platform), Tag("source", source), Tag("outcome", outcome));
        }
    }

    public void Throttled(string platform, CallFamily family) =>
        _throttles.Add(1, Tag("platform", platform), Tag("family", Word(family.ToString())));

    public void Dispose() => _spans.Dispose();

    private static void CountSession(Counter<long> counter, SessionEnd why)
    {
        if (why is not (SessionEnd.ProviderChange or SessionEnd.WorkingDirectoryChange))
        {
            counter.Add(1, Tag("reason", Word(why.ToString())));
        }
    }

    private void Span(string name, Turn turn, Step step, params ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Span(name, turn.Message.InboxId, step, [Tag("turn", turn.Id.ToString()), Tag("platform", turn.Conversation.Platform), .. tags]);

    private void Span(string name, Guid message, Step step, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        using var span = _spans.StartActivity(name, ActivityKind.Internal, MessageTrace.ContextOf(message), startTime: step.StartedAt);
        if (span is null)
        {
            return;
        }

        foreach (var (key, value) in tags)
        {
            span.SetTag("archon_bots." + key, value);
        }

        span.SetEndTime(_time.GetUtcNow().UtcDateTime);
    }

    private static KeyValuePair<string, object?> Tag(string key, object? value) => new(key, value);

    private static string WordOf(InboundKind kind) =>
        kind switch
        {
            InboundKind.Prompt => "prompt",
            InboundKind.Control => "control",
            _ => "change",
        };

    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

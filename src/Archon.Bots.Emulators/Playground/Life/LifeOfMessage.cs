using System.Globalization;
using static Archon.Bots.Emulators.Playground.Life.RoomState;

namespace Archon.Bots.Emulators.Playground.Life;

/// <summary>The life of a message room by room, from what the platform and the bot's rows tell. Pure.</summary>
internal sealed class LifeOfMessage
{
    private readonly Said? _said;
    private readonly Story? _story;
    private readonly bool _isBotUp;
    private readonly long _now;

    private LifeOfMessage(Said? said, Story? story, bool isBotUp, long now) =>
        (_said, _story, _isBotUp, _now) = (said, story, isBotUp, now);

    private string Name => _said?.Platform ?? "the platform";

    private StoryTurn? Turn => _story?.Turn;

    private bool IsEnded => Turn?.EndedAt is not null;

    /// <param name="said">Null: nobody has said anything.</param>
    /// <param name="story">The last that the bot told; null: it knows nothing of it yet.</param>
    public static IReadOnlyList<LifeRoom> Rooms(Said? said, Story? story, bool isBotUp, long now)
    {
        var life = new LifeOfMessage(said, story, isBotUp, now);
        return [life.Platform(), life.Inbox(), life.Queue(), life.Runner(), life.Pipeline(), life.Agent(), life.Commit(), life.Outbox()];
    }

    private LifeRoom Platform() =>
        (_said, _story) switch
        {
            (null, _) => Room("platform", "Platform", NotYet, null, "Nothing was said yet."),
            ({ HandedAt: [] }, null) => Room(
                "platform",
                "Platform",
                Now,
                null,
                _isBotUp ? $"{Name} has it." : $"{Name} keeps it: nobody asks for it."
            ),
            ({ HandedAt: [_, _, ..] handed }, null) => Room(
                "platform",
                "Platform",
                Now,
                handed[0],
                "Handed over; not confirmed, so it comes again."
            ),
            ({ HandedAt: [_, _, ..] handed }, _) => Room("platform", "Platform", Healed, handed[0], $"Handed over {Times(handed.Length)}."),
            ({ HandedAt: var handed }, _) => Room("platform", "Platform", Done, handed.FirstOrDefault(), "Handed over."),
        };

    private LifeRoom Inbox() =>
        _story switch
        {
            null => Room("inbox", "Inbox", NotYet, null, $"On disk before {Name} may forget it."),
            { Copies: var all } when ((all + 1) / (_said?.Events ?? 1)) - 1 is > 0 and var copies => Room(
                "inbox",
                "Inbox",
                Healed,
                _story.ReceivedAt,
                $"On disk. {(copies == 1 ? "1 copy" : $"{copies} copies")} set aside."
            ),
            _ => Room("inbox", "Inbox", Done, _story.ReceivedAt, $"On disk. {Name} may forget it."),
        };

    private LifeRoom Queue() =>
        _story switch
        {
            null => Room("queue", "Queue", NotYet, null, "One turn at a time in each conversation."),
            { Declined: { } reason } => Room("queue", "Queue", Failed, null, $"Not taken: {Words(reason)}."),
            { RefusedBy: not null } => Room("queue", "Queue", Failed, null, "Its author may not."),
            { Control: { } control } => Room("queue", "Queue", Done, null, $"A command ({Words(control)}): answered beside the queue."),
            { Turn: { } turn } => Room("queue", "Queue", Done, turn.BegunAt, "Its turn came."),
            { Ahead: > 0 and var ahead } => Room("queue", "Queue", Now, null, $"{ahead} before it."),
            _ => Room("queue", "Queue", Now, null, "It is the next."),
        };

    private LifeRoom Runner() =>
        Turn switch
        {
            null => NoTurn("runner", "Runner", "Takes the conversation, for itself alone."),
            { Attempt: > 1 and var attempt } => Room(
                "runner",
                "Runner",
                IsEnded ? Healed : Now,
                Turn.BegunAt,
                $"Attempt {attempt}: the bot {(Turn.InterruptedAt is null ? "died" : "was stopped")} in between."
            ),
            _ => Room("runner", "Runner", Done, Turn.BegunAt, "Attempt 1."),
        };

    private LifeRoom Pipeline()
    {
        if (Turn is not { } turn)
        {
            return NoTurn("pipeline", "Pipeline", "Decides the session, writes the prompt.");
        }

        var lost = turn.Sessions.LastOrDefault(session => session.LostAt is not null);
        var used = turn.Sessions.LastOrDefault(session => session.LostAt is null);
        var dispatched = turn.Of("dispatched").LastOrDefault();
        return (lost, used, dispatched) switch
        {
            ({ } gone, { } fresh, _) => Room(
                "pipeline",
                "Pipeline",
                Healed,
                dispatched?.At,
                $"Session {Short(gone)} was lost: cleared, and run again on a fresh one, {Short(fresh)}."
            ),
            ({ } gone, _, _) => Room("pipeline", "Pipeline", Now, gone.LostAt, $"Session {Short(gone)} is lost: cleared."),
            (_, { IsOfThisTurn: true } fresh, { } step) => Room("pipeline", "Pipeline", Done, step.At, $"New session {Short(fresh)}."),
            (_, { } known, { } step) => Room("pipeline", "Pipeline", Done, step.At, $"Session {Short(known)} goes on."),
            _ when IsEnded => Room("pipeline", "Pipeline", Skipped, null, "Answered without the agent."),
            _ => Room("pipeline", "Pipeline", Now, null, "Makes the agent ready."),
        };
    }

    private LifeRoom Agent()
    {
        if (Turn is not { } turn || turn.Of("dispatched").LastOrDefault() is not { } dispatched)
        {
            return IsEnded ? Room("agent", "Agent", Skipped, null, "Was not asked.") : NoTurn("agent", "Agent", "A process kept warm.");
        }

        var tools = turn.Of("tool_seen").ToList();
        var sign = turn.Of("session_bound").LastOrDefault() ?? tools.FirstOrDefault();
        var text = (turn.Of("asked").Any(), tools.Count) switch
        {
            (true, _) => "It asked for leave.",
            (_, 0) => "No tool used.",
            (_, var count) => $"{(count == 1 ? "1 tool" : $"{count} tools")} used, the first after {Span(tools[0].At - dispatched.At)}.",
        };
        return IsEnded
            ? Room("agent", "Agent", Done, sign?.At, text)
            : Room(
                "agent",
                "Agent",
                Now,
                sign?.At,
                !_isBotUp ? "Ended with the bot."
                    : turn.Of("asked").Any() ? "It has asked for leave."
                    : "At work."
            );
    }

    private LifeRoom Commit() =>
        Turn switch
        {
            { EndedAt: { } ended, Outcome: "failed" } => Room("reply", "Reply", Failed, ended, $"Failed: {Words(Turn.Failure ?? "")}."),
            { EndedAt: { } ended, Outcome: { } outcome } => Room(
                "reply",
                "Reply",
                Done,
                ended,
                $"{char.ToUpperInvariant(outcome[0])}{Words(outcome[1..])}: all of it in one transaction."
            ),
            { Steps: [_, ..] } => Room("reply", "Reply", Now, null, _isBotUp ? "Grows as a preview." : "The preview was in memory only."),
            _ => NoTurn("reply", "Reply", "All of the end in one transaction."),
        };

    private LifeRoom Outbox()
    {
        const string key = "outbox";
        const string name = "Outbox";
        if (_story is not { Deliveries: [_, ..] deliveries } || _said is null)
        {
            return Room(key, name, _story is { IsOver: true } ? Skipped : NotYet, null, $"Makes {Name} equal the rows.");
        }

        var refused = _said.Refused > 0 ? $" {Name} refused {Times(_said.Refused)}." : "";
        if (deliveries.Any(delivery => delivery.IsDead))
        {
            return Room(key, name, Failed, null, $"Given up: {Name} refuses it for good.");
        }

        if (deliveries.All(delivery => delivery.IsDelivered))
        {
            var ids = string.Join(", ", deliveries.Select(delivery => delivery.MessageId));
            var shown = deliveries.Max(delivery => _said.ShownAt.GetValueOrDefault(delivery.MessageId ?? ""));
            return Room(key, name, refused.Length > 0 ? Healed : Done, shown, $"Message {ids}, once.{refused}");
        }

        var next = deliveries.Max(delivery => delivery.NextAttempt) - _now;
        return Room(key, name, Now, null, next > 0 ? $"Waits {Span(next.Value)}, as {Name} asks.{refused}" : $"On its way.{refused}");
    }

    /// <summary>A room that only turns pass.</summary>
    private LifeRoom NoTurn(string key, string name, string purpose)
    {
        var passes = _story is null or { Control: null, Declined: null, RefusedBy: null };
        return Room(key, name, passes ? NotYet : Skipped, null, passes ? purpose : "Not on its way.");
    }

    private LifeRoom Room(string key, string name, RoomState state, long? at, string text) =>
        new(key, name, state, at is > 0 && _said is not null ? $"+{Span(at.Value - _said.At)}" : null, text);

    private static string Short(StorySession session) => session.Id is { Length: >= 4 } id ? id[..4] : "?";

    private static string Words(string code) => code.Replace('_', ' ');

    private static string Times(int count) =>
        count == 2 ? "twice"
        : count == 1 ? "once"
        : $"{count} times";

    private static string Span(long milliseconds) =>
        milliseconds switch
        {
            < 0 => "0 ms",
            < 1000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds} ms"),
            < 60_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000.0:0.0} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000} min"),
        };
}

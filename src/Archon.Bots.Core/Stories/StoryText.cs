using System.Globalization;
using Archon.Bots.Core.Commands;

namespace Archon.Bots.Core.Stories;

/// <summary>A message's story as its reader is told it. Markdown; pure.</summary>
internal static class StoryText
{
    public const string NothingHere = "There was no message for the agent here yet.";

    public const string Unknown =
        "I know nothing of that message: it never reached me, or it was not meant for me. Reply with `/why` to one that was.";

    public static string Of(MessageStory story, DateTimeOffset now) => string.Join('\n', Lines(story, now).Select(line => "- " + line));

    private static IEnumerable<string> Lines(MessageStory story, DateTimeOffset now)
    {
        yield return $"{ControlTexts.Quote(story.Text)} by {ControlTexts.Quote(story.AuthorName)}";
        yield return $"Received: {Time(story.ReceivedAt)}{Late(story.ReceivedAt - story.SentAt)}";
        if (story.Copies > 0)
        {
            yield return $"Delivered again: {Times(story.Copies)}; each copy was known and left";
        }

        if (story.RefusedBy is { } rule)
        {
            yield return $"Refused: {rule}";
        }
        else if (story.Control is { } control)
        {
            yield return $"A command, answered beside the queue (`{control}`)";
        }
        else if (Declined(story.Declined) is { } declined)
        {
            yield return declined;
        }
        else if (story.Ahead is { } ahead)
        {
            yield return ahead == 0 ? "Queued: it is the next" : $"Queued: {ahead.ToString(CultureInfo.InvariantCulture)} before it";
        }

        if (story.Turn is { } turn)
        {
            yield return Turn(turn, now);
        }

        foreach (var delivery in story.Deliveries)
        {
            yield return Delivery(delivery);
        }
    }

    private static string? Declined(string? reason) =>
        reason switch
        {
            null => null,
            "too_many" => "Not taken: too many waited",
            "stopped" => "Taken back by a stop before it ran",
            "withdrawn" => "Deleted by its author before it ran",
            "ignored" => "Nothing to do: the agent is not told of such",
            _ => $"Not taken ({reason})",
        };

    private static string Turn(TurnStory turn, DateTimeOffset now)
    {
        var runs = turn.Attempt > 1 ? $", run {turn.Attempt.ToString(CultureInfo.InvariantCulture)} after a restart" : "";
        if (turn.EndedAt is not { } ended || turn.Outcome is not { } outcome)
        {
            return $"Running since {Time(turn.BegunAt)} ({ControlTexts.Span(now - turn.BegunAt)}{runs})";
        }

        var failure = turn.Failure is { } code ? $" ({code.Replace('_', ' ')})" : "";
        return $"Ran {Time(turn.BegunAt)}, {ControlTexts.Span(ended - turn.BegunAt)}{runs}: {outcome}{failure}";
    }

    private static string Delivery(DeliveryStory delivery) =>
        delivery switch
        {
            { DeadReason: { } reason } => $"Not delivered: {reason}",
            { IsDelivered: true, PlatformMessageId: { } id } => $"Answered as message `{id}`",
            { NextAttempt: { } next } => $"Answer waits until {Time(next)}: the platform asks to",
            _ => "Answer is on its way",
        };

    private static string Late(TimeSpan late) => late >= TimeSpan.FromSeconds(10) ? $", {ControlTexts.Span(late)} after it was sent" : "";

    private static string Times(int count) => count == 1 ? "once" : $"{count.ToString(CultureInfo.InvariantCulture)} times";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}

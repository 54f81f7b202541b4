using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Stories;

namespace Archon.Bots.Core.Tests.Stories;

public sealed class StoryTextTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly MessageStory _story = new()
    {
        Text = "fix it",
        AuthorName = "Ann",
        SentAt = _now.AddSeconds(-61),
        ReceivedAt = _now.AddSeconds(-60),
        Copies = 0,
        Declined = null,
        RefusedBy = null,
        Ahead = null,
        Control = null,
        Turn = null,
    };

    [Fact]
    public void A_story_begins_with_who_said_what_when()
    {
        Assert.StartsWith("- `fix it` by `Ann`\n- Received: 2026-03-01 11:59:00 UTC", Text(_story), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_came_late_says_how_late() =>
        Assert.Contains("UTC, 2 min 0 s after it was sent", Text(_story with { SentAt = _now.AddMinutes(-3) }), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, "Delivered again: once;")]
    [InlineData(3, "Delivered again: 3 times;")]
    public void Copies_are_told(int copies, string expected) =>
        Assert.Contains(expected, Text(_story with { Copies = copies }), StringComparison.Ordinal);

    [Theory]
    [InlineData("too_many", "Not taken: too many waited")]
    [InlineData("stopped", "Taken back by a stop")]
    [InlineData("withdrawn", "Deleted by its author")]
    [InlineData("ignored", "Nothing to do")]
    [InlineData("something_new", "Not taken (something_new)")]
    public void What_was_declined_tells_why(string declined, string expected) =>
        Assert.Contains(expected, Text(_story with { Declined = declined }), StringComparison.Ordinal);

    [Fact]
    public void What_was_refused_names_the_rule() =>
        Assert.Contains(
            "Refused: not on the allow-list",
            Text(_story with { RefusedBy = "not on the allow-list" }),
            StringComparison.Ordinal
        );

    [Fact]
    public void What_waits_tells_its_place()
    {
        Assert.Contains("Queued: it is the next", Text(_story with { Ahead = 0 }), StringComparison.Ordinal);
        Assert.Contains("Queued: 2 before it", Text(_story with { Ahead = 2 }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_runs_tells_since_when_and_in_which_run()
    {
        var text = Text(_story with { Turn = new TurnStory(_now.AddSeconds(-30), null, 2, null, null) });

        Assert.Contains("Running since 2026-03-01 11:59:30 UTC (30 s, run 2 after a restart)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_run_tells_how_it_ended_and_as_which_messages()
    {
        var text = Text(
            _story with
            {
                Turn = new TurnStory(_now.AddSeconds(-30), _now.AddSeconds(-10), 1, "failed", "rate_limited"),
                Deliveries =
                [
                    new DeliveryStory("21", true, null, null),
                    new DeliveryStory("22", false, null, _now.AddMinutes(5)),
                    new DeliveryStory(null, false, null, null),
                    new DeliveryStory(null, false, "the chat is gone", null),
                ],
            }
        );

        Assert.EndsWith(
            """
            - Ran 2026-03-01 11:59:30 UTC, 20 s: failed (rate limited)
            - Answered as message `21`
            - Answer waits until 2026-03-01 12:05:00 UTC: the platform asks to
            - Answer is on its way
            - Not delivered: the chat is gone
            """,
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_control_is_told_as_what_it_is() =>
        Assert.Contains("(`Status`)", Text(_story with { Control = ControlKind.Status }), StringComparison.Ordinal);

    private static string Text(MessageStory story) => StoryText.Of(story, _now);
}

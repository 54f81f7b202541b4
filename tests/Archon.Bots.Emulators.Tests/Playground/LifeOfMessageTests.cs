using System.Collections.Immutable;
using Archon.Bots.Emulators.Playground.Life;

namespace Archon.Bots.Emulators.Tests.Playground;

public sealed class LifeOfMessageTests
{
    private const long SentAt = 1_000_000;

    private static readonly Said Said = new(
        "5",
        SentAt,
        [SentAt + 4],
        Refused: 0,
        ImmutableDictionary<string, long>.Empty.Add("6", SentAt + 900)
    )
    {
        Platform = "Telegram",
        Conversation = ("telegram", "7", "1001"),
    };

    private static readonly StorySession Known = new("demo", "aaaa-1", true, "first_message", IsOfThisTurn: false, SentAt - 5000, null);

    private static readonly StoryTurn Turn = new(
        SentAt + 20,
        SentAt + 800,
        Attempt: 1,
        "answered",
        null,
        null,
        [new StoryStep("dispatched", SentAt + 30)],
        [Known]
    );

    private static readonly Story Answered = new(SentAt + 12, 0, null, null, null, null, Turn, [new StoryDelivery("6", true, false, null)]);

    [Fact]
    public void Before_anything_is_said_no_room_has_seen_anything() =>
        Assert.All(LifeOfMessage.Rooms(null, null, isBotUp: true, SentAt), room => Assert.Equal(RoomState.NotYet, room.State));

    [Fact]
    public void An_answered_message_was_in_every_room_and_each_says_when()
    {
        var rooms = LifeOfMessage.Rooms(Said, Answered, isBotUp: true, SentAt + 1000);

        Assert.All(rooms, room => Assert.Equal(RoomState.Done, room.State));
        Assert.Equal(["+4 ms", "+12 ms", "+20 ms", "+20 ms", "+30 ms", null, "+800 ms", "+900 ms"], rooms.Select(room => room.When));
    }

    [Fact]
    public void A_message_to_a_dead_bot_is_kept_by_the_platform()
    {
        var rooms = LifeOfMessage.Rooms(Said with { HandedAt = [] }, null, isBotUp: false, SentAt + 1000);

        Assert.Equal((RoomState.Now, "Telegram keeps it: nobody asks for it."), (rooms[0].State, rooms[0].Text));
        Assert.All(rooms.Skip(1), room => Assert.Equal(RoomState.NotYet, room.State));
    }

    [Fact]
    public void A_copy_is_seen_to_be_set_aside()
    {
        var room = Room("inbox", Answered with { Copies = 1 });

        Assert.Equal((RoomState.Healed, "On disk. 1 copy set aside."), (room.State, room.Text));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public void The_two_events_of_one_mention_are_no_copies(int copies, bool isHealed)
    {
        var rooms = LifeOfMessage.Rooms(Said with { Events = 2 }, Answered with { Copies = copies }, isBotUp: true, SentAt + 1000);

        Assert.Equal(isHealed ? RoomState.Healed : RoomState.Done, rooms.Single(room => room.Key == "inbox").State);
    }

    [Fact]
    public void A_second_attempt_is_named_with_its_cause()
    {
        var room = Room("runner", Answered with { Turn = Turn with { Attempt = 2 } });

        Assert.Equal((RoomState.Healed, "Attempt 2: the bot died in between."), (room.State, room.Text));
    }

    [Fact]
    public void A_lost_session_is_named_with_the_one_in_its_place()
    {
        StorySession lost = Known with { LostAt = SentAt + 25 };
        StorySession fresh = new("demo", "bbbb-2", true, "session_lost", IsOfThisTurn: true, SentAt + 28, null);

        var room = Room("pipeline", Answered with { Turn = Turn with { Sessions = [lost, fresh] } });

        Assert.Equal(RoomState.Healed, room.State);
        Assert.Equal("Session aaaa was lost: cleared, and run again on a fresh one, bbbb.", room.Text);
    }

    [Fact]
    public void An_answer_that_must_wait_says_how_long_and_then_how_often_it_was_refused()
    {
        var waits = Answered with { Deliveries = [new StoryDelivery(null, false, false, SentAt + 3000)] };

        var before = Room("outbox", waits, Said with { Refused = 1 });
        var after = Room("outbox", Answered, Said with { Refused = 2 });

        Assert.Equal((RoomState.Now, "Waits 2.0 s, as Telegram asks. Telegram refused once."), (before.State, before.Text));
        Assert.Equal((RoomState.Healed, "Message 6, once. Telegram refused twice."), (after.State, after.Text));
    }

    [Fact]
    public void A_turn_whose_bot_is_dead_is_not_shown_as_at_work()
    {
        var running = Answered with { Turn = Turn with { EndedAt = null, Outcome = null }, Deliveries = [] };

        var rooms = LifeOfMessage.Rooms(Said, running, isBotUp: false, SentAt + 1000);

        Assert.Equal("Ended with the bot.", rooms.Single(room => room.Key == "agent").Text);
    }

    [Fact]
    public void A_command_passes_the_agents_rooms_by()
    {
        var rooms = LifeOfMessage.Rooms(Said, Answered with { Turn = null, Control = "why" }, isBotUp: true, SentAt + 1000);

        Assert.All(rooms.Skip(3).Take(4), room => Assert.Equal(RoomState.Skipped, room.State));
        Assert.Equal(RoomState.Done, rooms[^1].State);
    }

    [Theory]
    [InlineData("too_many", null, "Not taken: too many.")]
    [InlineData(null, "Access:Users", "Its author may not.")]
    public void What_is_not_taken_says_so(string? declined, string? refusedBy, string expected)
    {
        var room = Room("queue", Answered with { Turn = null, Declined = declined, RefusedBy = refusedBy });

        Assert.Equal((RoomState.Failed, expected), (room.State, room.Text));
    }

    private static LifeRoom Room(string key, Story story, Said? said = null) =>
        LifeOfMessage.Rooms(said ?? Said, story, isBotUp: true, SentAt + 1000).Single(room => room.Key == key);
}

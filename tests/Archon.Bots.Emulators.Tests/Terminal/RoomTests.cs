using System.Text.Json;
using Archon.Bots.Emulators.Terminal;

namespace Archon.Bots.Emulators.Tests.Terminal;

public sealed class RoomTests
{
    [Fact]
    public void An_answer_is_over_soon_after_the_last_receipt()
    {
        var room = new Room([Said(1000, "👍"), FromBot(2000, "hello")]);

        Assert.False(room.IsSettled(2400));
        Assert.True(room.IsSettled(2500));
    }

    [Fact]
    public void While_the_bot_looks_the_answer_is_not_over()
    {
        var room = new Room([Said(1000, "👀"), FromBot(2000, "hel")]);

        Assert.False(room.IsSettled(100_000));
        Assert.False(room.IsDone(room.Messages[1], 100_000));
    }

    [Fact]
    public void A_bot_without_receipts_is_done_when_it_has_been_silent_for_a_while()
    {
        var room = new Room([Said(1000), FromBot(2000, "hello")]);

        Assert.False(room.IsSettled(4000));
        Assert.True(room.IsSettled(5000));
    }

    [Fact]
    public void What_got_no_answer_is_not_over()
    {
        var room = new Room([FromBot(500, "from before"), Said(1000)]);

        Assert.False(room.IsSettled(100_000));
    }

    [Fact]
    public void A_lone_ellipsis_stands_for_an_answer_to_come()
    {
        var room = new Room([Said(1000, "👍"), FromBot(2000, "…")]);

        Assert.False(room.IsSettled(100_000));
        Assert.False(room.IsDone(room.Messages[1], 100_000));
    }

    [Fact]
    public void A_message_that_another_one_followed_is_done_although_the_bot_works_on()
    {
        var room = new Room([Said(1000, "👀"), FromBot(2000, "part one"), FromBot(3000, "part two")]);

        Assert.True(room.IsDone(room.Messages[1], 3500));
        Assert.False(room.IsDone(room.Messages[2], 100_000));
    }

    [Fact]
    public void A_question_is_shown_although_the_bot_waits()
    {
        var room = new Room([Said(1000, "👀"), FromBot(2000, "May I?") with { Buttons = ["Allow", "Deny"] }]);

        Assert.True(room.IsDone(room.Messages[1], 3000));
        Assert.Equal("May I?\n[Allow] [Deny]", room.Messages[1].Shown);
    }

    [Fact]
    public void The_transcript_is_read_without_its_deleted_messages()
    {
        var transcript = JsonElement.Parse(
            """
            {"ok":true,"messages":[
              {"id":"1001:1","from":"alice","text":"hi","t":1,"lastChangeAt":1,"deletedAt":null,"buttons":[],"reactions":[{"name":"👀","user":7}]},
              {"id":"1001:2","from":"rig_bot","text":"gone","t":2,"lastChangeAt":2,"deletedAt":3,"buttons":[],"reactions":[]},
              {"id":"1001:3","from":"rig_bot","text":"hello","t":4,"lastChangeAt":5,"deletedAt":null,"buttons":[{"text":"Stop","action":"s"}],"reactions":[]}]}
            """
        );

        var room = RoomClient.Parse(transcript);

        Assert.Equal(["hi", "hello"], room.Messages.Select(message => message.Text));
        Assert.Equal(["👀"], room.Messages[0].Reactions);
        Assert.Equal(["Stop"], Assert.Single(room.FromBot).Buttons);
    }

    internal static RoomMessage FromBot(long at, string text) => new($"1001:{at}", IsFromBot: true, text, at, at, [], []);

    internal static RoomMessage Said(long at, params string[] reactions) =>
        new($"1001:{at}", IsFromBot: false, "hi", at, at, [.. reactions], []);
}

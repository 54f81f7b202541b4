using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Testing.Contracts.Platforms;

/// <summary>Room 8.</summary>
public abstract class PlatformDeliveryContract(Func<Task<EmulatedPlace>> start) : PlatformContract(start)
{
    [Fact]
    public async Task A_post_stands_where_the_conversation_is_and_an_edit_changes_it()
    {
        var id = await Place.DeliverAsync(Place.Message("first"));
        var edited = await Place.DeliverAsync(Place.Message("second", id));

        var message = await Place.BotMessageAsync();
        Assert.Equal(id, edited);
        Assert.Equal(id, Place.IdOf(message));
        Assert.Contains("second", message.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_is_done()
    {
        var message = Place.Message("the same");
        var id = await Place.DeliverAsync(message);

        Assert.Equal(id, await Place.DeliverAsync(message with { PlatformMessageId = id }));
    }

    [Fact]
    public async Task Buttons_come_and_go_with_the_body()
    {
        var body = new ReplyBody("choose") { Buttons = [new ReplyButton("Yes", "approve:1"), new ReplyButton("No", "deny:1")] };
        var id = await Place.DeliverAsync(Place.Message("") with { Body = body });
        var buttons = (await Place.BotMessageAsync()).GetProperty("buttons").EnumerateArray().ToList();

        await Place.DeliverAsync(Place.Message("chosen", id));

        Assert.Equal(["Yes", "No"], buttons.Select(button => button.GetProperty("text").GetString()));
        Assert.Empty((await Place.BotMessageAsync()).GetProperty("buttons").EnumerateArray());
    }

    [Fact]
    public async Task A_text_of_the_greatest_length_arrives_whole()
    {
        var text = new string('x', Place.Platform.Limits.TextLength);

        await Place.DeliverAsync(Place.Message(text));

        Assert.Equal(Place.Platform.Limits.TextLength, Place.Platform.Measure(text));
        Assert.Single(await Place.BotMessagesAsync());
    }

    [Fact]
    public async Task A_file_comes_with_its_caption()
    {
        var body = new ReplyBody("see the file") { File = new ReplyFile("answer.md", "# whole") };

        await Place.DeliverAsync(Place.Message("") with { Body = body });

        var messages = await Place.BotMessagesAsync();
        var files = messages.SelectMany(message => message.GetProperty("files").EnumerateArray()).ToList();
        Assert.Equal("answer.md", Assert.Single(files).GetProperty("name").GetString());
        Assert.Contains(messages, message => message.GetProperty("text").GetString() == "see the file");
    }

    [Fact]
    public async Task A_deletion_may_be_repeated()
    {
        var id = await Place.DeliverAsync(Place.Message("soon gone"));
        var absent = Place.Message("", id) with { Wish = Wish.Absent, Body = null };

        await Place.DeliverAsync(absent);
        await Place.DeliverAsync(absent);

        Assert.Empty(await Place.BotMessagesAsync());
    }

    [Fact]
    public async Task An_edit_of_a_message_that_is_gone_says_so()
    {
        var id = await Place.DeliverAsync(Place.Message("soon gone"));
        await Place.DeliverAsync(Place.Message("", id) with { Wish = Wish.Absent, Body = null });

        await Assert.ThrowsAsync<PlatformMessageGoneException>(() => Place.DeliverAsync(Place.Message("anew", id)));
    }

    [Fact]
    public async Task A_receipt_follows_the_turn()
    {
        var target = await Place.SayAsync("hello");

        await Place.DeliverAsync(Place.Reaction(Receipt.Seen, target));
        var seen = await Place.ReactionsAsync(target);
        await Place.DeliverAsync(Place.Reaction(Receipt.Done, target));
        await Place.DeliverAsync(Place.Reaction(Receipt.Done, target));

        var done = Assert.Single(await Place.ReactionsAsync(target));
        Assert.NotEqual(Assert.Single(seen), done);
    }

    [Fact]
    public async Task A_pause_is_told_with_its_time_and_nothing_was_done()
    {
        await Place.FaultAsync(Place.Methods.Post, "429");

        var throttled = await Assert.ThrowsAsync<PlatformThrottledException>(() => Place.DeliverAsync(Place.Message("too fast")));

        Assert.Equal(TimeSpan.FromSeconds(7), throttled.RetryAfter);
        Assert.Empty(await Place.BotMessagesAsync());
    }

    [Theory]
    [InlineData("500", "before", 0)]
    [InlineData("500", "after", 1)]
    [InlineData("reset", "before", 0)]
    [InlineData("reset", "after", 1)]
    [InlineData("hang", "after", 1)]
    public async Task A_post_whose_answer_is_lost_is_made_once_and_its_outcome_is_unknown(string kind, string when, int arrived)
    {
        await Place.FaultAsync(Place.Methods.Post, kind, when);

        await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => Place.DeliverAsync(Place.Message("once")));

        Assert.Equal(arrived, (await Place.BotMessagesAsync()).Count);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task A_lost_post_is_found_or_repeated_as_one_where_the_platform_can_tell(string when)
    {
        var message = Place.Message("once");
        await Place.FaultAsync(Place.Methods.Post, "500", when);
        await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => Place.DeliverAsync(message));

        var found = await Place.Platform.FindAsync(message, Token);

        if (!Place.Platform.Limits.CanFindPosts)
        {
            Assert.Equal(new FindResult.CannotTell(), found);
            return;
        }

        // A platform that takes a repeated post for the first one need not look.
        var id = found is FindResult.Found(var there) ? there : await Place.DeliverAsync(message);
        Assert.Equal(id, Place.IdOf(await Place.BotMessageAsync()));
    }

    [Fact]
    public async Task An_edit_whose_answer_was_lost_may_be_repeated()
    {
        var id = await Place.DeliverAsync(Place.Message("first"));
        await Place.FaultAsync(Place.Methods.Edit, "500", when: "after");
        await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => Place.DeliverAsync(Place.Message("second", id)));

        await Place.DeliverAsync(Place.Message("second", id));

        Assert.Contains("second", (await Place.BotMessageAsync()).GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_bot_is_not_known_the_refusal_is_for_good_and_says_why()
    {
        var nowhere = Place.Message("hello") with { Conversation = Place.Conversation with { Thread = "999000999" } };

        var refused = await Assert.ThrowsAsync<PlatformRejectedException>(() => Place.DeliverAsync(nowhere));

        Assert.NotEmpty(refused.Message);
    }
}

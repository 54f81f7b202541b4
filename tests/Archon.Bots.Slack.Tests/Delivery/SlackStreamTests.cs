using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Slack.Tests.Delivery;

public sealed class SlackStreamTests
{
    [Fact]
    public async Task A_reply_grows_by_a_stream_and_ends_with_it()
    {
        await using var rig = await StreamRig.StartAsync();

        await rig.BeginAsync();
        await rig.ShowAsync("Hel");
        await rig.ShowAsync("Hello **wor");
        await rig.EndAsync("Hello **world**");

        Assert.Equal(["startStream", "appendStream", "appendStream", "stopStream"], await rig.CallsAsync());
        Assert.Equal(("Hello **world**", true), await rig.SeenAsync());
        Assert.Equal(new FindResult.Found(rig.Ts!), await rig.FindAsync());
    }

    [Fact]
    public async Task What_the_agent_does_at_this_moment_is_never_added()
    {
        await using var rig = await StreamRig.StartAsync();
        await rig.BeginAsync();

        await rig.ShowAsync("Hello", passing: "_ls_");
        await rig.ShowAsync("Hello", passing: "_cat_");

        Assert.Equal(["startStream", "appendStream"], await rig.CallsAsync());
        Assert.Equal(("Hello", false), await rig.SeenAsync());
    }

    [Fact]
    public async Task What_cannot_be_reached_by_adding_ends_the_stream_and_goes_on_by_edits()
    {
        await using var rig = await StreamRig.StartAsync();
        await rig.BeginAsync();
        await rig.ShowAsync("a first attempt");

        await rig.ShowAsync("another");
        await rig.ShowAsync("another one");
        await rig.EndAsync("another one.");

        Assert.Equal(["startStream", "appendStream", "stopStream", "update", "update", "update"], await rig.CallsAsync());
        Assert.Equal(("another one.", true), await rig.SeenAsync());
    }

    [Fact]
    public async Task A_stream_ends_before_Slack_ends_it()
    {
        await using var rig = await StreamRig.StartAsync();
        await rig.BeginAsync();
        await rig.ShowAsync("slow");

        rig.Time.Advance(TimeSpan.FromMinutes(4));
        await rig.ShowAsync("slow work");

        Assert.Equal(["startStream", "appendStream", "stopStream", "update"], await rig.CallsAsync());
        Assert.Equal(("slow work", true), await rig.SeenAsync());
    }

    [Fact]
    public async Task A_stream_that_a_killed_server_has_left_open_is_ended_before_anything_is_edited()
    {
        await using var rig = await StreamRig.StartAsync();
        await rig.BeginElsewhereAsync();

        await rig.ShowAsync("again");
        await rig.EndAsync("again and done");

        Assert.Equal(["startStream", "stopStream", "update", "update"], await rig.CallsAsync());
        Assert.Equal(("again and done", true), await rig.SeenAsync());
    }

    [Fact]
    public async Task A_beginning_whose_answer_was_lost_is_found()
    {
        await using var rig = await StreamRig.StartAsync();
        await rig.FaultAsync("chat.startStream", "500", when: "after");
        await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(rig.BeginAsync);

        rig.Ts = Assert.IsType<FindResult.Found>(await rig.FindAsync()).PlatformMessageId;
        await rig.EndAsync("done");

        Assert.Equal(["startStream", "stopStream", "update"], await rig.CallsAsync());
        Assert.Equal(("done", true), await rig.SeenAsync());
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task What_may_or_may_not_have_been_added_is_made_right_by_an_edit(string when)
    {
        await using var rig = await StreamRig.StartAsync();
        await rig.BeginAsync();
        await rig.FaultAsync("chat.appendStream", "500", when);
        await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => rig.ShowAsync("one "));

        await rig.ShowAsync("one two");
        await rig.EndAsync("one two three");

        Assert.Equal(("one two three", true), await rig.SeenAsync());
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task An_end_whose_answer_was_lost_is_made_right_by_an_edit(string when)
    {
        await using var rig = await StreamRig.StartAsync();
        await rig.BeginAsync();
        await rig.ShowAsync("one ");
        await rig.FaultAsync("chat.stopStream", "reset", when);
        await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => rig.EndAsync("one two"));

        await rig.EndAsync("one two");

        Assert.Equal(("one two", true), await rig.SeenAsync());
    }

    [Fact]
    public async Task A_stream_that_its_reader_has_stopped_is_edited()
    {
        await using var rig = await StreamRig.StartAsync();
        await rig.BeginAsync();
        await rig.ShowAsync("one ");

        await rig.StopByUserAsync();
        await rig.ShowAsync("one two");
        await rig.EndAsync("one two\n\n⏹ Stopped.");

        Assert.Equal(("one two\n\n⏹ Stopped.", true), await rig.SeenAsync());
    }

    [Fact]
    public async Task Where_too_many_have_begun_the_reply_is_posted_and_edited()
    {
        await using var rig = await StreamRig.StartAsync();
        await rig.FaultAsync("chat.startStream", "429");

        await rig.BeginAsync();
        await rig.ShowAsync("Hello");
        await rig.EndAsync("Hello.");

        Assert.Equal(["startStream", "postMessage", "update", "update"], await rig.CallsAsync());
        Assert.Equal(("Hello.", true), await rig.SeenAsync());
    }

    [Fact]
    public async Task A_channel_that_has_no_streams_is_not_asked_twice()
    {
        await using var rig = await StreamRig.StartAsync();
        await rig.FaultAsync("chat.startStream", "error", error: "channel_type_not_supported");
        await rig.BeginAsync();
        await rig.EndAsync("one");

        rig.NextReply();
        await rig.BeginAsync();

        Assert.Equal(["startStream", "postMessage", "update", "postMessage"], await rig.CallsAsync());
    }
}

using System.Text.Json;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing.Contracts.Platforms;

namespace Archon.Bots.Slack.Tests.Delivery;

public sealed class SlackDeliveryTests : IAsyncLifetime
{
    private EmulatedPlace? _place;

    private EmulatedPlace Place => _place!;

    public async ValueTask InitializeAsync()
    {
        _place = await SlackPlace.StartAsync();
        // Who the bot is, is known from then on.
        await _place.ReceiveAsync();
    }

    public ValueTask DisposeAsync() => Place.DisposeAsync();

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task A_file_whose_answer_was_lost_comes_once(string when)
    {
        var message = Place.Message("") with { Body = new ReplyBody("see the file") { File = new ReplyFile("answer.md", "# whole") } };
        await Place.FaultAsync("files.completeUploadExternal", "500", when);
        await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => Place.DeliverAsync(message));

        await Place.DeliverAsync(message);

        Assert.Single(await FilesAsync());
    }

    [Fact]
    public async Task Another_answer_of_the_same_name_is_another_file()
    {
        foreach (var text in new[] { "# one", "# another" })
        {
            var body = new ReplyBody("see the file") { File = new ReplyFile("answer.md", text) };
            await Place.DeliverAsync(Place.Message("") with { Body = body });
        }

        Assert.Equal(2, (await FilesAsync()).Count);
    }

    [Fact]
    public async Task A_lost_post_is_found_behind_whatever_was_said_since()
    {
        var message = Place.Message("once");
        await Place.FaultAsync(Place.Methods.Post, "500", when: "after");
        await Assert.ThrowsAsync<PlatformOutcomeUnknownException>(() => Place.DeliverAsync(message));
        var talk = new Dictionary<string, object>(Place.Speaker)
        {
            ["text"] = "talk {i}",
            ["count"] = 250,
            ["deliver"] = false,
        };
        await Place.ControlAsync("message", talk);

        Assert.IsType<FindResult.Found>(await Place.Platform.FindAsync(message, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_status_goes_when_an_edit_brings_the_answer()
    {
        var reply = Place.Message("…") with { IsReply = true, Revision = 0 };
        var id = await Place.DeliverAsync(reply);
        await Place.Platform.ShowTypingAsync(Place.Conversation, TestContext.Current.CancellationToken);

        await Place.DeliverAsync(reply with { PlatformMessageId = id, Revision = 1, Body = new ReplyBody("done") });

        var calls = await CallsAsync("assistant.threads.setStatus");
        Assert.Equal(["is working ...", ""], calls.Select(call => call.GetProperty("args").GetProperty("status").GetString()));
    }

    private async Task<IReadOnlyList<JsonElement>> FilesAsync() =>
        [.. (await Place.BotMessagesAsync()).SelectMany(message => message.GetProperty("files").EnumerateArray())];

    private async Task<IReadOnlyList<JsonElement>> CallsAsync(string method) =>
        [.. (await Place.LookAsync($"calls?method={method}")).GetProperty("calls").EnumerateArray()];
}

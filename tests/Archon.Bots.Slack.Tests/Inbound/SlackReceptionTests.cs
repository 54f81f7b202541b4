using System.Text.Json;
using Archon.Bots.Core.Health;

namespace Archon.Bots.Slack.Tests.Inbound;

public sealed class SlackReceptionTests
{
    [Fact]
    public async Task Who_is_thrown_out_says_so_and_is_not_told_again()
    {
        var rig = await SlackRig.StartAsync();
        await using var place = await SlackPlace.StartAsync(rig);
        await place.ReceiveAsync();

        await rig.ControlAsync("event", new { @event = new { type = "tokens_revoked" } });
        await place.SayAsync("are you there");
        await place.Inbox.NextAsync(TestContext.Current.CancellationToken);

        var part = Assert.Single(rig.Get<HealthParts>().All, part => part.Name == "slack");
        Assert.Contains("install it again", part.Reason, StringComparison.Ordinal);
        var deliveries = (await place.LookAsync("deliveries")).GetProperty("deliveries").EnumerateArray();
        Assert.DoesNotContain(deliveries, delivery => delivery.GetProperty("ackAt").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task The_words_of_a_command_are_posted_and_call_nobody()
    {
        var rig = await SlackRig.StartAsync();
        await using var place = await SlackPlace.StartAsync(rig);
        await place.ReceiveAsync();

        await rig.ControlAsync(
            "command",
            new
            {
                command = "/archon",
                text = "look at this <!channel>",
                channel = "general",
                user = "alice",
            }
        );
        var message = await place.Inbox.NextAsync(TestContext.Current.CancellationToken);

        var root = await place.BotMessageAsync();
        var posted = root.GetProperty("blocks").ToString();
        Assert.Contains("alice", posted, StringComparison.Ordinal);
        Assert.DoesNotContain("<!channel>", posted, StringComparison.Ordinal);
        Assert.EndsWith(place.IdOf(root), message.Conversation.Thread, StringComparison.Ordinal);
    }
}

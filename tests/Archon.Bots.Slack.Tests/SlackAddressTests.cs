using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Slack.Tests;

public sealed class SlackAddressTests
{
    [Theory]
    [InlineData("D1", "D1", null)]
    [InlineData("C1/1700000000.000100", "C1", "1700000000.000100")]
    public void A_conversation_is_a_channel_or_a_thread_in_it(string thread, string channel, string? root)
    {
        var key = new ConversationKey("slack", "T1", thread);

        var address = SlackAddress.Of(key);

        Assert.Equal(new SlackAddress("T1", channel, root), address);
        Assert.Equal(key, address.Key);
        Assert.Equal(channel, SlackAddress.PeerOf(key));
    }
}

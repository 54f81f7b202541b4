using Archon.Bots.Agents.Workplaces;
using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Agents.Tests.Workplaces;

public sealed class WorkplaceNameTests
{
    [Theory]
    [InlineData("42", 0, "telegram-7-42")]
    [InlineData("42", 2, "telegram-7-42-2")]
    [InlineData("-100", 0, "telegram-7--100")]
    [InlineData("42/5", 0, "telegram-7-42-5-0")]
    [InlineData("42/5", 1, "telegram-7-42-5-1")]
    [InlineData("../../etc", 0, "telegram-7-..-..-etc-0")]
    public void A_conversation_s_directory_is_its_key(string thread, int generation, string expected) =>
        Assert.Equal(expected, WorkplaceName.Of(new ConversationKey("telegram", "7", thread), generation).Key);

    [Fact]
    public void The_branch_is_the_start_of_the_key_s_hash() =>
        Assert.Equal("archon/b83fb9a1", WorkplaceName.Of(new ConversationKey("telegram", "7", "42"), 0).Branch);

    [Fact]
    public void A_topic_and_a_generation_never_share_a_directory()
    {
        var topic = WorkplaceName.Of(new ConversationKey("telegram", "7", "42/2"), 0);
        var later = WorkplaceName.Of(new ConversationKey("telegram", "7", "42"), 2);

        Assert.NotEqual(topic, later);
    }
}

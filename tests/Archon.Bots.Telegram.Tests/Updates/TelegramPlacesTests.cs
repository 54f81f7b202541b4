using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using static Archon.Bots.Telegram.Tests.Updates.Samples;

namespace Archon.Bots.Telegram.Tests.Updates;

public sealed class TelegramPlacesTests
{
    private const string OldGroup = """{"id":-4001,"type":"group","title":"g"}""";

    [Fact]
    public void A_group_that_moved_is_told_alike_from_both_sides()
    {
        var left = Map(Message("\"migrate_to_chat_id\":-1001234567890", OldGroup))!;
        var arrived = Map(Message("\"migrate_from_chat_id\":-4001", Group, id: 1))!;

        Assert.Equal((MessageKind.Moved, "-4001:moved", "-1001234567890"), (left.Kind, left.DeliveryId, left.Target));
        Assert.Equal((left.Kind, left.DeliveryId, left.Target), (arrived.Kind, arrived.DeliveryId, arrived.Target));
        Assert.Equal(new ConversationKey("telegram", "7", "-4001"), left.Conversation);
        Assert.Equal(left.Conversation, arrived.Conversation);
        Assert.Equal(new Author("1001", "Alice A"), left.Author);
    }

    [Theory]
    [InlineData(true, "member", false)]
    [InlineData(false, "member", true)]
    [InlineData(false, "administrator", false)]
    public void Who_adds_the_bot_hears_of_privacy_mode_where_it_holds(bool readsGroups, string status, bool expected)
    {
        var mapped = Map(
            $$$"""
            {"update_id":1,"my_chat_member":{"chat":{{{Group}}},"from":{{{Alice}}},"date":1700000000,
            "old_chat_member":{"status":"left","user":{{{Us}}} },"new_chat_member":{"status":"{{{status}}}","user":{{{Us}}} } } }
            """,
            readsGroups ? Bot : PrivateBot
        )!;

        Assert.Equal((MessageKind.Opened, true), (mapped.Kind, mapped.IsShared));
        Assert.Equal(expected, mapped.Text.Contains("/setprivacy", StringComparison.Ordinal));
        Assert.True(expected || mapped.Text.Length == 0);
    }

    [Fact]
    public void A_reply_to_somebody_else_quotes_the_words()
    {
        var mapped = Map(InGroup(Samples.Text("@rig_bot true?") + ",\"reply_to_message\":" + Said(4, Bob, "\"text\":\"it is broken\"")));

        Assert.Equal(new Quotation("Bob", "it is broken"), mapped?.Quotation);
        Assert.Equal("4", mapped?.ReplyTo);
    }

    [Fact]
    public void A_marked_part_is_quoted_in_place_of_the_whole()
    {
        var mapped = Map(
            InGroup(
                Samples.Text("@rig_bot true?")
                    + ",\"quote\":{\"text\":\"broken\",\"position\":6,\"is_manual\":true},\"reply_to_message\":"
                    + Said(4, Bob, "\"text\":\"it is broken\"")
            )
        );

        Assert.Equal(new Quotation("Bob", "broken"), mapped?.Quotation);
    }

    [Fact]
    public void A_caption_is_quoted_and_a_picture_alone_is_not()
    {
        const string photo = "\"photo\":[{\"file_id\":\"l\",\"file_unique_id\":\"v\",\"width\":9,\"height\":9}]";

        var captioned = Map(Message(Samples.Text("this?") + ",\"reply_to_message\":" + Said(4, Bob, photo + ",\"caption\":\"the log\"")));
        var bare = Map(Message(Samples.Text("this?") + ",\"reply_to_message\":" + Said(4, Bob, photo)));

        Assert.Equal(new Quotation("Bob", "the log"), captioned?.Quotation);
        Assert.Null(bare?.Quotation);
    }

    [Fact]
    public void A_quotation_from_elsewhere_has_its_author()
    {
        var mapped = Map(
            Message(
                Samples.Text("this?")
                    + ",\"quote\":{\"text\":\"broken\",\"position\":0},\"external_reply\":{\"origin\":{\"type\":\"hidden_user\",\"date\":1,\"sender_user_name\":\"Carol\"}}"
            )
        );

        Assert.Equal(new Quotation("Carol", "broken"), mapped?.Quotation);
    }
}

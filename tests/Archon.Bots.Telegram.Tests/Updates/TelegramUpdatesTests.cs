using System.Text.Json;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using static Archon.Bots.Telegram.Tests.Updates.Samples;

namespace Archon.Bots.Telegram.Tests.Updates;

public sealed class TelegramUpdatesTests
{
    private const string Chat = Private;

    [Fact]
    public void A_message_is_named_by_chat_and_message()
    {
        var mapped = Map(Message("\"text\":\"hi $& <b>\",\"reply_to_message\":" + Bare(4)));

        Assert.NotNull(mapped);
        Assert.Equal("1001:5", mapped.DeliveryId);
        Assert.Equal(5, mapped.OrderKey);
        Assert.Equal(new ConversationKey("telegram", "7", "1001"), mapped.Conversation);
        Assert.Equal(new Author("1001", "Alice A"), mapped.Author);
        Assert.Equal("hi $& <b>", mapped.Text);
        Assert.Equal("4", mapped.ReplyTo);
        Assert.Equal(("5", false, false), (mapped.MessageId, mapped.IsShared, mapped.IsMention));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), mapped.SentAt);
        Assert.Equal((MessageKind.Message, "7"), (mapped.Kind, mapped.Bot));
    }

    [Fact]
    public void A_topic_is_a_conversation_of_its_own()
    {
        var topic = Map(Message("\"text\":\"a\",\"is_topic_message\":true,\"message_thread_id\":77"));
        var replies = Map(Message("\"text\":\"a\",\"message_thread_id\":77"));

        Assert.Equal("1001/77", topic?.Conversation.Thread);
        Assert.Equal("1001", replies?.Conversation.Thread);
    }

    [Theory]
    [InlineData("/start@rig_bot now", "/start now")]
    [InlineData("/start@RIG_BOT", "/start")]
    [InlineData("/start@other_bot now", "/start@other_bot now")]
    [InlineData("mail me@rig_bot", "mail me@rig_bot")]
    public void A_command_loses_our_name(string text, string expected)
    {
        Assert.Equal(expected, Map(Message("\"text\":" + JsonSerializer.Serialize(text)))?.Text);
    }

    [Theory]
    [InlineData(
        "\"photo\":[{\"file_id\":\"s\",\"file_unique_id\":\"u\",\"width\":1,\"height\":1},{\"file_id\":\"l\",\"file_unique_id\":\"v\",\"width\":9,\"height\":9,\"file_size\":12}],\"caption\":\"see\"",
        "photo",
        "l",
        null,
        12L,
        "image/jpeg"
    )]
    [InlineData(
        "\"document\":{\"file_id\":\"d\",\"file_unique_id\":\"u\",\"file_name\":\"a.pdf\",\"mime_type\":\"application/pdf\",\"file_size\":10},\"caption\":\"see\"",
        "document",
        "d",
        "a.pdf",
        10L,
        "application/pdf"
    )]
    public void A_file_is_a_reference_and_its_caption_the_text(
        string content,
        string kind,
        string reference,
        string? name,
        long? bytes,
        string type
    )
    {
        var mapped = Map(Message(content));

        Assert.Equal("see", mapped?.Text);
        Assert.Equal(new Attachment(kind, reference, name, bytes, type), Assert.Single(mapped!.Attachments));
    }

    [Theory]
    [InlineData(
        "\"sticker\":{\"file_id\":\"s\",\"file_unique_id\":\"u\",\"type\":\"regular\",\"width\":1,\"height\":1,\"is_animated\":false,\"is_video\":false,\"emoji\":\"👍\"}",
        "sticker"
    )]
    [InlineData("\"voice\":{\"file_id\":\"v\",\"file_unique_id\":\"u\",\"duration\":1}", "voice")]
    [InlineData("\"location\":{\"latitude\":1.0,\"longitude\":1.0}", "location")]
    public void What_cannot_be_read_is_not_dropped(string content, string kind)
    {
        var mapped = Map(Message(content));

        Assert.Equal("", mapped?.Text);
        Assert.Equal((kind, false), (Assert.Single(mapped!.Attachments).Kind, mapped.Attachments[0].IsReadable));
    }

    [Fact]
    public void An_edit_is_named_by_its_time_and_points_at_the_message()
    {
        var mapped = Map(
            $$$"""{"update_id":1,"edited_message":{"message_id":5,"from":{{{Alice}}},"chat":{{{Chat}}},"date":1700000000,"edit_date":1700000060,"text":"b"}}"""
        );

        Assert.Equal((MessageKind.Edited, "1001:5:1700000060", "5", "b"), (mapped!.Kind, mapped.DeliveryId, mapped.Target, mapped.Text));
    }

    [Fact]
    public void A_press_belongs_to_the_conversation_of_its_message()
    {
        var mapped = Map(
            $$$"""{"update_id":1,"callback_query":{"id":"q1","from":{{{Alice}}},"chat_instance":"c","data":"stop:1","message":{{{Bare(9)}}} } }"""
        );

        Assert.Equal((MessageKind.Pressed, "cb:q1", "9", "stop:1"), (mapped!.Kind, mapped.DeliveryId, mapped.Target, mapped.Text));
        Assert.Equal(new ConversationKey("telegram", "7", "1001"), mapped.Conversation);
        Assert.Equal(Now, mapped.SentAt);
    }

    [Fact]
    public void A_press_on_a_message_that_is_too_old_to_see_still_counts()
    {
        var mapped = Map(
            $$$"""{"update_id":1,"callback_query":{"id":"q1","from":{{{Alice}}},"chat_instance":"c","data":"stop:1","message":{"message_id":9,"date":0,"chat":{{{Chat}}} } } }"""
        );

        Assert.Equal("9", mapped?.Target);
    }

    [Theory]
    [InlineData("left", "member", true)]
    [InlineData("kicked", "administrator", true)]
    [InlineData("member", "administrator", false)]
    [InlineData("member", "left", false)]
    public void To_be_added_to_a_group_opens_it(string before, string after, bool opens)
    {
        var mapped = Map(
            $$$"""
            {"update_id":1,"my_chat_member":{"chat":{{{Group}}},"from":{{{Alice}}},"date":1700000000,
            "old_chat_member":{{{Member(before)}}},"new_chat_member":{{{Member(after)}}} } }
            """
        );

        Assert.Equal(opens, mapped is { Kind: MessageKind.Opened, DeliveryId: "-1001234567890:member:1700000000" });
    }

    [Theory]
    [InlineData("\"text\":\"a\",\"via_bot\":{\"id\":3,\"is_bot\":true,\"first_name\":\"b\"}")]
    [InlineData("\"text\":\"a\",\"sender_chat\":{\"id\":-5,\"type\":\"channel\",\"title\":\"c\"}")]
    [InlineData("\"text\":\"a\",\"is_automatic_forward\":true")]
    [InlineData("\"pinned_message\":{\"message_id\":4,\"date\":1,\"chat\":{\"id\":1001,\"type\":\"private\"}}")]
    public void What_no_person_wrote_is_dropped(string content)
    {
        Assert.Null(Map(Message(content)));
    }

    [Fact]
    public void Bots_and_groups_are_dropped()
    {
        Assert.Null(
            Map(
                $$$"""{"update_id":1,"message":{"message_id":5,"from":{"id":3,"is_bot":true,"first_name":"b"},"chat":{{{Chat}}},"date":1,"text":"a"}}"""
            )
        );
        Assert.Null(Map($$$"""{"update_id":1,"message":{"message_id":5,"from":{{{Alice}}},"chat":{{{Group}}},"date":1,"text":"a"}}"""));
        Assert.Null(Map("""{"update_id":1}"""));
    }

    private static string Bare(int id) => $$$"""{"message_id":{{{id}}},"date":1700000000,"chat":{{{Chat}}} }""";

    private static string Member(string status) =>
        status switch
        {
            "kicked" => """{"status":"kicked","user":{"id":7,"is_bot":true,"first_name":"rig"},"until_date":0}""",
            _ => $$$"""{"status":"{{{status}}}","user":{"id":7,"is_bot":true,"first_name":"rig"}}""",
        };
}

using Archon.Bots.Core.Messages;
using Archon.Bots.Telegram.Updates;
using static Archon.Bots.Telegram.Tests.Updates.Samples;

namespace Archon.Bots.Telegram.Tests.Updates;

public sealed class TelegramGroupTests
{
    [Theory]
    [InlineData("@rig_bot what is up", "what is up")]
    [InlineData("@RIG_BOT, what is up", "what is up")]
    [InlineData("@rig_bot: what is up", "what is up")]
    [InlineData("what is up @rig_bot", "what is up")]
    [InlineData("@rig_bot what is up @Rig_Bot", "what is up")]
    [InlineData("ask @rig_bot about it", "ask @rig_bot about it")]
    [InlineData("@bob, @rig_bot knows", "@bob, @rig_bot knows")]
    [InlineData("@rig_bot /status@rig_bot", "/status")]
    [InlineData("@rig_bot", "")]
    public void A_mention_is_for_us_and_is_cut_where_it_only_calls(string text, string expected)
    {
        var mapped = Map(InGroup(Text(text)));

        Assert.Equal((expected, true, true), (mapped?.Text, mapped?.IsMention, mapped?.IsShared));
    }

    [Fact]
    public void A_mention_without_a_name_counts()
    {
        var mapped = Map(
            InGroup("\"text\":\"Rig, do it\",\"entities\":[{\"type\":\"text_mention\",\"offset\":0,\"length\":3,\"user\":" + Us + "}]")
        );

        Assert.Equal(("do it", true), (mapped?.Text, mapped?.IsMention));
    }

    [Fact]
    public void A_mention_in_a_caption_counts()
    {
        var mapped = Map(
            InGroup(
                Text("@rig_bot see", "caption", "caption_entities")
                    + ",\"photo\":[{\"file_id\":\"l\",\"file_unique_id\":\"v\",\"width\":9,\"height\":9}]"
            )
        );

        Assert.Equal(("see", true), (mapped?.Text, mapped?.Attachments is [{ IsReadable: true }]));
    }

    [Theory]
    [InlineData("hello all")]
    [InlineData("@bob look")]
    [InlineData("mail me@rig_bot")]
    [InlineData("/status")]
    [InlineData("/status@other_bot")]
    [InlineData("/status@other_bot @rig_bot")]
    public void What_is_not_for_us_is_ignored(string text)
    {
        Assert.Null(Map(InGroup(Text(text))));
        Assert.Null(Map(Edited(Text(text), Group)));
    }

    [Fact]
    public void Our_command_is_for_us_with_privacy_mode_and_without()
    {
        var own = InGroup(Text("/status@Rig_Bot now"));

        Assert.Equal("/status now", Map(own, Bot)?.Text);
        Assert.Equal("/status now", Map(own, PrivateBot)?.Text);
    }

    [Fact]
    public void A_bare_command_is_for_us_only_where_Telegram_picks_what_is()
    {
        Assert.Equal("/status", Map(InGroup(Text("/status")), PrivateBot)?.Text);
        Assert.Null(Map(InGroup(Text("/status")), Bot));
        Assert.Null(Map(InGroup(Text("/status@other_bot")), PrivateBot));
        Assert.Null(Map(InGroup(Text("hello all")), PrivateBot));
    }

    [Fact]
    public void A_reply_to_us_is_for_us_and_quotes_nothing()
    {
        var mapped = Map(InGroup(Text("go on") + ",\"reply_to_message\":" + Said(4, Us, "\"text\":\"done\"")));

        Assert.Equal(("go on", "4", false), (mapped?.Text, mapped?.ReplyTo, mapped?.IsMention));
        Assert.Null(mapped?.Quotation);
    }

    [Fact]
    public void A_command_for_another_bot_is_not_ours_even_in_a_reply_to_us()
    {
        Assert.Null(Map(InGroup(Text("/stop@other_bot") + ",\"reply_to_message\":" + Said(4, Us, "\"text\":\"done\""))));
    }

    [Fact]
    public void A_topic_that_we_opened_makes_nothing_in_it_a_reply_to_us()
    {
        const string topic = ",\"is_topic_message\":true,\"message_thread_id\":77,\"reply_to_message\":";
        var opener = Said(77, Us, "\"forum_topic_created\":{\"name\":\"n\",\"icon_color\":1}");

        Assert.Null(Map(InGroup(Text("hello") + topic + opener)));
        var called = Map(InGroup(Text("@rig_bot hello") + topic + opener));
        Assert.Equal(("-1001234567890/77", null, null), (called?.Conversation.Thread, called?.ReplyTo, called?.Quotation));
    }

    [Fact]
    public void An_edit_that_calls_us_is_an_edit()
    {
        var mapped = Map(Edited(Text("@rig_bot better"), Group));

        Assert.Equal((MessageKind.Edited, "better", "5"), (mapped!.Kind, mapped.Text, mapped.Target));
        Assert.Equal("-1001234567890:5:1700000060", mapped.DeliveryId);
    }

    [Fact]
    public void The_whole_album_is_for_us_if_its_caption_is()
    {
        var updates = new TelegramUpdates(Bot);
        const string photo = ",\"photo\":[{\"file_id\":\"l\",\"file_unique_id\":\"v\",\"width\":9,\"height\":9}],\"media_group_id\":";

        var first = Map(updates, InGroup(Text("@rig_bot see", "caption", "caption_entities") + photo + "\"13\""));
        var second = Map(updates, InGroup(photo[1..] + "\"13\"", id: 6));
        var other = Map(updates, InGroup(photo[1..] + "\"14\"", id: 7));

        Assert.Equal(("13", "13"), (first?.Album, second?.Album));
        Assert.Null(other);
    }

    [Fact]
    public void The_rest_of_a_long_paste_is_for_us_if_its_start_is()
    {
        var updates = new TelegramUpdates(Bot);
        var start = "@rig_bot " + new string('x', 3_991);

        var first = Map(updates, InGroup(Text(start)));
        var bobs = Map(updates, InGroup(Text("me too"), id: 6, from: Bob));
        var second = Map(updates, InGroup(Text("and the end"), id: 7, date: 1_700_000_001));
        var later = Map(updates, InGroup(Text("something else"), id: 8, date: 1_700_000_030));

        Assert.Equal((true, false), (first?.MayGoOn, second?.MayGoOn));
        Assert.Equal("and the end", second?.Text);
        Assert.Null(bobs);
        Assert.Null(later);
    }

    [Theory]
    [InlineData(3_999, false)]
    [InlineData(4_000, true)]
    [InlineData(4_096, true)]
    public void A_text_near_the_limit_may_go_on(int length, bool expected)
    {
        Assert.Equal(expected, Map(Message(Text(new string('x', length))))?.MayGoOn);
    }

    [Fact]
    public void A_press_in_a_group_is_shared_and_no_message()
    {
        var mapped = Map(
            $$$"""{"update_id":1,"callback_query":{"id":"q1","from":{{{Alice}}},"chat_instance":"c","data":"stop:1","message":{{{Said(9, Us, "\"text\":\"w\"")}}} } }"""
        );

        Assert.Equal((true, null, "9"), (mapped!.IsShared, mapped.MessageId, mapped.Target));
    }
}

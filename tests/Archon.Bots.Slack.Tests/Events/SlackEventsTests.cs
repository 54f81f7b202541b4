using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Slack.Events;
using Archon.Bots.Slack.Wire;
using static Archon.Bots.Slack.Tests.Events.Samples;

namespace Archon.Bots.Slack.Tests.Events;

public sealed class SlackEventsTests
{
    [Fact]
    public void A_mention_in_a_channel_opens_the_thread_of_its_own_ts()
    {
        var mapped = InChannel(Said("<@UBOT> fix &lt;it&gt;"));

        Assert.NotNull(mapped);
        Assert.Equal(new ConversationKey("slack", "T1", $"C1/{Ts}"), mapped.Conversation);
        Assert.Equal(($"{Ts}@C1", 1_700_000_000_000_100, Ts), (mapped.DeliveryId, mapped.OrderKey, mapped.MessageId));
        Assert.Equal(("fix <it>", true, true, true), (mapped.Text, mapped.IsMention, mapped.IsAddressed, mapped.IsShared));
        Assert.Equal((new Author("U1", "Alice"), "UBOT"), (mapped.Author, mapped.Bot));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000).AddMicroseconds(100), mapped.SentAt);
        Assert.Equal(MessageKind.Message, mapped.Kind);
    }

    [Fact]
    public void Both_events_of_one_post_and_its_copy_in_the_history_are_equal()
    {
        const string body = """
            "text":"<@UBOT> hi","user":"U1","ts":"1700000000.000100","team":"T1","client_msg_id":"x","blocks":[{"type":"rich_text"}]
            """;

        var mention = InChannel(Posted($$"""{"type":"app_mention",{{body}},"channel":"C1","event_ts":"1700000000.000100"}"""));
        var message = InChannel(Posted($$"""{"type":"message",{{body}},"channel":"C1","channel_type":"channel"}"""));
        var readBack = InChannel(Posted($$"""{"type":"message",{{body}},"thread_ts":"1700000000.000100","reply_count":2}"""));

        Assert.NotNull(mention);
        Assert.Equal(mention, message);
        Assert.Equal(mention, readBack);
    }

    [Theory]
    [InlineData("im", null, "C7")]
    [InlineData("mpim", null, "C7")]
    [InlineData("im", Ts, "C7")]
    [InlineData("im", Root, $"C7/{Root}")]
    [InlineData("mpim", Root, $"C7/{Root}")]
    [InlineData("channel", Root, $"C7/{Root}")]
    [InlineData("group", Root, $"C7/{Root}")]
    [InlineData(null, Root, $"C7/{Root}")]
    public void A_direct_message_is_one_conversation_and_a_thread_in_it_another(string? type, string? thread, string expected)
    {
        var mapped = Map(Said("hi") with { ThreadTs = thread }, "C7", type);

        Assert.Equal(expected, mapped?.Conversation.Thread);
        Assert.Equal((type is "im" or "mpim", type != "im", false), (mapped!.IsAddressed, mapped.IsShared, mapped.IsMention));
    }

    [Fact]
    public void A_direct_message_is_told_by_its_channel_where_nothing_else_tells()
    {
        Assert.Equal(InDirect(Said("hi")), Map(Said("hi"), Direct, null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Ts)]
    public void A_line_of_a_channel_that_does_not_call_us_is_left(string? thread)
    {
        Assert.Null(InChannel(Said("hi <@U2>") with { ThreadTs = thread }));
    }

    [Theory]
    [InlineData("<@UBOT> stop", "stop")]
    [InlineData(" <@UBOT>: stop", "stop")]
    [InlineData("<@UBOT|archon>, stop", "stop")]
    [InlineData("stop <@UBOT>", "stop")]
    [InlineData("<@UBOT> <@UBOT>\nstop <@UBOT>", "stop")]
    [InlineData("ask <@UBOT> and <@U1>", "ask @archon and @Alice")]
    [InlineData("<@UBOT>", "")]
    public void Our_name_is_cut_where_it_only_calls_us(string text, string expected)
    {
        var mapped = InChannel(Said(text));

        Assert.Equal((expected, true), (mapped?.Text, mapped!.IsMention));
    }

    [Theory]
    [InlineData("file_share")]
    [InlineData("thread_broadcast")]
    [InlineData("me_message")]
    public void What_a_person_says_in_another_way_is_said(string subtype)
    {
        Assert.Equal("hi", InDirect(Said("hi") with { Subtype = subtype })?.Text);
    }

    [Theory]
    [InlineData("channel_join")]
    [InlineData("message_replied")]
    [InlineData("tombstone")]
    [InlineData("bot_message")]
    [InlineData("anything_new")]
    public void Bookkeeping_is_not(string subtype)
    {
        Assert.Null(InDirect(Said("hi") with { Subtype = subtype }));
    }

    [Fact]
    public void Own_messages_are_never_taken()
    {
        var filter = Only(bots: ["BBOT", "B9"]);

        Assert.Null(InDirect(Said("<@UBOT> hi") with { User = "UBOT" }, filter));
        Assert.Null(InDirect(Said("<@UBOT> hi") with { User = null, BotId = "BBOT" }, filter));
        Assert.Null(InDirect(Said("<@UBOT> hi") with { BotId = "B9", AppId = "ABOT" }, filter));
        Assert.Null(InDirect(Said("<@UBOT> hi") with { BotId = "B9", BotProfile = new SlackBotProfile("B9", "ABOT", "me") }, filter));
    }

    [Fact]
    public void Another_bot_is_heard_only_if_it_is_listed_and_is_a_stranger()
    {
        var said = Said("<@UBOT> hi") with { Subtype = "bot_message", User = null, BotId = "B9", Username = "ci" };

        Assert.Null(InChannel(said));
        Assert.Null(InChannel(said with { User = "U1", Subtype = null }));
        Assert.Equal(new Author("B9", "ci") { IsStranger = true }, InChannel(said, Only(bots: ["B9"]))?.Author);
    }

    [Fact]
    public void Slack_itself_and_nobody_are_not_heard()
    {
        Assert.Null(InDirect(Said("hi") with { User = "USLACKBOT" }));
        Assert.Null(InDirect(Said("hi") with { User = null }));
        Assert.Null(InDirect(Said("hi") with { Ts = "1.5" }));
        Assert.Null(InDirect(Said("hi") with { Ts = null }));
    }

    [Theory]
    [InlineData("U1", "T1", false)]
    [InlineData("U1", null, false)]
    [InlineData("U1", "T2", true)]
    [InlineData("U2", "T1", true)]
    [InlineData("U3", null, true)]
    [InlineData("U9", "T1", true)]
    public void A_guest_somebody_of_another_team_and_who_is_not_known_are_strangers(string user, string? team, bool isStranger)
    {
        Assert.Equal(isStranger, InDirect(Said("hi") with { User = user, Team = team })?.Author.IsStranger);
    }

    [Fact]
    public void Only_listed_channels_and_workspaces_are_taken()
    {
        var mention = Said("<@UBOT> hi");

        Assert.Null(InChannel(mention, Only(channels: ["C2"])));
        Assert.Null(InChannel(mention, Only(teams: ["T2"])));
        Assert.Null(InChannel(mention with { User = "U3", Team = null }, Only(teams: ["T1"])));
        Assert.NotNull(InChannel(mention, Only(channels: ["C1"], teams: ["T1"])));
        Assert.NotNull(InDirect(mention, Only(channels: ["C2"])));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("<", "<")]
    [InlineData("<@UBOT", "<@UBOT")]
    [InlineData("<@UBOT|", "<@UBOT|")]
    [InlineData("<>", "")]
    [InlineData("<!^|>", "@")]
    [InlineData("<@>", "@")]
    public void Broken_text_is_said_as_it_is_and_calls_nobody(string? text, string expected)
    {
        Assert.Equal((expected, false), (InDirect(Said(text))?.Text, InDirect(Said(text))!.IsMention));
        Assert.Null(InChannel(Said(text)));
    }

    [Fact]
    public void A_line_tells_who_said_what_whoever_it_was()
    {
        var events = new SlackEvents(Bot, Only(channels: ["none"]));

        var alice = events.ToLine(Said("see <@U2>") with { Files = [Png] }, Names);
        var bot = events.ToLine(Said("done") with { User = "UBOT", BotId = "BBOT" }, Names);
        var gone = events.ToLine(Said("x") with { Subtype = "tombstone" }, Names);

        Assert.Equal(new SlackLine(new Author("U1", "Alice"), "see @Gus\n(Attached: a.png)", Ts, IsBot: false, IsOwn: false), alice);
        Assert.Equal(("done", true, true), (bot?.Text, bot!.IsBot, bot.IsOwn));
        Assert.Null(gone);
        Assert.Null(events.ToLine(Said(""), Names));
    }

    [Fact]
    public void An_alert_of_cards_alone_is_a_line()
    {
        var alert = Said("") with { User = null, BotId = "B9", Attachments = [new("Build 7", null, "failed &amp; <@U1>", null, null)] };

        var line = new SlackEvents(Bot, SlackFilter.None).ToLine(alert, Names);

        Assert.Equal(("Build 7\nfailed & @Alice", true), (line?.Text, line!.IsBot));
    }

    [Fact]
    public void A_forwarded_message_is_quoted_and_a_preview_is_not()
    {
        var said = Said("what is this?");

        var forward = InDirect(said with { Attachments = [new(null, "do &lt;x&gt;", null, "Gus", IsShare: true)] });
        var preview = InDirect(said with { Attachments = [new("Docs", "text", null, null, null)] });

        Assert.Equal(("what is this?", new Quotation("Gus", "do <x>")), (forward!.Text, forward.Quotation));
        Assert.Null(preview?.Quotation);
    }

    [Fact]
    public void Everybody_who_is_named_is_to_be_known()
    {
        var before = Said("<@U2> <@U1>") with { Attachments = [new(null, "<@U4>", null, null, null)] };

        Assert.Equal(["U1", "U3", "U2", "U4"], SlackSpeech.PeopleOf(Edited(before, "<@U3>") with { Message = Said("<@U3>") }));
        Assert.Equal(["U1"], SlackSpeech.PeopleOf(Said(null)));
    }

    [Fact]
    public void A_file_is_a_reference()
    {
        var mapped = InDirect(Said("") with { Subtype = "file_share", Files = [Png, Png with { FileAccess = "check_file_info" }] });

        Assert.Equal(
            [
                new Attachment("image", "https://files.slack.com/d", "a.png", 12, "image/png"),
                new Attachment("image", "F1", "a.png", 12, "image/png"),
            ],
            mapped!.Attachments
        );
    }

    [Fact]
    public void A_file_that_is_gone_or_cannot_be_read_is_named()
    {
        SlackFile[] files =
        [
            Png with
            {
                Mode = "tombstone",
            },
            Png with
            {
                Mode = "hidden_by_limit",
            },
            Png with
            {
                Mode = "external",
            },
            Png with
            {
                Mimetype = "audio/mp4",
            },
        ];

        var mapped = InDirect(Said("see") with { Files = files });

        Assert.All(mapped!.Attachments, file => Assert.Equal(("a.png", false), (file.Name, file.IsReadable)));
        Assert.Equal(["image", "image", "image", "audio"], mapped.Attachments.Select(file => file.Kind));
    }

    private static SlackFile Png =>
        new("F1", "a.png", "image/png", 12, "hosted", null, "https://files.slack.com/p", "https://files.slack.com/d");
}

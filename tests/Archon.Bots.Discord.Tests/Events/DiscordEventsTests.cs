using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Wire;
using static Archon.Bots.Discord.Tests.Events.Samples;

namespace Archon.Bots.Discord.Tests.Events;

public sealed class DiscordEventsTests
{
    [Fact]
    public void A_mention_in_a_channel_opens_the_thread_of_its_own_id()
    {
        var mapped = Map(Said("<@10> fix it"));

        Assert.NotNull(mapped);
        Assert.Equal(new ConversationKey("discord", "900", $"500/{Id}"), mapped.Conversation);
        Assert.Equal((Id, 1191168000000000001, Id), (mapped.DeliveryId, mapped.OrderKey, mapped.MessageId));
        Assert.Equal(("fix it", true, true, true), (mapped.Text, mapped.IsMention, mapped.IsAddressed, mapped.IsShared));
        Assert.Equal((new Author("1", "Alice"), "10"), (mapped.Author, mapped.Bot));
        Assert.Equal(Snowflake.At(1191168000000000001), mapped.SentAt);
    }

    [Fact]
    public void The_live_message_and_its_copy_in_the_history_are_equal()
    {
        const string body = """
            "id":"1191168000000000001","type":0,"channel_id":"500","content":"<@10> hi","timestamp":"2024-01-01T00:00:00+00:00","edited_timestamp":null,
            "author":{"id":"1","username":"alice","global_name":"Alice","discriminator":"0"},"mentions":[{"id":"10","username":"archon","bot":true}],
            "mention_roles":[],"mention_everyone":false,"attachments":[],"embeds":[],"pinned":false,"tts":false,"flags":0,"something_new":{"a":[1]}
            """;

        var live = Map(Posted("{" + body + ""","guild_id":"900","nonce":12,"member":{"nick":null,"roles":["60"]}}"""));
        var readBack = Map(Posted("{" + body + "}"));

        Assert.NotNull(live);
        Assert.Equal(live, readBack);
    }

    [Theory]
    [InlineData("hello all")]
    [InlineData("@everyone look")]
    [InlineData("@here look")]
    [InlineData("<@&60> look")]
    [InlineData("<@11> look")]
    public void What_does_not_call_the_bot_itself_is_not_for_it(string text)
    {
        Assert.Null(Map(Said(text)));
    }

    [Theory]
    [InlineData("<@10> go on", "go on")]
    [InlineData("<@!10>, go on", "go on")]
    [InlineData("<@&61> go on", "go on")]
    [InlineData("go on <@10>", "go on")]
    [InlineData("ask <@10> about <#500> and <@&60> <:ok:7> </help:9>", "ask @archon about #general and @dev :ok: /help")]
    public void Its_name_and_its_own_role_call_it_wherever_they_stand(string text, string expected)
    {
        var mapped = Map(Said(text));

        Assert.Equal((expected, true), (mapped?.Text, mapped?.IsMention));
    }

    [Fact]
    public void An_answer_to_a_message_of_the_bot_needs_no_mention_and_goes_on_where_that_began()
    {
        var alone = Map(Answering(Us, "and then?"));
        var rooted = Map(Answering(Us, "and then?", new DiscordReference(0, "33", "500")));
        var toOthers = Map(Answering(Alice, "and then?"));

        Assert.Equal(($"500/{Id}", true, false), (alone?.Conversation.Thread, alone?.IsAddressed, alone?.IsMention));
        Assert.Equal("500/33", rooted?.Conversation.Thread);
        Assert.Null(rooted?.Quotation);
        Assert.Null(toOthers);
    }

    [Fact]
    public void A_line_of_a_thread_may_be_for_the_bot_and_a_direct_message_is()
    {
        var inThread = Map(Said("go on"), InThread);
        var direct = Map(Said("go on") with { GuildId = null }, Direct);

        Assert.Equal(("500/700", false, true), (inThread?.Conversation.Thread, inThread?.IsAddressed, inThread?.IsShared));
        Assert.Equal(new ConversationKey("discord", "@me", "800"), direct?.Conversation);
        Assert.Equal((true, false), (direct?.IsAddressed, direct?.IsShared));
    }

    [Theory]
    [InlineData(ChannelType.Announcement, $"500/{Id}")]
    [InlineData(2, "500")]
    public void Where_no_thread_can_be_opened_the_channel_is_the_conversation(int type, string expected)
    {
        Assert.Equal(expected, Map(Said("<@10> hi"), Channel with { Type = type })?.Conversation.Thread);
    }

    [Fact]
    public void The_operator_decides_about_threads_and_mentions()
    {
        var inChannel = Map(Said("<@10> hi"), manners: new DiscordManners(RequireMention: true, OpensThreads: false));
        var unmentioned = Map(Said("hi"), manners: new DiscordManners(RequireMention: true, OpensThreads: false));
        var everything = Map(Said("hi"), manners: new DiscordManners(RequireMention: false, OpensThreads: true));

        Assert.Equal("500", inChannel?.Conversation.Thread);
        Assert.Null(unmentioned);
        Assert.Equal(($"500/{Id}", true), (everything?.Conversation.Thread, everything?.IsAddressed));
    }

    [Fact]
    public void Bots_webhooks_and_Discord_itself_are_not_heard_unless_they_are_listed()
    {
        var bot = Said("<@10> hi") with { Author = Alice with { Id = "77", Bot = true } };
        var webhook = Said("<@10> hi") with { Author = Alice with { Id = "78", Bot = true }, WebhookId = "78" };

        Assert.Null(Map(bot));
        Assert.Null(Map(webhook));
        Assert.Null(Map(Said("<@10> hi") with { Author = Us }));
        Assert.Null(Map(Said("<@10> hi") with { Author = Alice with { System = true } }));
        Assert.Null(Map(Said("<@10> hi") with { Type = 6 }));
        Assert.True(Map(bot, filter: Only(bots: ["77"]))?.Author.IsStranger);
        Assert.True(Map(webhook, filter: Only(bots: ["78"]))?.Author.IsStranger);
    }

    [Fact]
    public void Servers_and_channels_that_are_not_listed_are_not_heard()
    {
        var message = Said("<@10> hi");

        Assert.Null(Map(message, filter: Only(guilds: ["901"])));
        Assert.Null(Map(message, filter: Only(channels: ["501"])));
        Assert.NotNull(Map(message, filter: Only(guilds: ["900"], channels: ["500"])));
        Assert.NotNull(Map(message, InThread, Only(channels: ["500"])));
        Assert.NotNull(Map(message, Direct, Only(guilds: ["901"], channels: ["501"])));
    }

    [Fact]
    public void A_role_vouches_for_who_holds_it()
    {
        var message = Said("<@10> hi") with { Member = new DiscordMember(null, "Ali", ["5", "60"]) };

        Assert.Equal(
            ("Ali", true),
            (Map(message, filter: Only(roles: ["60"]))?.Author is { } author ? (author.DisplayName, author.IsVouchedFor) : default)
        );
        Assert.False(Map(message)?.Author.IsVouchedFor);
        Assert.False(Map(message with { Member = null }, filter: Only(roles: ["60"]))?.Author.IsVouchedFor);
    }

    [Fact]
    public void What_is_answered_or_forwarded_is_quoted()
    {
        var answer = Map(Answering(Alice, "<@10> explain"));
        var forward = Map(
            Said("<@10> see") with
            {
                MessageReference = new DiscordReference(1, "5", "6"),
                MessageSnapshots = [new DiscordSnapshot(new DiscordMessage { Content = "from elsewhere" })],
            }
        );

        Assert.Equal(new Quotation("Alice", "said before"), answer?.Quotation);
        Assert.Equal(new Quotation("somebody", "from elsewhere"), forward?.Quotation);
    }

    [Fact]
    public void Files_carry_what_it_takes_to_fetch_them_later()
    {
        var mapped = Map(
            Said("<@10> see") with
            {
                Attachments =
                [
                    new DiscordAttachment("9", "a.png", 3, "image/png", "https://cdn.discordapp.com/attachments/a.png?ex=1&is=0&hm=x"),
                    new DiscordAttachment("8", "b.ogg", 4, "audio/ogg", "https://cdn.discordapp.com/attachments/b.ogg"),
                    new DiscordAttachment("7", "c.txt", 5, "text/plain; charset=utf-8", "https://cdn.discordapp.com/attachments/c.txt"),
                ],
                StickerItems = [new DiscordSticker("1", "wave")],
            }
        );

        Assert.Equal(["image", "audio", "file", "sticker"], mapped!.Attachments.Select(file => file.Kind));
        Assert.Equal([true, false, true, false], mapped.Attachments.Select(file => file.IsReadable));
        Assert.Equal("text/plain", mapped.Attachments[2].ContentType);
        var reference = DiscordFileReference.Parse(mapped.Attachments[0].Reference);
        Assert.Equal(("9", ("500", Id)), (reference.File, reference.Message!.Value));
        Assert.True(reference.IsStale(DateTimeOffset.UnixEpoch.AddSeconds(1)));
        Assert.False(reference.IsStale(DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void An_edit_names_what_it_changes_and_calls_the_bot_only_if_it_says_so()
    {
        var edit = Mapping().MapEdit(Said("<@10> better") with { EditedTimestamp = "2024-01-01T00:01:00+00:00" }, Channel);
        var silent = Mapping().MapEdit(Said("better") with { EditedTimestamp = "2024-01-01T00:01:00+00:00" }, InThread);

        Assert.Equal(
            (MessageKind.Edited, $"{Id}:1704067260000", Id, "better", false),
            (edit!.Value.Edit.Kind, edit.Value.Edit.DeliveryId, edit.Value.Edit.Target, edit.Value.Edit.Text, edit.Value.Edit.IsAddressed)
        );
        Assert.Equal((MessageKind.Message, Id), (edit.Value.Said!.Kind, edit.Value.Said.DeliveryId));
        Assert.Equal(("500/700", (InboundMessage?)null), (silent!.Value.Edit.Conversation.Thread, silent.Value.Said));
    }

    [Fact]
    public void What_Discord_itself_changes_is_no_edit()
    {
        Assert.Null(Mapping().MapEdit(Said("<@10> hi"), Channel));
        Assert.Null(Mapping().MapEdit(Said(null) with { EditedTimestamp = "2024-01-01T00:01:00+00:00" }, Channel));
        Assert.Null(Mapping().MapEdit(Said("x") with { EditedTimestamp = "2024-01-01T00:01:00+00:00", Author = null }, Channel));
        Assert.Null(Mapping().MapEdit(Said("x") with { EditedTimestamp = "2024-01-01T00:01:00+00:00", Author = Us }, Channel));
    }

    [Fact]
    public void A_deletion_finds_its_message_though_nobody_tells_who_did_it()
    {
        var inChannel = Mapping().MapDelete(Id, Channel);
        var inThread = Mapping().MapDelete(Later, InThread);

        Assert.Equal(
            (MessageKind.Deleted, $"{Id}:deleted", Id, Author.Unknown, $"500/{Id}", false),
            (
                inChannel!.Kind,
                inChannel.DeliveryId,
                inChannel.Target,
                inChannel.Author,
                inChannel.Conversation.Thread,
                inChannel.IsAddressed
            )
        );
        Assert.Equal("500/700", inThread?.Conversation.Thread);
        Assert.Null(Mapping().MapDelete("nothing", Channel));
    }
}

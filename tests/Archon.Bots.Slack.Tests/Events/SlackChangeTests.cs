using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Slack.Wire;
using static Archon.Bots.Slack.Tests.Events.Samples;

namespace Archon.Bots.Slack.Tests.Events;

public sealed class SlackChangeTests
{
    [Fact]
    public void An_edit_is_named_by_its_time_and_points_at_the_message()
    {
        var before = InChannel(Said("<@UBOT> a"));
        var mapped = InChannel(Edited(Said("<@UBOT> a"), "<@UBOT> b"));

        Assert.Equal((MessageKind.Edited, $"{Ts}@C1:{Later}", Ts, "b"), (mapped!.Kind, mapped.DeliveryId, mapped.Target, mapped.Text));
        Assert.Equal((before!.Conversation, before.OrderKey, true), (mapped.Conversation, mapped.OrderKey, mapped.IsAddressed));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_060).AddMicroseconds(200), mapped.SentAt);
        Assert.IsType<InboundKind.Edit>(InboundKind.Of(mapped));
    }

    [Fact]
    public void What_Slack_adds_by_itself_is_no_edit()
    {
        var said = Said("<@UBOT> see <https://a.b>");

        Assert.Null(InChannel(Changed(said, said)));
        Assert.Null(InChannel(Changed(said, said with { Text = "other" })));
        Assert.Null(InChannel(Changed(said, said with { Edited = new SlackEdit("U1", Later) })));
        Assert.Null(InChannel(new SlackMessage { Subtype = "message_changed" }));
    }

    [Fact]
    public void Our_own_edits_are_not_heard()
    {
        Assert.Null(InChannel(Edited(Said("a") with { User = "UBOT", ThreadTs = Root }, "<@UBOT> b")));
        Assert.Null(InDirect(Edited(Said("a") with { User = null, BotId = "BBOT", Subtype = "bot_message" }, "b")));
    }

    [Fact]
    public void To_put_our_name_in_is_to_say_it_now()
    {
        var mapped = InChannel(Edited(Said("help me"), "<@UBOT> help me"));

        Assert.Equal((MessageKind.Message, $"{Ts}@C1", "help me"), (mapped!.Kind, mapped.DeliveryId, mapped.Text));
    }

    [Fact]
    public void To_take_our_name_out_changes_what_was_said_to_us()
    {
        var mapped = InChannel(Edited(Said("<@UBOT> a"), "b"));

        Assert.Equal((MessageKind.Edited, "b", true), (mapped!.Kind, mapped.Text, mapped.IsAddressed));
    }

    [Theory]
    [InlineData("a", "b", false)]
    [InlineData("a", "<@UBOT> b", true)]
    public void An_edit_in_a_thread_is_told(string before, string now, bool isAddressed)
    {
        var mapped = InChannel(Edited(Said(before) with { ThreadTs = Root }, now));

        Assert.Equal((MessageKind.Edited, $"C1/{Root}", isAddressed), (mapped!.Kind, mapped.Conversation.Thread, mapped.IsAddressed));
    }

    [Fact]
    public void A_deletion_takes_back_what_was_said_to_us()
    {
        var mapped = InChannel(Deleted(Said("<@UBOT> a") with { Files = [] }));

        Assert.Equal((MessageKind.Deleted, $"{Ts}@C1:deleted", Ts, ""), (mapped!.Kind, mapped.DeliveryId, mapped.Target, mapped.Text));
        Assert.IsType<InboundKind.Withdrawal>(InboundKind.Of(mapped));
        Assert.Null(InChannel(Deleted(Said("a"))));
        Assert.Null(InDirect(Deleted(Said("a") with { User = "UBOT" })));
        Assert.Null(InDirect(new SlackMessage { Subtype = "message_deleted", DeletedTs = Ts }));
    }

    [Fact]
    public void A_root_that_leaves_a_tombstone_is_deleted()
    {
        var root = Said("<@UBOT> a") with { ThreadTs = Ts };
        var tombstone = root with { Subtype = "tombstone", User = "USLACKBOT", Text = "This message was deleted." };

        var mapped = InChannel(Changed(root, tombstone));

        Assert.Equal((MessageKind.Deleted, $"C1/{Ts}", "U1"), (mapped!.Kind, mapped.Conversation.Thread, mapped.Author.Id));
        Assert.Equal(InChannel(Deleted(root)), mapped);
    }
}

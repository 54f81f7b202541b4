using System.Text.Json;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Slack.Events;
using static Archon.Bots.Slack.Tests.Events.Samples;

namespace Archon.Bots.Slack.Tests.Events;

public sealed class SlackInteractionTests
{
    [Theory]
    [InlineData("C1", "channel", Root, $"C1/{Root}")]
    [InlineData("C1", null, null, $"C1/{Ts}")]
    [InlineData("D1", "im", null, "D1")]
    [InlineData("D1", null, null, "D1")]
    [InlineData("D1", "im", Root, $"D1/{Root}")]
    public void A_press_belongs_to_the_conversation_of_its_message(string channel, string? type, string? thread, string expected)
    {
        var mapped = Press(Block(channel, thread, "\"value\":\"stop:1\""), type);

        Assert.Equal((MessageKind.Pressed, "11.22.x", Ts, "stop:1"), (mapped!.Kind, mapped.DeliveryId, mapped.Target, mapped.Text));
        Assert.Equal((expected, new Author("U1", "Alice")), (mapped.Conversation.Thread, mapped.Author));
        Assert.Equal((channel != "D1", true, null), (mapped.IsShared, mapped.IsAddressed, mapped.MessageId));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_060).AddMicroseconds(200), mapped.SentAt);
    }

    [Fact]
    public void A_press_of_what_has_no_value_or_is_not_listed_is_left()
    {
        Assert.Null(Press(Block("C1", Root, "\"action_id\":\"open\""), "channel"));
        Assert.Null(Press(Block("C1", Root, "\"value\":\"x\""), "channel", Only(channels: ["C2"])));
        Assert.Null(Press(Block("C1", Root, "\"value\":\"x\""), "channel", Only(teams: ["T2"])));
        Assert.Null(
            Press(
                """{"type":"block_actions","container":{"type":"view"},"trigger_id":"1","user":{"id":"U1"},"actions":[{"value":"x"}]}""",
                null
            )
        );
        Assert.Null(Press("""{"type":"shortcut"}""", null));
    }

    [Fact]
    public void A_sent_modal_is_read_by_block_and_action()
    {
        var sent = JsonSerializer.Deserialize(
            """
            {"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1"},"view":{"id":"V1","callback_id":"deny","private_metadata":"q1",
            "state":{"values":{"reason":{"v":{"type":"plain_text_input","value":"too risky"}}}}}}
            """,
            SlackEventJson.Default.SlackInteraction
        );

        Assert.Equal(
            ("deny", "q1", "too risky"),
            (sent!.View?.CallbackId, sent.View?.PrivateMetadata, sent.View?.State?.Values?["reason"]["v"].Value)
        );
        Assert.Null(new SlackPresses(Bot, SlackFilter.None).Map(sent, null, Names, Now));
    }

    [Fact]
    public void A_command_in_a_channel_opens_the_thread_of_the_root_that_was_posted_for_it()
    {
        var mapped = Command("fix &lt;it&gt; with <@U2|gus>", "C1", "channel", Root);

        Assert.Equal((MessageKind.Command, "33.44.y", $"C1/{Root}"), (mapped!.Kind, mapped.DeliveryId, mapped.Conversation.Thread));
        Assert.Equal(("fix <it> with @Gus", Root, true), (mapped.Text, mapped.MessageId, mapped.IsShared));
        Assert.Equal((1_699_999_999_000_001, Now), (mapped.OrderKey, mapped.SentAt));
        Assert.IsType<InboundKind.Prompt>(InboundKind.Of(mapped));
    }

    [Fact]
    public void A_command_in_a_direct_message_is_said_there()
    {
        var mapped = Command("hi", "D1", null, null);

        Assert.Equal(("D1", 1_700_000_100_000_000, null), (mapped!.Conversation.Thread, mapped.OrderKey, mapped.MessageId));
        Assert.False(mapped.IsShared);
    }

    [Fact]
    public void A_command_without_a_place_or_of_another_name_is_left()
    {
        Assert.Null(Command("hi", "C1", "channel", null));
        Assert.Null(Command("hi", "D1", "im", null, SlackCommands.Workflow));
        Assert.Null(Command("hi", "C1", "channel", Root, filter: Only(channels: ["C2"])));
        Assert.Null(Command("hi", "C1", "channel", Root, filter: Only(teams: ["T2"])));
    }

    [Theory]
    [InlineData("", ControlKind.Help)]
    [InlineData("status", ControlKind.Status)]
    [InlineData("Stop all", ControlKind.StopAll)]
    [InlineData("why", ControlKind.Why)]
    [InlineData("!cost", ControlKind.Cost)]
    [InlineData("deny too risky", ControlKind.Deny)]
    public void A_control_needs_no_second_sign(string text, ControlKind expected)
    {
        Assert.Equal(expected, Assert.IsType<InboundKind.Control>(InboundKind.Of(Command(text, "D1", "im", null)!)).Kind);
    }

    [Theory]
    [InlineData("reset", true)]
    [InlineData("new", true)]
    [InlineData("new button on the page, please", false)]
    [InlineData("help me with the tests", false)]
    [InlineData("status of the build?", false)]
    public void What_goes_on_in_sentences_is_for_the_agent(string text, bool standsAlone)
    {
        var kind = Assert.IsType<InboundKind.Prompt>(InboundKind.Of(Command(text, "D1", "im", null)!));

        Assert.Equal(standsAlone, kind.StandsAlone);
    }

    [Fact]
    public void The_answer_about_workflows_names_the_other_command()
    {
        Assert.Contains("`/archon <text>`", SlackCommands.WorkflowAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', SlackCommands.WorkflowAnswer);
    }

    private static string Block(string channel, string? thread, string action) =>
        $$"""
            {"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1","username":"a","team_id":"T1"},"trigger_id":"11.22.x",
            "container":{"type":"message","message_ts":"{{Ts}}","channel_id":"{{channel}}","is_ephemeral":false{{(
                thread is null ? "" : $",\"thread_ts\":\"{thread}\""
            )}}},"actions":[{"type":"button","action_ts":"{{Later}}",{{action}}}]}
            """;

    private static InboundMessage? Press(string json, string? type, SlackFilter? filter = null) =>
        new SlackPresses(Bot, filter ?? SlackFilter.None).Map(
            JsonSerializer.Deserialize(json, SlackEventJson.Default.SlackInteraction)!,
            type,
            Names,
            Now
        );

    private static InboundMessage? Command(
        string text,
        string channel,
        string? type,
        string? root,
        string name = SlackCommands.Talk,
        SlackFilter? filter = null
    ) =>
        new SlackCommands(Bot, filter ?? SlackFilter.None).Map(
            new SlackCommand("T1", channel, "x", "U1", name, text, "33.44.y", null),
            type,
            root,
            Names,
            Now
        );
}

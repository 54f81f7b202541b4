using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Commands;

public sealed class InboundKindTests
{
    [Theory]
    [InlineData("/start", ControlKind.Start)]
    [InlineData("/help", ControlKind.Help)]
    [InlineData("/status", ControlKind.Status)]
    [InlineData("!status", ControlKind.Status)]
    [InlineData("/queue", ControlKind.Queue)]
    [InlineData("/stop", ControlKind.Stop)]
    [InlineData("/Stop", ControlKind.Stop)]
    [InlineData("  /STOP \n", ControlKind.Stop)]
    [InlineData("/stop please", ControlKind.Stop)]
    [InlineData("/stop all", ControlKind.StopAll)]
    [InlineData("!stop   ALL ", ControlKind.StopAll)]
    [InlineData("/stop\nall", ControlKind.StopAll)]
    [InlineData("/stop all of it", ControlKind.Stop)]
    [InlineData("/users", ControlKind.Users)]
    [InlineData("/allow 123456789 approver", ControlKind.Allow)]
    [InlineData("/deny 123456789", ControlKind.DenyPerson)]
    [InlineData("!deny U024BE7LH", ControlKind.DenyPerson)]
    [InlineData("/pair", ControlKind.Pair)]
    [InlineData("/start abcd-efgh-jkmn-pqrs", ControlKind.Pair)]
    [InlineData("/start campaign", ControlKind.Start)]
    [InlineData("/approve", ControlKind.Approve)]
    [InlineData("!approve", ControlKind.Approve)]
    [InlineData("/approve it", ControlKind.Approve)]
    [InlineData("/deny", ControlKind.Deny)]
    [InlineData("!Deny not today", ControlKind.Deny)]
    public void A_control_is_known_by_its_first_word(string text, ControlKind expected)
    {
        var control = Assert.IsType<InboundKind.Control>(InboundKind.Of(Inbound.Message(text)));

        Assert.Equal(expected, control.Kind);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("/usr/bin/env is a path")]
    [InlineData("/reset")]
    [InlineData("/new")]
    [InlineData("/compact")]
    [InlineData("/stopp")]
    [InlineData("please /stop")]
    [InlineData("stop")]
    [InlineData("yes")]
    [InlineData("approve")]
    [InlineData("deny")]
    [InlineData("/ stop")]
    [InlineData("//stop")]
    [InlineData("/")]
    [InlineData("!")]
    [InlineData("$& $$ <b>")]
    public void Everything_else_is_a_prompt(string text) => Assert.IsType<InboundKind.Prompt>(InboundKind.Of(Inbound.Message(text)));

    [Theory]
    [InlineData("")]
    [InlineData("  \n\t ")]
    public void An_empty_message_is_answered_as_unreadable(string text)
    {
        var kind = InboundKind.Of(Inbound.Message(text));

        Assert.Equal(new InboundKind.Control(ControlKind.Unreadable, ""), kind);
    }

    [Fact]
    public void A_message_of_attachments_alone_is_unreadable_and_names_them()
    {
        var message = Inbound.Message("") with { Attachments = [new("sticker", "", null, 1), new("voice", "", null, 2)] };

        Assert.Equal(new InboundKind.Control(ControlKind.Unreadable, "sticker, voice"), InboundKind.Of(message));
    }

    [Fact]
    public void A_file_without_a_word_is_a_prompt()
    {
        var message = Inbound.Message("") with { Attachments = [new("photo", "r1", null, 1), new("voice", "", null, 2)] };

        Assert.IsType<InboundKind.Prompt>(InboundKind.Of(message));
    }

    [Theory]
    [InlineData("stop", ControlKind.Stop)]
    [InlineData("Stop All", ControlKind.StopAll)]
    [InlineData(" status ", ControlKind.Status)]
    [InlineData("queue", ControlKind.Queue)]
    [InlineData("help", ControlKind.Help)]
    [InlineData("/stop all", ControlKind.StopAll)]
    public void Beside_a_mention_a_controls_word_needs_no_sign(string text, ControlKind expected)
    {
        var control = Assert.IsType<InboundKind.Control>(InboundKind.Of(Inbound.Message(text) with { IsMention = true }));

        Assert.Equal(expected, control.Kind);
    }

    [Theory]
    [InlineData("stop the server")]
    [InlineData("help me")]
    [InlineData("what is your status")]
    [InlineData("reset")]
    public void Beside_a_mention_anything_longer_is_a_prompt(string text) =>
        Assert.IsType<InboundKind.Prompt>(InboundKind.Of(Inbound.Message(text) with { IsMention = true }));

    [Theory]
    [InlineData("the new words", true)]
    [InlineData("/reset", true)]
    [InlineData("/stop", false)]
    [InlineData("", false)]
    public void An_edit_tells_whether_its_text_may_wait(string text, bool staysPrompt)
    {
        var edit = Inbound.Message(text) with { Kind = MessageKind.Edited, Target = "41" };

        Assert.Equal(new InboundKind.Edit(staysPrompt), InboundKind.Of(edit));
    }

    [Theory]
    [InlineData("/reset", true)]
    [InlineData("/new now", true)]
    [InlineData("/compact", false)]
    [InlineData("reset", false)]
    public void A_command_of_ours_is_part_of_no_other_text(string text, bool standsAlone) =>
        Assert.Equal(new InboundKind.Prompt { StandsAlone = standsAlone }, InboundKind.Of(Inbound.Message(text)));

    [Fact]
    public void A_bot_that_was_added_says_hello_and_what_the_platform_wants_to_be_said()
    {
        var opened = Inbound.Message("Privacy mode is on.") with { Kind = MessageKind.Opened };

        Assert.Equal(new InboundKind.Control(ControlKind.Opened, "Privacy mode is on."), InboundKind.Of(opened));
    }

    [Fact]
    public void Text_with_an_attachment_is_a_prompt()
    {
        var message = Inbound.Message("look") with { Attachments = [new("photo", "r1", null, 1)] };

        Assert.IsType<InboundKind.Prompt>(InboundKind.Of(message));
    }

    [Fact]
    public void A_pairing_carries_the_proof_of_its_code_and_not_the_code()
    {
        var (typed, exact) = (Inbound.Message("/pair abcdefgh jkmn-pqrs"), Inbound.Message("/pair ABCD-EFGH-JKMN-PQRS"));

        var control = Assert.IsType<InboundKind.Control>(InboundKind.Of(typed));

        Assert.Equal(InboundKind.Of(exact), control);
        Assert.DoesNotContain("PQRS", control.Argument, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_press_of_Stop_names_the_turn_that_it_was_shown_with()
    {
        var turn = Guid.CreateVersion7();
        var press = Inbound.Message(StopAction.Of(turn)) with { Kind = MessageKind.Pressed };

        Assert.Equal(new InboundKind.Control(ControlKind.Stop, turn.ToString("N")), InboundKind.Of(press));
    }

    [Theory]
    [InlineData("stop:")]
    [InlineData("stop:7")]
    [InlineData("allow:")]
    [InlineData("deny:7")]
    [InlineData("permit:0192f0e4b3c27d1e8f00000000000001")]
    [InlineData("/stop")]
    public void A_press_that_is_not_ours_is_ignored(string action)
    {
        var press = Inbound.Message(action) with { Kind = MessageKind.Pressed };

        Assert.IsType<InboundKind.Ignored>(InboundKind.Of(press));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_press_on_a_card_names_its_question(bool isAllowed)
    {
        var action = new ApprovalAction(isAllowed, Guid.CreateVersion7());
        var press = Inbound.Message(action.ToString()) with { Kind = MessageKind.Pressed };

        var control = Assert.IsType<InboundKind.Control>(InboundKind.Of(press));

        Assert.Equal((ControlKind.Answer, action), (control.Kind, ApprovalAction.Of(control.Argument)));
    }

    [Fact]
    public void A_denial_in_words_keeps_its_reason() =>
        Assert.Equal(
            new InboundKind.Control(ControlKind.Deny, "not on\nFridays"),
            InboundKind.Of(Inbound.Message("/deny not on\nFridays"))
        );

    [Fact]
    public void The_action_of_a_button_fits_into_the_platforms_64_bytes()
    {
        Assert.InRange(StopAction.Of(Guid.NewGuid()).Length, 1, 64);
        Assert.InRange(new ApprovalAction(true, Guid.NewGuid()).ToString().Length, 1, 64);
    }

    [Fact]
    public void Every_kind_of_message_has_its_place()
    {
        foreach (var kind in Enum.GetValues<MessageKind>())
        {
            var expected = kind switch
            {
                MessageKind.Message or MessageKind.Command => typeof(InboundKind.Prompt),
                MessageKind.Opened => typeof(InboundKind.Control),
                MessageKind.Edited => typeof(InboundKind.Edit),
                MessageKind.Deleted => typeof(InboundKind.Withdrawal),
                MessageKind.Moved => typeof(InboundKind.Move),
                _ => typeof(InboundKind.Ignored),
            };

            Assert.IsType(expected, InboundKind.Of(Inbound.Message("hello") with { Kind = kind, Target = "41" }));
        }
    }
}

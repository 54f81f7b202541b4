using System.Text.Json;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Interactions;
using static Archon.Bots.Discord.Tests.Events.Samples;

namespace Archon.Bots.Discord.Tests.Interactions;

public sealed class DiscordInteractionTests
{
    private const string Who =
        """ "member":{"user":{"id":"1","username":"alice"},"nick":"Ali","roles":["60"]},"guild_id":"900","channel_id":"500" """;

    private static readonly DiscordCommands _commands = new(Bot, DiscordFilter.None);

    [Theory]
    [InlineData("""{"name":"status","type":1}""", "!status")]
    [InlineData("""{"name":"stop","type":1,"options":[{"name":"text","type":3,"value":"all"}]}""", "!stop all")]
    [InlineData("""{"name":"ask","type":1,"options":[{"name":"prompt","type":3,"value":" fix it "}]}""", "fix it")]
    public void A_command_says_what_it_would_say_in_words(string data, string expected)
    {
        var command = Parse("""{"id":"LATER","type":2,"token":"t",WHO,"data":DATA}""", data);

        var mapped = _commands.Map(command, Channel, Channel.Address, root: null);

        Assert.Equal((expected, MessageKind.Command, Later), (mapped?.Text, mapped?.Kind, mapped?.DeliveryId));
        Assert.Equal("Ali", mapped?.Author.DisplayName);
    }

    [Fact]
    public void A_prompt_stands_where_its_words_were_posted()
    {
        var command = Parse(
            """{"id":"LATER","type":2,"token":"t",WHO,"data":{"name":"ask","options":[{"name":"prompt","type":3,"value":"go"}]}}"""
        );

        var mapped = _commands.Map(command, Channel, Channel.ConversationOf(Id, opensThreads: true), Id);

        Assert.Equal(($"500/{Id}", Id), (mapped?.Conversation.Thread, mapped?.MessageId));
        Assert.True(DiscordCommands.IsPrompt(command));
        Assert.False(DiscordCommands.WantsForm(command));
    }

    [Fact]
    public void An_ask_without_words_wants_the_form_unless_a_file_comes_with_it()
    {
        var bare = Parse("""{"id":"LATER","type":2,"token":"t",WHO,"data":{"name":"ask"}}""");
        var withFile = Parse(
            """
            {"id":"LATER","type":2,"token":"t",WHO,"data":{"name":"ask","options":[{"name":"file","type":11,"value":"7"}],
            "resolved":{"attachments":{"7":{"id":"7","filename":"a.txt","size":2,"content_type":"text/plain","url":"https://cdn.discordapp.com/a.txt"}}}}}
            """
        );

        Assert.True(DiscordCommands.WantsForm(bare));
        Assert.False(DiscordCommands.WantsForm(withFile));
        var file = Assert.Single(_commands.Map(withFile, Channel, Channel.Address, root: null)!.Attachments);
        Assert.Equal(("a.txt", "https://cdn.discordapp.com/a.txt"), (file.Name, file.Reference));
    }

    [Theory]
    [InlineData("""[{"type":18,"id":1,"component":{"type":4,"id":2,"custom_id":"prompt","value":"hello"}}]""")]
    [InlineData("""[{"type":1,"components":[{"type":4,"custom_id":"prompt","value":"hello"}]}]""")]
    public void A_form_is_read_in_both_of_its_shapes(string components)
    {
        var form = Parse("""{"id":"LATER","type":5,"token":"t",WHO,"data":{"custom_id":"ask","components":DATA}}""", components);

        Assert.True(DiscordCommands.IsPrompt(form));
        Assert.Equal("hello", _commands.Map(form, Channel, Channel.Address, root: null)?.Text);
    }

    [Fact]
    public void A_press_names_the_message_and_the_action()
    {
        var press = Parse(
            """
            {"id":"LATER","type":3,"token":"t",WHO,"data":{"component_type":2,"custom_id":"stop:1"},
            "message":{"id":"44","channel_id":"500","message_reference":{"message_id":"33"}}}
            """
        );
        var presses = new DiscordPresses(Bot, Only(roles: ["60"]), Manners);

        var inThread = presses.Map(press, InThread);
        var inChannel = presses.Map(press, Channel);

        Assert.Equal(
            (MessageKind.Pressed, "stop:1", "44", "500/700", true),
            (inThread!.Kind, inThread.Text, inThread.Target, inThread.Conversation.Thread, inThread.Author.IsVouchedFor)
        );
        Assert.Equal("500/33", inChannel?.Conversation.Thread);
    }

    [Fact]
    public void What_is_registered_keeps_to_the_limits_and_has_each_name_once()
    {
        var menu = new CommandMenu([new CommandMenuEntry("help", new string('x', 200)), new CommandMenuEntry("stop", "stop it")])
        {
            ForAdmins = [new CommandMenuEntry("users", "who")],
        };

        var commands = DiscordCommands.Of(menu);

        Assert.Equal(["ask", "help", "stop", "users"], commands.Select(command => command.Name));
        Assert.All(commands, command => Assert.InRange(command.Description!.Length, 1, 100));
        Assert.All(commands.SelectMany(command => command.Options ?? []), option => Assert.InRange(option.Description!.Length, 1, 100));
    }

    private static DiscordInteraction Parse(string json, string data = "") =>
        JsonSerializer.Deserialize(
            json.Replace("LATER", Later, StringComparison.Ordinal)
                .Replace("WHO", Who, StringComparison.Ordinal)
                .Replace("DATA", data, StringComparison.Ordinal),
            DiscordEventJson.Default.DiscordInteraction
        )!;
}

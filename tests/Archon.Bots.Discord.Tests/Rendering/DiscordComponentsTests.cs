using System.Text.Json.Nodes;
using Archon.Bots.Core.Messages;
using Archon.Bots.Discord.Rendering;

namespace Archon.Bots.Discord.Tests.Rendering;

public sealed class DiscordComponentsTests
{
    [Fact]
    public void Buttons_stand_in_a_row()
    {
        var body = new ReplyBody("plan") { Buttons = [new ReplyButton("Stop", "stop:1"), new ReplyButton("Allow once", "allow:2")] };

        var components = DiscordComponents.Of(body);

        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """
                    [{"type":1,"components":[
                    {"type":2,"style":2,"label":"Stop","custom_id":"stop:1"},
                    {"type":2,"style":2,"label":"Allow once","custom_id":"allow:2"}]}]
                    """
                ),
                components
            ),
            components.ToJsonString()
        );
    }

    [Fact]
    public void A_reply_without_buttons_has_no_components()
    {
        Assert.Equal("[]", DiscordComponents.Of(new ReplyBody("plan")).ToJsonString());
    }

    [Theory]
    [InlineData(5, "5")]
    [InlineData(6, "5 1")]
    [InlineData(30, "5 5 5 5 5")]
    public void Rows_hold_what_Discord_takes(int buttons, string expected)
    {
        var body = new ReplyBody("q") { Buttons = [.. Enumerable.Range(0, buttons).Select(number => new ReplyButton("x", $"a:{number}"))] };

        var components = DiscordComponents.Of(body);

        Assert.Equal(expected, string.Join(' ', components.Select(row => row!["components"]!.AsArray().Count)));
    }

    [Fact]
    public void The_same_action_stands_once()
    {
        var body = new ReplyBody("q") { Buttons = [new ReplyButton("a", "x:1"), new ReplyButton("b", "x:1")] };

        var components = DiscordComponents.Of(body);

        Assert.Equal("a", Assert.Single(components[0]!["components"]!.AsArray())!["label"]!.GetValue<string>());
    }

    [Fact]
    public void A_long_label_is_cut_between_characters()
    {
        var body = new ReplyBody("q") { Buttons = [new ReplyButton(new string('x', 78) + "👍👍", "a:1"), new ReplyButton("", "a:2")] };

        var labels = DiscordComponents.Of(body)[0]!["components"]!.AsArray().Select(button => button!["label"]!.GetValue<string>());

        Assert.Equal([new string('x', 78) + "…", "…"], labels);
    }
}

using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class PressTests
{
    [Theory]
    [InlineData("approve")]
    [InlineData("v1")]
    [InlineData("Approve")]
    public async Task A_button_is_pressed_by_its_action_its_value_or_its_label(string action)
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var button = new
        {
            type = "button",
            action_id = "approve",
            value = "v1",
            text = Text("✅ Approve"),
        };

        var (ts, payload) = await PressAsync(rig, socket, button, action);

        var pressed = payload["actions"]![0]!;
        Assert.Equal(("button", "approve", "v1"), ((string?)pressed["type"], (string?)pressed["action_id"], (string?)pressed["value"]));
        Assert.Equal(ts, (string?)payload["container"]!["message_ts"]);
        Assert.Equal(ts, (string?)payload["message"]!["ts"]);
        Assert.Equal("alice", (string?)payload["user"]!["username"]);
    }

    [Fact]
    public async Task A_choice_comes_with_its_label()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var select = new
        {
            type = "static_select",
            action_id = "model",
            options = new[] { new { text = Text("Large"), value = "l" }, new { text = Text("Small"), value = "s" } },
        };

        var (_, payload) = await PressAsync(rig, socket, select, "Small");

        var option = payload["actions"]![0]!["selected_option"]!;
        Assert.Equal(("s", "Small"), ((string?)option["value"], (string?)option["text"]!["text"]));
    }

    [Fact]
    public async Task An_opinion_is_one_of_two_values()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var feedback = new
        {
            type = "feedback_buttons",
            action_id = "fb",
            positive_button = new { text = Text("Good"), value = "up" },
            negative_button = new { text = Text("Bad"), value = "down" },
        };

        var (_, payload) = await PressAsync(rig, socket, feedback, "Bad");

        Assert.Equal(("fb", "down"), ((string?)payload["actions"]![0]!["action_id"], (string?)payload["actions"]![0]!["value"]));
    }

    [Fact]
    public async Task A_press_in_a_message_for_one_person_shows_no_message()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var button = new
        {
            type = "button",
            action_id = "go",
            text = Text("Go"),
        };
        var post = new
        {
            channel = SlackRig.General,
            user = SlackRig.Alice,
            text = "psst",
            blocks = new[] { new { type = "actions", elements = new[] { button } } },
        };
        var ts = (string?)(await rig.DoAsync("chat.postEphemeral", post))["message_ts"];

        var clicking = rig.ControlAsync("click", new { message = ts, action = "go" });
        var payload = (await socket.TakeAsync())["payload"]!;
        await clicking;

        Assert.True((bool)payload["container"]!["is_ephemeral"]!);
        Assert.Null(payload["message"]);
    }

    private static async Task<(string Ts, JsonNode Payload)> PressAsync(SlackRig rig, SlackSocket socket, object element, string action)
    {
        var post = new
        {
            channel = SlackRig.General,
            text = "?",
            blocks = new[] { new { type = "actions", elements = new[] { element } } },
        };
        var ts = (string)(await rig.DoAsync("chat.postMessage", post))["ts"]!;
        await socket.EventAsync();

        var clicking = rig.ControlAsync("click", new { message = ts, action });
        var payload = (await socket.TakeAsync())["payload"]!;
        Assert.True((bool)(await clicking)["acked"]!);
        return (ts, payload);
    }

    private static object Text(string text) => new { type = "plain_text", text };
}

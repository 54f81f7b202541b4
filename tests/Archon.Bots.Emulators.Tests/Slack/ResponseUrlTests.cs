using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class ResponseUrlTests
{
    [Fact]
    public async Task An_address_works_five_times_and_needs_no_token()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var url = await UrlOfCommandAsync(rig, socket);

        var answers = new List<HttpStatusCode>();
        for (var time = 0; time < 6; time++)
        {
            answers.Add(await RespondAsync(rig, url, new { text = $"n{time}" }));
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 5), HttpStatusCode.NotFound], answers);
        Assert.Equal(5, (await MessagesAsync(rig)).Count);
    }

    [Fact]
    public async Task What_it_says_is_for_the_person_alone_unless_it_is_for_the_channel()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var url = await UrlOfCommandAsync(rig, socket);

        await RespondAsync(rig, url, new { text = "psst" });
        await RespondAsync(rig, url, new { text = "all", response_type = "in_channel" });

        var messages = await MessagesAsync(rig);
        Assert.Equal(SlackRig.Alice, (string?)messages[0]!["ephemeralTo"]);
        Assert.Null(messages[1]!["ephemeralTo"]);
        Assert.All(messages, message => Assert.Equal("response_url", (string?)message!["via"]));
    }

    [Fact]
    public async Task The_message_that_was_pressed_can_be_replaced_and_deleted()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var (ts, url) = await UrlOfPressAsync(rig, socket);

        await RespondAsync(rig, url, new { text = "done", replace_original = true });
        var replaced = await rig.MessageAsync(ts);
        await RespondAsync(rig, url, new { delete_original = true });
        var deleted = await rig.MessageAsync(ts);

        Assert.Equal("done", (string?)replaced["visible"]);
        Assert.Empty(replaced["buttons"]!.AsArray());
        Assert.NotNull(deleted["deletedAt"]);
    }

    [Fact]
    public async Task Words_in_the_acknowledgement_of_a_command_are_a_message_for_the_person()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);

        var commanding = rig.ControlAsync("command", new { command = "/ask", channel = SlackRig.General });
        var envelope = await socket.TakeAsync(new { text = "at once" });
        var answer = await commanding;

        Assert.True((bool)envelope["accepts_response_payload"]!);
        Assert.Equal("at once", (string?)answer["response"]!["text"]);
        var message = Assert.Single(await MessagesAsync(rig))!;
        Assert.Equal(SlackRig.Alice, (string?)message["ephemeralTo"]);
        Assert.Equal("ack", (string?)message["via"]);
    }

    private static async Task<string> UrlOfCommandAsync(SlackRig rig, SlackSocket socket)
    {
        var commanding = rig.ControlAsync("command", new { command = "/ask", channel = SlackRig.General });
        var envelope = await socket.TakeAsync();
        await commanding;
        return (string)envelope["payload"]!["response_url"]!;
    }

    private static async Task<(string Ts, string Url)> UrlOfPressAsync(SlackRig rig, SlackSocket socket)
    {
        var button = new
        {
            type = "button",
            action_id = "go",
            text = new { type = "plain_text", text = "Go" },
        };
        var ask = new
        {
            channel = SlackRig.General,
            text = "go?",
            blocks = new[] { new { type = "actions", elements = new[] { button } } },
        };
        var ts = (string)(await rig.DoAsync("chat.postMessage", ask))["ts"]!;
        await socket.TakeAsync();
        var clicking = rig.ControlAsync("click", new { message = ts, action = "go" });
        var envelope = await socket.TakeAsync();
        await clicking;
        return (ts, (string)envelope["payload"]!["response_url"]!);
    }

    private static async Task<HttpStatusCode> RespondAsync(SlackRig rig, string url, object answer)
    {
        using var response = await rig.Http.PostAsJsonAsync(new Uri(url), answer, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<JsonArray> MessagesAsync(SlackRig rig) => (await rig.LookAsync("transcript"))["messages"]!.AsArray();
}

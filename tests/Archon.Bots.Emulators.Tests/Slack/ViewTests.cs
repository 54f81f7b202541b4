using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class ViewTests
{
    [Fact]
    public async Task A_modal_is_submitted_with_what_was_filled_in_and_closes()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        await OpenAsync(rig, socket);

        var submitting = rig.ControlAsync("submit_view", new { values = new { q = "why" } });
        var payload = (await socket.TakeAsync())["payload"]!;
        await submitting;

        Assert.Equal("view_submission", (string?)payload["type"]);
        Assert.Equal("why", (string?)payload["view"]!["state"]!["values"]!["q"]!["v"]!["value"]);
        Assert.Empty(await ViewsAsync(rig));
    }

    [Fact]
    public async Task A_modal_that_the_app_finds_wrong_stays_open()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        await OpenAsync(rig, socket);

        var submitting = rig.ControlAsync("submit_view", new { values = new { q = "bad" } });
        await socket.TakeAsync(new { response_action = "errors", errors = new { q = "no" } });
        var answer = await submitting;

        Assert.Equal("errors", (string?)answer["response"]!["response_action"]);
        Assert.Equal("no", (string?)Assert.Single(await ViewsAsync(rig))!["errors"]!["q"]);
    }

    [Fact]
    public async Task A_modal_without_what_it_needs_cannot_be_submitted()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        await OpenAsync(rig, socket);

        var answer = await rig.ControlAsync("submit_view", new { values = new { } });

        Assert.False((bool)answer["ok"]!);
    }

    [Fact]
    public async Task An_acknowledgement_may_put_a_view_upon_the_other_and_clear_them_all()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        await OpenAsync(rig, socket);

        var submitting = rig.ControlAsync("submit_view", new { values = new { q = "1" } });
        await socket.TakeAsync(new { response_action = "push", view = Modal("second") });
        await submitting;
        var stacked = await ViewsAsync(rig);
        submitting = rig.ControlAsync("submit_view", new { values = new { q = "2" } });
        await socket.TakeAsync(new { response_action = "clear" });
        await submitting;

        Assert.Equal((string?)stacked[0]!["id"], (string?)stacked[1]!["view"]!["previous_view_id"]);
        Assert.Empty(await ViewsAsync(rig));
    }

    [Fact]
    public async Task A_trigger_opens_one_view_and_that_within_3_seconds()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var rig = await SlackRig.StartAsync(new SlackEmulatorOptions { Time = time });
        using var socket = await SlackSocket.OpenAsync(rig);
        var used = await TriggerAsync(rig, socket);
        await rig.DoAsync("views.open", new { trigger_id = used, view = Modal("form") });
        var late = await TriggerAsync(rig, socket);

        time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal("exchanged_trigger_id", await rig.RefusalAsync("views.open", new { trigger_id = used, view = Modal("form") }));
        Assert.Equal("expired_trigger_id", await rig.RefusalAsync("views.open", new { trigger_id = late, view = Modal("form") }));
        Assert.Equal("invalid_trigger_id", await rig.RefusalAsync("views.open", new { trigger_id = "1.2.x", view = Modal("form") }));
    }

    [Fact]
    public async Task A_view_is_updated_unless_it_has_changed_meanwhile()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var view = await OpenAsync(rig, socket);
        var (view_id, hash) = ((string?)view["id"], (string?)view["hash"]);
        var update = new
        {
            view_id,
            hash,
            view = Modal("other"),
        };

        await rig.DoAsync("views.update", update);

        Assert.Equal("hash_conflict", await rig.RefusalAsync("views.update", update));
        Assert.Equal("other", (string?)Assert.Single(await ViewsAsync(rig))!["view"]!["callback_id"]);
    }

    [Fact]
    public async Task A_press_in_a_view_names_the_view_and_no_channel()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var home = await rig.DoAsync("views.publish", new { user_id = SlackRig.Alice, view = Home() });

        var clicking = rig.ControlAsync("click", new { view = (string?)home["view"]!["id"], action = "Go" });
        var payload = (await socket.TakeAsync())["payload"]!;
        await clicking;

        Assert.Equal("view", (string?)payload["container"]!["type"]);
        Assert.Equal("go", (string?)payload["actions"]![0]!["action_id"]);
        Assert.Null(payload["channel"]);
        Assert.Null(payload["response_url"]);
    }

    [Fact]
    public async Task A_home_that_was_published_comes_with_its_opening()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        await rig.DoAsync("views.publish", new { user_id = SlackRig.Alice, view = Home() });

        await rig.ControlAsync("home", new { user = "alice" });

        var opened = await socket.EventAsync();
        Assert.Equal("app_home_opened", (string?)opened["type"]);
        Assert.Equal("home", (string?)opened["view"]!["type"]);
    }

    [Fact]
    public async Task Closing_is_told_where_the_app_wants_to_know()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        await OpenAsync(rig, socket);

        await rig.ControlAsync("close_view", new { });

        Assert.Equal("view_closed", (string?)(await socket.TakeAsync())["payload"]!["type"]);
        Assert.Empty(await ViewsAsync(rig));
    }

    private static async Task<string> TriggerAsync(SlackRig rig, SlackSocket socket)
    {
        var commanding = rig.ControlAsync("command", new { command = "/form", channel = SlackRig.General });
        var envelope = await socket.TakeAsync();
        await commanding;
        return (string)envelope["payload"]!["trigger_id"]!;
    }

    private static async Task<JsonNode> OpenAsync(SlackRig rig, SlackSocket socket)
    {
        var trigger_id = await TriggerAsync(rig, socket);
        return (await rig.DoAsync("views.open", new { trigger_id, view = Modal("form") }))["view"]!;
    }

    private static async Task<JsonArray> ViewsAsync(SlackRig rig) => (await rig.LookAsync("state"))["views"]!.AsArray();

    private static object Modal(string callback_id) =>
        new
        {
            type = "modal",
            callback_id,
            notify_on_close = true,
            title = Text("A form"),
            submit = Text("Go"),
            blocks = new[]
            {
                new
                {
                    type = "input",
                    block_id = "q",
                    label = Text("Question"),
                    element = new { type = "plain_text_input", action_id = "v" },
                },
            },
        };

    private static object Home() =>
        new
        {
            type = "home",
            blocks = new[]
            {
                new
                {
                    type = "actions",
                    elements = new[]
                    {
                        new
                        {
                            type = "button",
                            action_id = "go",
                            text = Text("Go"),
                        },
                    },
                },
            },
        };

    private static object Text(string text) => new { type = "plain_text", text };
}

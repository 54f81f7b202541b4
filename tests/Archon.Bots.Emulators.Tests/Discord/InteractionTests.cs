using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Discord;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Emulators.Tests.Discord;

public sealed class InteractionTests
{
    private const int Message = 4;
    private const int Form = 9;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task A_command_is_registered_typed_and_answered_once()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = socket;
        await RegisterAsync(rig);

        var typed = await rig.ControlAsync(
            "command",
            new
            {
                command = "ask",
                options = new { words = "why" },
                user = "alice",
            }
        );
        var told = (await socket.EventAsync("INTERACTION_CREATE"))["d"]!;
        await AnswerAsync(rig, told, Message, new { content = "because" });

        Assert.Equal("why", (string?)told["data"]!["options"]![0]!["value"]);
        Assert.Equal((400, 40060), await RefusalAsync(rig, told));
        var shown = (await rig.LookAsync($"interactions?id={typed["interaction"]}"))[0]!;
        Assert.Equal("because", (string?)(await rig.MessageAsync($"{shown["response"]}"))["content"]);
    }

    [Fact]
    public async Task An_answer_after_three_seconds_comes_too_late()
    {
        await using var rig = await DiscordRig.StartAsync(new DiscordEmulatorOptions { Time = _time });
        var (socket, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = socket;
        await RegisterAsync(rig);
        await rig.ControlAsync("command", new { command = "ask", user = "alice" });
        var told = (await socket.EventAsync("INTERACTION_CREATE"))["d"]!;

        _time.Advance(TimeSpan.FromSeconds(3.1));

        Assert.Equal((404, 10062), await RefusalAsync(rig, told));
        Assert.Contains("interaction_deadline", await rig.ViolationsAsync());
    }

    [Fact]
    public async Task A_button_is_pressed_by_its_label_and_only_if_it_is_there()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = socket;
        var message = await rig.DoAsync(
            HttpMethod.Post,
            $"channels/{rig.General}/messages",
            new
            {
                content = "may I?",
                components = new[]
                {
                    new
                    {
                        type = 1,
                        components = new[]
                        {
                            new
                            {
                                type = 2,
                                style = 3,
                                label = "✅ Allow",
                                custom_id = "allow:1",
                            },
                        },
                    },
                },
            }
        );

        await rig.ControlAsync(
            "click",
            new
            {
                message = $"{message["id"]}",
                action = "Allow",
                user = "bob",
            }
        );
        var told = (await socket.EventAsync("INTERACTION_CREATE"))["d"]!;

        Assert.Equal(
            (3, "allow:1", "bob"),
            ((int)told["type"]!, (string?)told["data"]!["custom_id"], (string?)told["member"]!["user"]!["username"])
        );
        await Assert.ThrowsAnyAsync<Exception>(() =>
            rig.ControlAsync(
                "click",
                new
                {
                    message = $"{message["id"]}",
                    action = "Deny",
                    user = "bob",
                }
            )
        );
    }

    [Fact]
    public async Task A_form_that_was_opened_is_filled_in()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = socket;
        await RegisterAsync(rig);
        var typed = await rig.ControlAsync("command", new { command = "ask", user = "alice" });
        var told = (await socket.EventAsync("INTERACTION_CREATE"))["d"]!;
        var input = new
        {
            type = 4,
            custom_id = "words",
            label = "Words",
            style = 2,
            required = true,
        };
        await AnswerAsync(
            rig,
            told,
            Form,
            new
            {
                custom_id = "form",
                title = "Ask",
                components = new[] { new { type = 1, components = new[] { input } } },
            }
        );

        await rig.ControlAsync(
            "modal",
            new
            {
                interaction = $"{typed["interaction"]}",
                values = new { words = "at length" },
                user = "alice",
            }
        );
        var filled = (await socket.EventAsync("INTERACTION_CREATE"))["d"]!;

        Assert.Equal((5, "form"), ((int)filled["type"]!, (string?)filled["data"]!["custom_id"]));
        Assert.Contains("at length", filled["data"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_no_command_may_have_is_refused()
    {
        await using var rig = await DiscordRig.StartAsync();

        Assert.Equal(
            (400, 50035),
            await rig.RefusalAsync(
                HttpMethod.Put,
                $"applications/{rig.Bot}/commands",
                new[] { new { name = "BAD NAME", description = "x" } }
            )
        );
    }

    private static Task<JsonNode> RegisterAsync(DiscordRig rig) =>
        rig.DoAsync(
            HttpMethod.Put,
            $"applications/{rig.Bot}/commands",
            new[]
            {
                new
                {
                    name = "ask",
                    description = "Asks",
                    options = new[]
                    {
                        new
                        {
                            name = "words",
                            description = "Words",
                            type = 3,
                        },
                    },
                },
            }
        );

    private static Task<JsonNode> AnswerAsync(DiscordRig rig, JsonNode told, int type, object data) =>
        rig.DoAsync(HttpMethod.Post, $"interactions/{told["id"]}/{told["token"]}/callback", new { type, data });

    private static Task<(int Status, int Code)> RefusalAsync(DiscordRig rig, JsonNode told) =>
        rig.RefusalAsync(
            HttpMethod.Post,
            $"interactions/{told["id"]}/{told["token"]}/callback",
            new { type = Message, data = new { content = "x" } }
        );
}

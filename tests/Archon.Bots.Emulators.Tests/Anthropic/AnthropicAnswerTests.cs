using System.Net;
using System.Text.Json;
using Archon.Bots.Emulators.Models;
using static Archon.Bots.Emulators.Tests.Anthropic.AnthropicRig;

namespace Archon.Bots.Emulators.Tests.Anthropic;

public sealed class AnthropicAnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_script_the_last_text_of_the_user_comes_back()
    {
        await using var rig = await StartAsync();

        var answer = await rig.AskAsync(User("first"), Assistant("echo: first"), User("second"));

        Assert.Equal("echo: second", answer);
    }

    [Fact]
    public async Task What_claude_adds_to_the_users_message_is_not_echoed()
    {
        await using var rig = await StartAsync();

        var answer = await rig.AskAsync(
            User(
                "<system-reminder>\nbe kind\n</system-reminder>",
                "<system-reminder>x</system-reminder>\nhello",
                "[Image: source: /tmp/1.png]"
            )
        );

        Assert.Equal("echo: hello", answer);
    }

    [Fact]
    public async Task A_stream_has_the_events_of_the_real_one_in_order()
    {
        await using var rig = await StartAsync();

        var events = await rig.StreamAsync(User("hi"));

        Assert.Equal(
            [
                "message_start",
                "ping",
                "content_block_start",
                "content_block_delta",
                "content_block_delta",
                "content_block_stop",
                "message_delta",
                "message_stop",
            ],
            events.Select(one => one.GetProperty("type").GetString())
        );
    }

    [Fact]
    public async Task Scripted_deltas_are_streamed_as_they_are()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Deltas = ["one", " two\n", "three"] });

        var events = await rig.StreamAsync(User("hi"));

        Assert.Equal(["one", " two\n", "three"], Deltas(events, "text"));
    }

    [Fact]
    public async Task A_tool_call_follows_the_text_and_stops_with_tool_use()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Text = "Let me look.", Tools = [ScriptedTool.Of("Bash", new { command = "ls" })] });

        var events = await rig.StreamAsync(User("look"));

        Assert.Equal("""{"command":"ls"}""", string.Concat(Deltas(events, "partial_json")));
        Assert.Equal(
            ["text", "tool_use"],
            Of(events, "content_block_start").Select(one => one.GetProperty("content_block").GetProperty("type").GetString())
        );
        Assert.Equal("tool_use", Assert.Single(Of(events, "message_delta")).GetProperty("delta").GetProperty("stop_reason").GetString());
    }

    [Fact]
    public async Task Thinking_comes_before_the_text()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Thinking = "hm", Text = "well" });

        var events = await rig.StreamAsync(User("think"));

        Assert.Equal(
            ["thinking", "text"],
            Of(events, "content_block_start").Select(one => one.GetProperty("content_block").GetProperty("type").GetString())
        );
        Assert.Equal(["hm"], Deltas(events, "thinking"));
    }

    [Fact]
    public async Task A_whole_answer_carries_usage_and_stop_reason()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Text = "short", Usage = new ScriptedUsage(1200, 7) });

        using var response = await rig.PostAsync(Body(stream: false, User("hi")));
        var answer = await ReadJsonAsync(response);

        Assert.Equal("end_turn", answer.GetProperty("stop_reason").GetString());
        Assert.Equal(1200, answer.GetProperty("usage").GetProperty("input_tokens").GetInt32());
        Assert.Equal(7, answer.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    [Fact]
    public async Task A_tool_result_gets_a_short_text()
    {
        await using var rig = await StartAsync();

        var answer = await rig.AskAsync(User("look"), Call("toolu_1"), Result("toolu_1", "a.txt\nb.txt"));

        Assert.Equal("tool result: a.txt", answer);
    }

    [Fact]
    public async Task Tokens_are_counted_and_grow_with_the_text()
    {
        await using var rig = await StartAsync();

        using var little = await rig.PostAsync(Body(stream: false, User("hi")), "/v1/messages/count_tokens");
        using var much = await rig.PostAsync(Body(stream: false, User(new string('x', 4000))), "/v1/messages/count_tokens");

        Assert.InRange(await TokensAsync(little), 1, 100);
        Assert.InRange(await TokensAsync(much), 1000, 2000);
    }

    [Fact]
    public async Task The_root_answers_the_clients_first_knock()
    {
        await using var rig = await StartAsync();

        using var request = new HttpRequestMessage(HttpMethod.Head, "/");
        using var response = await rig.Client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(rig.Emulator.Requests);
    }

    private static IEnumerable<JsonElement> Of(List<JsonElement> events, string type) =>
        events.Where(one => one.GetProperty("type").GetString() == type);

    private static IEnumerable<string> Deltas(List<JsonElement> events, string member) =>
        Of(events, "content_block_delta")
            .Select(one => one.GetProperty("delta").TryGetProperty(member, out var value) ? value.GetString()! : "")
            .Where(piece => piece.Length > 0);

    private static async Task<int> TokensAsync(HttpResponseMessage response) =>
        (await ReadJsonAsync(response)).GetProperty("input_tokens").GetInt32();
}

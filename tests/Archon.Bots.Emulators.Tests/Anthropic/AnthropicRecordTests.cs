using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Models;
using static Archon.Bots.Emulators.Tests.Anthropic.AnthropicRig;

namespace Archon.Bots.Emulators.Tests.Anthropic;

public sealed class AnthropicRecordTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_knows_its_texts_and_how_it_ended()
    {
        await using var rig = await StartAsync();

        await rig.AskAsync(
            User("<system-reminder>x</system-reminder>", "one"),
            Call("toolu_1"),
            Result("toolu_1", "done"),
            Assistant("ok"),
            User("two")
        );
        var request = Assert.Single(rig.Emulator.Requests);

        Assert.Equal(["one", "two"], request.UserTexts);
        Assert.Equal("two", request.LastUserText);
        Assert.False(request.HasToolResult);
        Assert.Equal("/v1/messages", request.Path);
        Assert.Equal("echo", request.Reply);
        Assert.True(await request.Ended);
    }

    [Fact]
    public async Task A_request_with_tools_is_one_of_the_main_loop()
    {
        await using var rig = await StartAsync();
        var body = Body(stream: true, User("look"), Call("toolu_1"), Result("toolu_1", "done"));
        body["tools"] = new JsonArray(new JsonObject { ["name"] = "Bash" });

        using var response = await rig.PostAsync(body);
        var request = Assert.Single(rig.Emulator.Requests);

        Assert.True(request.IsMain);
        Assert.True(request.IsStream);
        Assert.True(request.HasToolResult);
        Assert.Equal("done", request.Subject);
    }

    [Fact]
    public async Task A_compaction_is_no_step_of_the_main_loop()
    {
        await using var rig = await StartAsync();
        var body = Body(stream: true, User("one"), Assistant("ok"), User("CRITICAL: Respond with TEXT ONLY. Do NOT call any tools."));
        body["tools"] = new JsonArray(new JsonObject { ["name"] = "Bash" });

        using var response = await rig.PostAsync(body);
        var request = Assert.Single(rig.Emulator.Requests);

        Assert.True(request.IsCompaction);
        Assert.False(request.IsMain);
    }

    [Fact]
    public async Task What_claude_tells_of_its_own_commands_is_no_text_of_the_user()
    {
        await using var rig = await StartAsync();

        await rig.AskAsync(
            User("<local-command-caveat>not for you</local-command-caveat>"),
            User("<command-name>/compact</command-name>\n  <command-message>compact</command-message>\n  <command-args></command-args>"),
            User("<local-command-stdout>Compacted </local-command-stdout>", "go on")
        );

        Assert.Equal(["go on"], Assert.Single(rig.Emulator.Requests).UserTexts);
    }

    [Fact]
    public async Task Whoever_waits_gets_the_request_when_it_comes()
    {
        await using var rig = await StartAsync();
        var waiting = rig.Emulator.WaitForRequestAsync(request => request.LastUserText == "two", Token);

        await rig.AskAsync("one");
        await rig.AskAsync("two");

        Assert.Equal("two", (await waiting).LastUserText);
    }

    [Fact]
    public async Task The_control_api_scripts_lists_and_resets()
    {
        await using var rig = await StartAsync();

        var scripted = await rig.ControlAsync("/_control/script", """{"replies":[{"match":"hi","text":"hello","drop":null}]}""");
        var answer = await rig.AskAsync("hi");
        var requests = (await rig.ControlAsync("/_control/requests")).GetProperty("requests");
        await rig.ControlAsync("/_control/reset", "{}");
        var afterwards = (await rig.ControlAsync("/_control/requests")).GetProperty("requests");

        Assert.Equal(1, scripted.GetProperty("added").GetInt32());
        Assert.Equal("hello", answer);
        Assert.Equal(
            "hi",
            requests[0].GetProperty("body").GetProperty("messages")[0].GetProperty("content")[0].GetProperty("text").GetString()
        );
        Assert.Equal("script 1", requests[0].GetProperty("reply").GetString());
        Assert.Equal(0, afterwards.GetArrayLength());
    }

    [Fact]
    public async Task The_control_api_waits_for_as_many_requests_as_it_is_asked_for()
    {
        await using var rig = await StartAsync();
        var waiting = rig.ControlAsync("/_control/wait?count=2&contains=ping&timeoutMs=20000");

        await rig.AskAsync("ping 1");
        await rig.AskAsync("pong");
        await rig.AskAsync("ping 2");

        Assert.Equal("ping 2", (await waiting).GetProperty("request").GetProperty("subject").GetString());
    }

    [Fact]
    public async Task A_wait_that_is_over_says_so()
    {
        await using var rig = await StartAsync();

        var answer = await rig.ControlAsync("/_control/wait?timeoutMs=1");

        Assert.False(answer.GetProperty("ok").GetBoolean());
        Assert.True(answer.GetProperty("timeout").GetBoolean());
    }

    [Theory]
    [InlineData("""{"replies":[{"txet":"hello"}]}""")]
    [InlineData("""{"replies":[{"match":"("}]}""")]
    [InlineData("""{"replies":[{"drop":"later"}]}""")]
    public async Task A_misspelt_script_is_refused(string script)
    {
        await using var rig = await StartAsync();

        var answer = await rig.ControlAsync("/_control/script", script);

        Assert.False(answer.GetProperty("ok").GetBoolean());
        Assert.Equal("echo: hi", await rig.AskAsync("hi"));
    }

    [Fact]
    public async Task The_key_is_neither_recorded_nor_logged()
    {
        var path = Path.GetTempFileName();
        var rig = await StartAsync(new ModelEmulatorOptions { LogPath = path });
        await rig.AskAsync("hi");
        var requests = await rig.ControlAsync("/_control/requests");

        await rig.DisposeAsync();
        var lines = await File.ReadAllLinesAsync(path, Token);
        File.Delete(path);

        var line = JsonElement.Parse(Assert.Single(lines));
        Assert.True(line.GetProperty("finished").GetBoolean());
        Assert.DoesNotContain("secret", requests.GetRawText() + lines[0]);
    }
}

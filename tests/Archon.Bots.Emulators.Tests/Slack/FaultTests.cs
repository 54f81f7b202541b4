using System.Net;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class FaultTests
{
    private static readonly object Post = new { channel = SlackRig.General, text = "x" };

    [Theory]
    [InlineData("before", 0)]
    [InlineData("after", 1)]
    public async Task A_lost_answer_has_done_its_work_or_has_not(string when, int messages)
    {
        await using var rig = await SlackRig.StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "chat.postMessage",
                kind = "500",
                when,
            }
        );

        using var response = await rig.PostAsync("chat.postMessage", Post);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(messages, (await rig.LookAsync("transcript"))["messages"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_throttled_call_is_told_when_to_come_again_and_watched()
    {
        await using var rig = await SlackRig.StartAsync();
        await rig.ControlAsync("fault", new { kind = "429", retryAfter = 30 });

        using var throttled = await rig.PostAsync("chat.postMessage", Post);
        await rig.DoAsync("chat.postMessage", Post);

        Assert.Equal(HttpStatusCode.TooManyRequests, throttled.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), throttled.Headers.RetryAfter?.Delta);
        Assert.Equal("retry_before_retry_after", (string?)Assert.Single(await ViolationsAsync(rig))!["code"]);
    }

    [Fact]
    public async Task A_connection_can_be_reset()
    {
        await using var rig = await SlackRig.StartAsync();
        await rig.ControlAsync("fault", new { kind = "reset" });

        await Assert.ThrowsAsync<HttpRequestException>(() => rig.PostAsync("chat.postMessage", Post));
        await rig.DoAsync("chat.postMessage", Post);
    }

    [Fact]
    public async Task A_fault_may_be_for_some_calls_alone_and_for_several()
    {
        await using var rig = await SlackRig.StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                kind = "error",
                error = "missing_scope",
                needed = "chat:write",
                match = "special",
                count = 2,
            }
        );
        var special = new { channel = SlackRig.General, text = "special" };

        await rig.DoAsync("chat.postMessage", Post);
        var refused = await rig.AskAsync("chat.postMessage", special);

        Assert.Equal(("missing_scope", "chat:write"), ((string?)refused["error"], (string?)refused["needed"]));
        Assert.Equal("missing_scope", await rig.RefusalAsync("chat.postMessage", special));
        await rig.DoAsync("chat.postMessage", special);
    }

    [Fact]
    public async Task Faults_can_be_taken_back()
    {
        await using var rig = await SlackRig.StartAsync();
        await rig.ControlAsync("fault", new { kind = "500", count = 9 });

        await rig.ControlAsync("fault", new { clear = true });

        await rig.DoAsync("chat.postMessage", Post);
    }

    [Fact]
    public async Task Calls_are_written_down_without_tokens()
    {
        await using var rig = await SlackRig.StartAsync();

        await rig.DoAsync("chat.postMessage", new { channel = SlackRig.General, text = $"leak {SlackRig.BotToken}" });

        var calls = await rig.LookAsync("calls?method=chat.postMessage");
        Assert.DoesNotContain(SlackRig.BotToken, calls.ToJsonString(), StringComparison.Ordinal);
        var call = Assert.Single(calls["calls"]!.AsArray())!;
        Assert.Equal((200, "leak [token]"), ((int)call["status"]!, (string?)call["args"]!["text"]));
    }

    private static async Task<JsonArray> ViolationsAsync(SlackRig rig) => (await rig.LookAsync("violations"))["violations"]!.AsArray();
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Delivery;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Tests.Wire;

public sealed class SlackApiTests
{
    [Fact]
    public async Task A_refusal_names_the_method_and_the_scope_that_is_missing()
    {
        await using var rig = await SlackRig.StartAsync();
        await FaultAsync(rig, "error", error: "missing_scope", needed: "chat:write");

        var refused = await Assert.ThrowsAsync<SlackErrorException>(() => PostAsync(rig));

        Assert.Equal(("chat.postMessage", "missing_scope", "chat:write"), (refused.Method, refused.Error, refused.Needed));
    }

    [Fact]
    public async Task A_pause_is_the_one_that_Slack_names()
    {
        await using var rig = await SlackRig.StartAsync();
        await FaultAsync(rig, "429");

        var throttled = await Assert.ThrowsAsync<SlackThrottledException>(() => PostAsync(rig));

        Assert.Equal(TimeSpan.FromSeconds(3), throttled.RetryAfter);
    }

    [Theory]
    [InlineData("500")]
    [InlineData("502")]
    [InlineData("reset")]
    [InlineData("hang")]
    public async Task A_write_whose_answer_is_lost_is_made_once(string kind)
    {
        await using var rig = await SlackRig.StartAsync();
        await FaultAsync(rig, kind, when: "after");

        await Assert.ThrowsAsync<SlackLostException>(() => PostAsync(rig));

        var transcript = await rig.ControlAsync("transcript", new { channel = "general" });
        Assert.Equal(1, transcript.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task A_read_whose_answer_is_lost_is_made_again()
    {
        await using var rig = await SlackRig.StartAsync();
        await FaultAsync(rig, "500", method: "auth.test");

        var auth = await rig.Get<SlackApi>().ReadAsync("auth.test", [], SlackJson.Default.SlackAuth, TestContext.Current.CancellationToken);

        Assert.Equal("U0BOT00001", auth.UserId);
    }

    [Fact]
    public async Task A_page_to_sign_in_is_no_file()
    {
        await using var rig = await SlackRig.StartAsync();
        await rig.ControlAsync(
            "message",
            new
            {
                channel = "general",
                text = "see",
                files = new[]
                {
                    new
                    {
                        name = "a.txt",
                        mime = "text/html; page",
                        contentBase64 = "PGh0bWw+",
                    },
                },
            }
        );
        var transcript = await rig.ControlAsync("transcript", new { channel = "general" });
        var id = transcript.GetProperty("messages")[0].GetProperty("files")[0].GetProperty("id").GetString()!;

        var refused = await Assert.ThrowsAsync<PlatformRejectedException>(() =>
            rig.Get<SlackFiles>().OpenAsync(new Attachment("file", id, "a.txt", 8, "text/plain"), TestContext.Current.CancellationToken)
        );

        Assert.Contains("files:read", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_goes_to_Slack_alone()
    {
        await using var rig = await SlackRig.StartAsync();

        var refused = await Assert.ThrowsAsync<PlatformRejectedException>(() =>
            rig.Get<SlackFiles>()
                .OpenAsync(
                    new Attachment("file", "https://files.slack.com.example/a", "a.txt", 8, "text/plain"),
                    TestContext.Current.CancellationToken
                )
        );

        Assert.Contains("another server", refused.Message, StringComparison.Ordinal);
    }

    private static Task<SlackPosted> PostAsync(SlackRig rig) =>
        rig.Get<SlackApi>()
            .WriteAsync(
                "chat.postMessage",
                new JsonObject { ["channel"] = "C0GENERAL1", ["text"] = "hi" },
                SlackJson.Default.SlackPosted,
                TestContext.Current.CancellationToken
            );

    private static Task<JsonElement> FaultAsync(
        SlackRig rig,
        string kind,
        string method = "chat.postMessage",
        string when = "before",
        string? error = null,
        string? needed = null
    ) =>
        rig.ControlAsync(
            "fault",
            new
            {
                method,
                kind,
                when,
                error,
                needed,
                retryAfter = 3,
            }
        );
}

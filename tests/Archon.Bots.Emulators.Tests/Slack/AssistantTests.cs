using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class AssistantTests
{
    [Fact]
    public async Task A_new_thread_with_the_assistant_is_told_and_takes_replies()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);

        var (channel_id, thread_ts) = await OpenAsync(rig);

        var started = await socket.EventAsync();
        Assert.Equal("assistant_thread_started", (string?)started["type"]);
        Assert.Equal(thread_ts, (string?)started["assistant_thread"]!["thread_ts"]);
        await SayAsync(rig, channel_id, thread_ts);
    }

    [Fact]
    public async Task A_status_lasts_until_the_bot_says_something()
    {
        await using var rig = await SlackRig.StartAsync();
        var (channel_id, thread_ts) = await OpenAsync(rig);
        await SetStatusAsync(rig, channel_id, thread_ts, "is thinking...");

        var before = await StatusAsync(rig);
        await SayAsync(rig, channel_id, thread_ts);
        var after = await StatusAsync(rig);

        Assert.Equal(("is thinking...", null), ((string?)before["status"], (string?)before["clearedBy"]));
        Assert.Equal("message", (string?)after["clearedBy"]);
    }

    [Fact]
    public async Task A_status_without_words_takes_the_other_away()
    {
        await using var rig = await SlackRig.StartAsync();
        var (channel_id, thread_ts) = await OpenAsync(rig);
        await SetStatusAsync(rig, channel_id, thread_ts, "is thinking...");

        await SetStatusAsync(rig, channel_id, thread_ts, "");

        Assert.Equal("status", (string?)(await StatusAsync(rig))["clearedBy"]);
    }

    [Fact]
    public async Task A_title_and_prompts_stand_around_the_thread()
    {
        await using var rig = await SlackRig.StartAsync();
        var (channel_id, thread_ts) = await OpenAsync(rig);
        var prompt = new { title = "a", message = "b" };

        await rig.DoAsync(
            "assistant.threads.setTitle",
            new
            {
                channel_id,
                thread_ts,
                title = "T",
            }
        );
        await rig.DoAsync(
            "assistant.threads.setSuggestedPrompts",
            new
            {
                channel_id,
                thread_ts,
                prompts = new[] { prompt },
            }
        );

        var transcript = await rig.LookAsync($"transcript?channel={channel_id}&thread={thread_ts}");
        Assert.Equal("T", (string?)transcript["titles"]![0]!["title"]);
        Assert.Equal("b", (string?)transcript["prompts"]![0]!["prompts"]![0]!["message"]);
    }

    private static async Task<(string Channel, string Thread)> OpenAsync(SlackRig rig)
    {
        var opened = await rig.ControlAsync("assistant_thread", new { user = "alice" });
        return ((string)opened["channel"]!, (string)opened["thread"]!);
    }

    private static Task<JsonNode> SetStatusAsync(SlackRig rig, string channel_id, string thread_ts, string status) =>
        rig.DoAsync(
            "assistant.threads.setStatus",
            new
            {
                channel_id,
                thread_ts,
                status,
            }
        );

    private static Task<JsonNode> SayAsync(SlackRig rig, string channel, string thread_ts) =>
        rig.DoAsync(
            "chat.postMessage",
            new
            {
                channel,
                thread_ts,
                text = "here",
            }
        );

    private static async Task<JsonNode> StatusAsync(SlackRig rig) => (await rig.LookAsync("transcript"))["statuses"]![0]!;
}

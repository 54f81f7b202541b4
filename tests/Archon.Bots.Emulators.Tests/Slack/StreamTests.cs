using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class StreamTests
{
    [Fact]
    public async Task A_stream_is_one_message_that_grows_and_ends()
    {
        await using var rig = await SlackRig.StartAsync();
        var (root, ts) = await StartAsync(rig);

        await AppendAsync(rig, ts, " two");
        var open = await rig.MessageAsync(ts);
        await rig.DoAsync(
            "chat.stopStream",
            new
            {
                channel = SlackRig.General,
                ts,
                markdown_text = " three",
            }
        );
        var ended = await rig.MessageAsync(ts);

        Assert.False((bool)open["final"]!);
        Assert.Equal("one two", (string?)open["visible"]);
        Assert.True((bool)ended["final"]!);
        Assert.Equal("one two three", (string?)ended["text"]);
        Assert.Equal(root, (string?)ended["thread"]);
        Assert.Equal(2, ended["edits"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_stream_is_read_back_with_its_state_and_its_metadata()
    {
        await using var rig = await SlackRig.StartAsync();
        var (root, ts) = await StartAsync(rig);
        var metadata = new { event_type = "post", event_payload = new { id = "row-1" } };

        var before = await LastReplyAsync(rig, root);
        await rig.DoAsync(
            "chat.stopStream",
            new
            {
                channel = SlackRig.General,
                ts,
                metadata,
            }
        );
        var after = await LastReplyAsync(rig, root);

        Assert.Equal("in_progress", (string?)before["streaming_state"]);
        Assert.Equal("one", (string?)before["text"]);
        Assert.Equal("completed", (string?)after["streaming_state"]);
        Assert.Equal("row-1", (string?)after["metadata"]!["event_payload"]!["id"]);
    }

    [Fact]
    public async Task An_open_stream_cannot_be_updated_and_a_stopped_one_not_appended_to()
    {
        await using var rig = await SlackRig.StartAsync();
        var (_, ts) = await StartAsync(rig);
        var update = new
        {
            channel = SlackRig.General,
            ts,
            text = "x",
        };

        var conflict = await rig.RefusalAsync("chat.update", update);
        await rig.DoAsync("chat.stopStream", new { channel = SlackRig.General, ts });
        var late = await rig.RefusalAsync(
            "chat.appendStream",
            new
            {
                channel = SlackRig.General,
                ts,
                markdown_text = "x",
            }
        );

        Assert.Equal("streaming_state_conflict", conflict);
        Assert.Equal("message_not_in_streaming_state", late);
        await rig.DoAsync("chat.update", update);
    }

    [Theory]
    [InlineData(null, null, "missing_recipient_user_id")]
    [InlineData(SlackRig.Alice, null, "missing_recipient_team_id")]
    public async Task A_stream_in_a_channel_names_who_it_is_for(string? user, string? team, string refusal)
    {
        await using var rig = await SlackRig.StartAsync();
        var root = await rig.SayAsync("hi");

        var error = await rig.RefusalAsync(
            "chat.startStream",
            new
            {
                channel = SlackRig.General,
                thread_ts = root,
                recipient_user_id = user,
                recipient_team_id = team,
            }
        );

        Assert.Equal(refusal, error);
    }

    [Fact]
    public async Task Chunks_carry_text_tasks_a_plan_and_blocks()
    {
        await using var rig = await SlackRig.StartAsync();
        var (_, ts) = await StartAsync(rig);
        object[] chunks =
        [
            new { type = "markdown_text", text = " more" },
            new
            {
                type = "task_update",
                id = "t",
                title = "Look",
                status = "in_progress",
            },
            new
            {
                type = "task_update",
                id = "t",
                title = "Look",
                status = "complete",
            },
            new { type = "plan_update", title = "Plan" },
            new { type = "blocks", blocks = new[] { new { type = "divider" } } },
        ];

        await rig.DoAsync(
            "chat.appendStream",
            new
            {
                channel = SlackRig.General,
                ts,
                chunks,
            }
        );

        var message = await rig.MessageAsync(ts);
        Assert.Equal("one more", (string?)message["text"]);
        Assert.Equal("complete", (string?)Assert.Single(message["stream"]!["tasks"]!.AsArray())!["status"]);
        Assert.Equal("Plan", (string?)message["stream"]!["plan"]);
        Assert.Equal("divider", (string?)message["blocks"]![1]!["type"]);
    }

    [Fact]
    public async Task Slack_ends_a_stream_that_stays_open_too_long()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var rig = await SlackRig.StartAsync(new SlackEmulatorOptions { Time = time, StreamLife = TimeSpan.FromMinutes(5) });
        var (_, ts) = await StartAsync(rig);

        time.Advance(TimeSpan.FromMinutes(4));
        await AppendAsync(rig, ts, " two");
        time.Advance(TimeSpan.FromMinutes(2));
        await rig.LookAsync("wait?final=1&contains=two");

        Assert.Equal(
            "message_not_in_streaming_state",
            await rig.RefusalAsync(
                "chat.appendStream",
                new
                {
                    channel = SlackRig.General,
                    ts,
                    markdown_text = "x",
                }
            )
        );
        var message = await rig.MessageAsync(ts);
        Assert.Equal("slack", (string?)message["stream"]!["endedBy"]);
        Assert.Equal("one two", (string?)message["text"]);
    }

    [Fact]
    public async Task A_person_may_stop_a_stream_and_the_app_learns_it_at_its_next_call()
    {
        await using var rig = await SlackRig.StartAsync();
        var (_, ts) = await StartAsync(rig);

        var open = (await rig.LookAsync("state"))["streams"]!.AsArray();
        await rig.ControlAsync("stop_stream", new { message = ts, user = "alice" });

        Assert.Equal(ts, (string?)Assert.Single(open)!["id"]);
        Assert.Equal("stopped_by_user", await rig.RefusalAsync("chat.stopStream", new { channel = SlackRig.General, ts }));
        Assert.Empty((await rig.LookAsync("state"))["streams"]!.AsArray());
        Assert.Contains(
            (await rig.LookAsync("deliveries"))["deliveries"]!.AsArray(),
            delivery => (string?)delivery!["event"] == "agent_session_stopped"
        );
    }

    private static async Task<(string Root, string Ts)> StartAsync(SlackRig rig)
    {
        var root = await rig.SayAsync("hi");
        var started = await rig.DoAsync(
            "chat.startStream",
            new
            {
                channel = SlackRig.General,
                thread_ts = root,
                recipient_user_id = SlackRig.Alice,
                recipient_team_id = SlackRig.Team,
                markdown_text = "one",
            }
        );
        return (root, (string)started["ts"]!);
    }

    private static Task<JsonNode> AppendAsync(SlackRig rig, string ts, string text) =>
        rig.DoAsync(
            "chat.appendStream",
            new
            {
                channel = SlackRig.General,
                ts,
                markdown_text = text,
            }
        );

    private static async Task<JsonNode> LastReplyAsync(SlackRig rig, string root)
    {
        var answer = await rig.ReadAsync(
            "conversations.replies",
            ("channel", SlackRig.General),
            ("ts", root),
            ("include_all_metadata", "true")
        );
        return answer["messages"]!.AsArray()[^1]!;
    }
}

using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Agents.Tests.Codex;

public sealed class CodexTurnTests
{
    [Fact]
    public async Task An_answer_comes_in_pieces_and_then_whole()
    {
        await using var world = await CodexWorld.StartAsync();
        world.Model.Script(new ScriptedReply { Deltas = ["Hello", ", ", "world."], Usage = new ScriptedUsage(100, 20, 40) });
        var session = await world.OpenAsync();

        var events = await session.RunAsync("say hello");

        Assert.Equal(session.SessionId, Assert.Single(events.OfType<AgentEvent.SessionBound>()).SessionId);
        Assert.Equal("Hello, world.", string.Concat(events.OfType<AgentEvent.TextDelta>().Select(delta => delta.Text)));
        Assert.Equal("Hello, world.", events.Text());
        var completed = Assert.IsType<AgentEvent.Completed>(events[^1]);
        Assert.Equal(
            (60, 20, 40, null),
            (completed.Usage.InputTokens, completed.Usage.OutputTokens, completed.Usage.CacheReadTokens, completed.Usage.CostUsd)
        );
    }

    [Fact]
    public async Task The_next_prompt_goes_on_in_the_same_thread()
    {
        await using var world = await CodexWorld.StartAsync();
        var session = await world.OpenAsync();
        await session.CompleteAsync("my tea is Darjeeling");

        var answer = await session.CompleteAsync("which tea");

        Assert.Equal("echo: which tea", answer);
        Assert.Contains("my tea is Darjeeling", world.Model.Requests[^1].UserTexts);
    }

    [Fact]
    public async Task What_one_turn_has_used_is_not_counted_in_the_next()
    {
        await using var world = await CodexWorld.StartAsync();
        world.Model.Script(
            new ScriptedReply { Text = "one", Usage = new ScriptedUsage(1_000, 10) },
            new ScriptedReply { Text = "two", Usage = new ScriptedUsage(7, 3) }
        );
        var session = await world.OpenAsync();
        await session.CompleteAsync("first");

        var events = await session.RunAsync("second");

        var usage = Assert.IsType<AgentEvent.Completed>(events[^1]).Usage;
        Assert.Equal((7, 3), (usage.InputTokens, usage.OutputTokens));
    }

    [Fact]
    public async Task Threads_share_one_app_server_and_hear_only_themselves()
    {
        await using var world = await CodexWorld.StartAsync();
        world.Model.Script(
            new ScriptedReply
            {
                Match = "left",
                Text = "L L L L",
                DeltaDelayMs = 50,
            },
            new ScriptedReply
            {
                Match = "right",
                Text = "R R R R",
                DeltaDelayMs = 50,
            }
        );
        var (left, right) = (await world.OpenAsync(), await world.OpenAsync());

        var answers = await Task.WhenAll(left.RunAsync("left"), right.RunAsync("right"));

        Assert.Equal(["L L L L", "R R R R"], answers.Select(events => events.Text()));
        Assert.Equal(left.Process, right.Process);
        Assert.NotEqual(left.SessionId, right.SessionId);
    }

    [Fact]
    public async Task A_thread_is_summed_up_when_that_is_asked_for()
    {
        await using var world = await CodexWorld.StartAsync();
        var session = await world.OpenAsync();
        await session.CompleteAsync("my tea is Darjeeling");
        world.Model.Script(new ScriptedReply { Text = "SUMMARY: the tea is Darjeeling" });

        var events = await session.RunAsync("/compact");
        await session.CompleteAsync("which tea");

        Assert.Contains(events.OfType<AgentEvent.Status>(), status => status.Kind == AgentStatus.Compacting);
        Assert.IsType<AgentEvent.Completed>(events[^1]);
        Assert.Contains("SUMMARY", world.Model.Requests[^1].Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_reaches_the_model()
    {
        await using var world = await CodexWorld.StartAsync();
        var picture = world.Scratch.At("pixel.png");
        await File.WriteAllBytesAsync(
            picture,
            Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
            TestContext.Current.CancellationToken
        );
        var session = await world.OpenAsync();

        await foreach (
            var _ in session.RunAsync(new AgentPrompt(Guid.NewGuid(), "look") { Files = [picture] }, TestContext.Current.CancellationToken)
        ) { }

        Assert.Contains("input_image", world.Model.Requests[^1].Body.GetRawText(), StringComparison.Ordinal);
    }
}

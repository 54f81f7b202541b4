using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Agents.Tests.Codex;

public sealed class CodexFailureTests
{
    [Theory]
    [InlineData(401, AgentFailureKind.Auth)]
    [InlineData(429, AgentFailureKind.RateLimited)]
    [InlineData(500, AgentFailureKind.Overloaded)]
    [InlineData(400, AgentFailureKind.BadRequest)]
    public async Task An_error_of_the_api_ends_the_turn_with_its_kind_and_nothing_else(int status, AgentFailureKind kind)
    {
        await using var world = await CodexWorld.StartAsync();
        world.Model.Script(
            new ScriptedReply
            {
                Times = 0,
                Match = "fail",
                Error = new ScriptedError(status),
            }
        );
        var session = await world.OpenAsync();

        var failure = await session.FailAsync("fail");

        Assert.Equal(kind, failure.Kind);
        Assert.DoesNotContain("{", failure.Detail, StringComparison.Ordinal);
        Assert.True(session.IsUsable);
        Assert.Equal("echo: again", await session.CompleteAsync("again"));
    }

    [Theory]
    [InlineData("context_length_exceeded", AgentFailureKind.ContextFull)]
    [InlineData("insufficient_quota", AgentFailureKind.RateLimited)]
    public async Task An_error_in_mid_stream_ends_the_turn_with_its_kind(string code, AgentFailureKind kind)
    {
        await using var world = await CodexWorld.StartAsync();
        world.Model.Script(
            new ScriptedReply
            {
                Times = 0,
                Match = "fail",
                Text = "half an answer",
                StreamError = new ScriptedError(400, code, "no more"),
            }
        );
        var session = await world.OpenAsync();

        Assert.Equal(kind, (await session.FailAsync("fail")).Kind);
    }

    [Fact]
    public async Task A_try_that_failed_is_told_and_the_answer_comes_once()
    {
        await using var world = await CodexWorld.StartAsync();
        world.Model.Script(new ScriptedReply { Error = new ScriptedError(500) });
        var session = await world.OpenAsync();

        var events = await session.RunAsync("try");

        Assert.Equal("echo: try", events.Text());
        Assert.IsType<AgentEvent.Completed>(events[^1]);
    }
}

using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Agents.Tests.ClaudeCode;

public sealed class ClaudeApiFailureTests
{
    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_warm_session_survives_every_failure_of_the_model_s_API(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var session = await world.OpenAsync();
        (ScriptedError Error, AgentFailureKind Kind)[] failures =
        [
            (new(401), AgentFailureKind.Auth),
            (new(403), AgentFailureKind.Auth),
            (new(404, "not_found_error", "model: bogus"), AgentFailureKind.ModelNotFound),
            (new(429), AgentFailureKind.RateLimited),
            (new(500), AgentFailureKind.Overloaded),
            (new(529), AgentFailureKind.Overloaded),
            (new(400, "invalid_request_error", "Your credit balance is too low to access the API."), AgentFailureKind.Billing),
            (new(400, "invalid_request_error", "messages.0: something is odd"), AgentFailureKind.BadRequest),
        ];

        foreach (var (error, kind) in failures)
        {
            world.Model.Reset();
            world.Model.Script(new ScriptedReply { Error = error, Times = 0 });
            var events = await session.RunAsync($"meet {kind}");
            Assert.Equal(kind, Assert.IsType<AgentEvent.Failed>(events[^1]).Failure.Kind);
            Assert.Empty(events.Text());
        }

        world.Model.Reset();
        world.Model.Script(new ScriptedReply { Text = "well again" });
        Assert.Equal("well again", await session.CompleteAsync("and now?"));
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_prompt_that_is_too_long_fills_the_context(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Model.Script(
            new ScriptedReply { Error = new(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"), Times = 0 }
        );
        var session = await world.OpenAsync();

        var failure = await session.FailAsync("much");

        Assert.Equal(AgentFailureKind.ContextFull, failure.Kind);
        Assert.True(session.IsUsable);
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_model_that_cannot_be_reached_is_a_matter_of_the_network(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Variables["ANTHROPIC_BASE_URL"] = "http://127.0.0.1:9";
        var session = await world.OpenAsync();

        var failure = await session.FailAsync("hello?");

        Assert.Equal(AgentFailureKind.Network, failure.Kind);
        Assert.True(session.IsUsable);
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_retry_is_shown_before_the_answer(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Variables["CLAUDE_CODE_MAX_RETRIES"] = "2";
        world.Model.Script(new ScriptedReply { Error = new(529) }, new ScriptedReply { Text = "here" });
        var session = await world.OpenAsync();

        var events = await session.RunAsync("go");

        Assert.Contains(new AgentEvent.Status(AgentStatus.Retrying, 1, 2), events);
        Assert.Equal("here", events.Text());
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task The_limit_of_model_calls_is_a_limit_of_each_prompt(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Options.MaxTurns = 1;
        world.Model.Script(
            new ScriptedReply { Tools = [ScriptedTool.Of("Bash", new { command = "echo one" })] },
            new ScriptedReply { Text = "short" }
        );
        var session = await world.OpenAsync();

        var failure = await session.FailAsync("work");
        var answer = await session.CompleteAsync("and now?");

        Assert.Equal(AgentFailureKind.LimitReached, failure.Kind);
        Assert.Equal("short", answer);
    }
}

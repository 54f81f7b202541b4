using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Emulators.Anthropic;

namespace Archon.Bots.Agents.Tests.ClaudeCode;

public sealed class ClaudeTurnTests
{
    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_first_prompt_is_streamed_and_answered(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Model.Script(new ScriptedReply { Deltas = ["one ", "two ", "three"], Usage = new ScriptedUsage(11, 7) });
        var session = await world.OpenAsync();

        var events = await session.RunAsync("count");

        Assert.Equal(session.SessionId, Assert.IsType<AgentEvent.SessionBound>(events[0]).SessionId);
        var deltas = events.OfType<AgentEvent.TextDelta>().ToList();
        var final = Assert.Single(events.OfType<AgentEvent.TextFinal>());
        Assert.Equal("one two three", string.Concat(deltas.Select(delta => delta.Text)));
        Assert.Equal("one two three", final.Text);
        Assert.All(deltas, delta => Assert.Equal(final.Block, delta.Block));
        var completed = Assert.IsType<AgentEvent.Completed>(events[^1]);
        Assert.Equal((11, 7), (completed.Usage.InputTokens, completed.Usage.OutputTokens));
        Assert.True(completed.Usage.CostUsd > 0);
        Assert.Equal(session.SessionId, completed.SessionId);
    }
}

using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Tests.Codex;

public sealed class CodexResumeTests
{
    [Fact]
    public async Task A_thread_goes_on_in_another_app_server()
    {
        await using var world = await CodexWorld.StartAsync();
        var prompt = Guid.NewGuid();
        var first = await world.OpenAsync();
        await first.RunAsync("my tea is Darjeeling", prompt);
        await world.EndServerAsync();

        var second = await world.OpenAsync(first.SessionId, resume: true);
        await second.CompleteAsync("which tea");

        Assert.True(second.Resumed);
        Assert.True(second.Remembers(prompt));
        Assert.False(second.Remembers(Guid.NewGuid()));
        Assert.Equal(first.SessionId, second.SessionId);
        Assert.Contains("my tea is Darjeeling", world.Model.Requests[^1].UserTexts);
    }

    [Fact]
    public async Task A_thread_that_was_closed_opens_again_in_the_same_app_server()
    {
        await using var world = await CodexWorld.StartAsync();
        var first = await world.OpenAsync();
        await first.CompleteAsync("my tea is Darjeeling");
        await first.DisposeAsync();

        var second = await world.OpenAsync(first.SessionId, resume: true);

        Assert.Equal("echo: which tea", await second.CompleteAsync("which tea"));
        Assert.Equal(first.Process, second.Process);
        Assert.Contains("my tea is Darjeeling", world.Model.Requests[^1].UserTexts);
    }

    [Fact]
    public async Task A_thread_that_is_opened_again_while_it_is_closed_is_heard()
    {
        await using var world = await CodexWorld.StartAsync();
        var session = await world.OpenAsync();
        await session.CompleteAsync("round 0");
        for (var round = 1; round <= 5; round++)
        {
            var closing = session.DisposeAsync();
            session = await world.OpenAsync(session.SessionId, resume: true);
            await closing;

            Assert.Equal($"echo: round {round}", await session.CompleteAsync($"round {round}"));
        }
    }

    [Theory]
    [InlineData("00000000-0000-7000-8000-000000000000")]
    [InlineData("no id at all")]
    public async Task A_thread_that_is_not_known_is_lost(string id)
    {
        await using var world = await CodexWorld.StartAsync();

        var failure = await world.RefusedAsync(id, resume: true);

        Assert.Equal(AgentFailureKind.SessionLost, failure.Kind);
        Assert.Empty(world.Model.Requests);
    }

    [Fact]
    public async Task A_thread_whose_record_was_deleted_is_lost_and_a_fresh_one_opens()
    {
        await using var world = await CodexWorld.StartAsync();
        var first = await world.OpenAsync();
        await first.CompleteAsync("remember me");
        await world.EndServerAsync();
        Directory.Delete(Path.Combine(world.Home, "sessions"), recursive: true);

        var failure = await world.RefusedAsync(first.SessionId, resume: true);
        var fresh = await world.OpenAsync();

        Assert.Equal(AgentFailureKind.SessionLost, failure.Kind);
        Assert.Equal("echo: again", await fresh.CompleteAsync("again"));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        await using var world = await CodexWorld.StartAsync();
        world.Options.BinaryPath = "/nowhere/codex";

        var failure = await world.RefusedAsync(Guid.NewGuid().ToString(), resume: false);

        Assert.Equal(AgentFailureKind.NotStarted, failure.Kind);
        Assert.Contains("/nowhere/codex", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_no_codex_is_named()
    {
        await using var world = await CodexWorld.StartAsync();
        world.Options.BinaryPath = world.Scratch.Script("impostor", "echo this is something else >&2; exit 3");

        var failure = await world.RefusedAsync(Guid.NewGuid().ToString(), resume: false);

        Assert.Equal(AgentFailureKind.NotStarted, failure.Kind);
        Assert.Contains("something else", failure.Detail, StringComparison.Ordinal);
    }
}

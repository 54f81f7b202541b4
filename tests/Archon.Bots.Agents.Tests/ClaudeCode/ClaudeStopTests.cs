using System.Diagnostics;
using Archon.Bots.Agents.ClaudeCode;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Agents.Tests.ClaudeCode;

[Collection(nameof(TimedAlone))]
public sealed class ClaudeStopTests
{
    /// <summary>Source: issue 2, done when 7.</summary>
    private static readonly TimeSpan _stopsWithin = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task An_answer_under_way_is_stopped_and_the_session_stays_warm(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Model.Script(new ScriptedReply { Text = "I think about this for ever", Hang = true }, new ScriptedReply { Text = "next" });
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "go");
        await run.SeenAsync<AgentEvent.TextDelta>();

        var lasted = await StopAsync(session, run);

        Assert.InRange(lasted, TimeSpan.Zero, _stopsWithin);
        Assert.Equal(AgentFailureKind.Interrupted, Assert.IsType<AgentEvent.Failed>((await run.EventsAsync())[^1]).Failure.Kind);
        Assert.True(session.IsUsable);
        Assert.Equal("next", await session.CompleteAsync("and now?"));
    }

    [Theory]
    [InlineData(ClaudeVersion.New, "tail -f /dev/null")]
    [InlineData(ClaudeVersion.Old, "tail -f /dev/null")]
    [InlineData(ClaudeVersion.New, "trap '' TERM; while :; do sleep 1; done")]
    [InlineData(ClaudeVersion.Old, "trap '' TERM; while :; do sleep 1; done")]
    [InlineData(ClaudeVersion.New, "setsid sh -c 'trap \"\" TERM HUP; while :; do sleep 1; done' & sleep 1; wait")]
    [InlineData(ClaudeVersion.Old, "setsid sh -c 'trap \"\" TERM HUP; while :; do sleep 1; done' & sleep 1; wait")]
    public async Task A_stopped_tool_leaves_no_process_and_claude_answers_on(ClaudeVersion version, string command)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Options.AllowedTools.Add("Bash");
        world.Model.Script(new ScriptedReply { Tools = [ScriptedTool.Of("Bash", new { command })] }, new ScriptedReply { Text = "next" });
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "work");
        await run.SeenAsync<AgentEvent.ToolStarted>();
        await Eventually.SoAsync(() => Marked(world, session).Count > 1, "the tool's own processes");

        var lasted = await StopAsync(session, run);

        Assert.Empty(Marked(world, session));
        Assert.InRange(lasted, TimeSpan.Zero, _stopsWithin);
        Assert.Equal(AgentFailureKind.Interrupted, Assert.IsType<AgentEvent.Failed>((await run.EventsAsync())[^1]).Failure.Kind);
        Assert.True(session.IsUsable);
        Assert.Equal("next", await session.CompleteAsync("and now?"));
    }

    [Fact]
    public async Task A_claude_that_does_not_obey_is_killed_with_its_tools()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Options.AllowedTools.Add("Bash");
        world.Model.Script(new ScriptedReply { Tools = [ScriptedTool.Of("Bash", new { command = "tail -f /dev/null" })] });
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "work");
        await run.SeenAsync<AgentEvent.ToolStarted>();
        await Eventually.SoAsync(() => Marked(world, session).Count > 0, "the tool's own processes");
        ProcessKill.Freeze(session.Process!);

        var lasted = await StopAsync(session, run);

        Assert.Empty(ProcessMark.OfRun(world.Node.Identity.RunMark).Bearers());
        Assert.InRange(lasted, TimeSpan.Zero, _stopsWithin);
        Assert.Equal(AgentFailureKind.Interrupted, Assert.IsType<AgentEvent.Failed>((await run.EventsAsync())[^1]).Failure.Kind);
        Assert.False(session.IsUsable);
        Assert.True((await world.OpenAsync(session.SessionId, resume: true)).Resumed);
    }

    [Fact]
    public async Task A_background_process_outlives_an_answer_but_no_stop()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Options.AllowedTools.Add("Bash");
        world.Model.Script(
            new ScriptedReply
            {
                Tools = [ScriptedTool.Of("Bash", new { command = "setsid tail -f /dev/null >/dev/null 2>&1 & echo started" })],
            },
            new ScriptedReply { Text = "It runs in the background." },
            new ScriptedReply { Text = "long", Hang = true }
        );
        var session = await world.OpenAsync();
        await session.CompleteAsync("start it");
        Assert.NotEmpty(Marked(world, session));
        var run = new RunningPrompt(session, "go on");
        await run.SeenAsync<AgentEvent.TextDelta>();

        await StopAsync(session, run);

        Assert.Empty(Marked(world, session));
        Assert.True(session.IsUsable);
    }

    [Fact]
    public async Task A_stop_with_nothing_under_way_does_nothing()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        var session = await world.OpenAsync();

        await session.InterruptAsync(TestContext.Current.CancellationToken);

        Assert.Equal("echo: hi", await session.CompleteAsync("hi"));
    }

    /// <returns>From the stop to the last event, nothing of the turn being alive then.</returns>
    private static async Task<TimeSpan> StopAsync(ClaudeSession session, RunningPrompt run)
    {
        var watch = Stopwatch.StartNew();
        await session.InterruptAsync(TestContext.Current.CancellationToken);
        await run.EventsAsync();
        return watch.Elapsed;
    }

    /// <summary>What carries the mark of the run, claude excepted.</summary>
    private static List<Core.Turns.AgentProcess> Marked(ClaudeWorld world, ClaudeSession session) =>
        [.. ProcessMark.OfRun(world.Node.Identity.RunMark).Bearers().Where(process => process != session.Process)];
}

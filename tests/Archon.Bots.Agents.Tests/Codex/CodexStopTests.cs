using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Agents.Tests.Codex;

[Collection(nameof(TimedAlone))]
public sealed class CodexStopTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_in_mid_answer_ends_it_and_the_thread_goes_on()
    {
        await using var world = await CodexWorld.StartAsync();
        world.Model.Script(new ScriptedReply { Text = "half an answer", Hang = true });
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "talk");
        await run.SeenAsync<AgentEvent.TextDelta>();

        await session.InterruptAsync(Token);
        var events = await run.EventsAsync();

        Assert.Equal(AgentFailureKind.Interrupted, Assert.IsType<AgentEvent.Failed>(events[^1]).Failure.Kind);
        Assert.True(session.IsUsable);
        Assert.Equal("echo: go on", await session.CompleteAsync("go on"));
    }

    [Fact]
    public async Task A_stop_ends_the_command_of_its_thread_and_leaves_the_other_thread_alone()
    {
        await using var world = await CodexWorld.StartAsync();
        var other = world.Scratch.Folder("other");
        world.Model.Script(
            Sleep("stopped", 610),
            Sleep("kept", 8),
            new ScriptedReply { Match = "Process exited|Wall time", Text = "Slept." }
        );
        var (stopped, kept) = (await world.OpenAsync(), await world.OpenAsync(directory: other));
        var (first, second) = (new RunningPrompt(stopped, "stopped"), new RunningPrompt(kept, "kept"));
        await Eventually.SoAsync(() => IsRunning("sleep 610") && IsRunning("sleep 8"), "both commands");

        await stopped.InterruptAsync(Token);
        var ended = await first.EventsAsync();

        Assert.Equal(AgentFailureKind.Interrupted, Assert.IsType<AgentEvent.Failed>(ended[^1]).Failure.Kind);
        Assert.False(IsRunning("sleep 610"));
        var events = await second.EventsAsync();
        Assert.IsType<AgentEvent.Completed>(events[^1]);
        Assert.Equal("Slept.", events.Text());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_ends_what_its_command_has_put_into_a_session_of_its_own(bool resumed)
    {
        await using var world = await CodexWorld.StartAsync();
        var session = await world.OpenAsync();
        if (resumed)
        {
            await session.CompleteAsync("hello");
            await session.DisposeAsync();
            session = await world.OpenAsync(session.SessionId, resume: true);
        }

        world.Model.Script(
            new ScriptedReply
            {
                Match = "detach",
                Tools =
                [
                    ScriptedTool.Of(
                        "exec_command",
                        new
                        {
                            cmd = "setsid sleep 611 > /dev/null 2>&1 & sleep 612",
                            sandbox_permissions = "require_escalated",
                            justification = "to outlive it",
                            yield_time_ms = 30_000,
                        }
                    ),
                ],
            }
        );
        var run = new RunningPrompt(session, "detach");
        await session.AnswerAsync((await run.AskedAsync())[0].Id, new AgentAnswer.Allow(), Token);
        await Eventually.SoAsync(() => IsRunning("sleep 611") && IsRunning("sleep 612"), "both commands");

        await session.InterruptAsync(Token);
        await run.EventsAsync();

        Assert.False(IsRunning("sleep 611"));
        Assert.False(IsRunning("sleep 612"));
    }

    [Fact]
    public async Task An_app_server_that_is_killed_ends_its_turns_and_another_takes_the_next()
    {
        await using var world = await CodexWorld.StartAsync();
        world.Model.Script(new ScriptedReply { Text = "half an answer", Hang = true });
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "talk");
        await run.SeenAsync<AgentEvent.TextDelta>();

        ProcessKill.Kill(session.Process!);
        var events = await run.EventsAsync();

        Assert.Equal(AgentFailureKind.Crashed, Assert.IsType<AgentEvent.Failed>(events[^1]).Failure.Kind);
        Assert.False(session.IsUsable);
        var next = await world.OpenAsync(session.SessionId, resume: true);
        Assert.Equal("echo: go on", await next.CompleteAsync("go on"));
    }

    private static ScriptedReply Sleep(string match, int seconds) =>
        new() { Match = match, Tools = [ScriptedTool.Of("exec_command", new { cmd = $"sleep {seconds}", yield_time_ms = 30_000 })] };

    private static bool IsRunning(string command) =>
        ProcFs.Pids().Any(pid => CommandLine(pid).Split('\0', StringSplitOptions.RemoveEmptyEntries).SequenceEqual(command.Split(' ')));

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}

using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Agents.Tests.Codex;

public sealed class CodexPermissionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_command_that_leaves_the_sandbox_is_asked_for_and_runs_once()
    {
        await using var world = await CodexWorld.StartAsync();
        var file = world.Scratch.At("outside");
        world.Model.Script(Escalated($"echo x >> {file}"), new ScriptedReply { Text = "Done." });
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "work");
        var question = Assert.Single(await run.AskedAsync());
        Assert.False(File.Exists(file));

        await session.AnswerAsync(question.Id, new AgentAnswer.Allow(), Token);
        await session.AnswerAsync(question.Id, new AgentAnswer.Deny("too late"), Token);
        var events = await run.EventsAsync();

        Assert.Equal(("Bash", $"echo x >> {file}"), (question.Tool, question.Input.Text));
        Assert.Equal(Assert.Single(events.OfType<AgentEvent.ToolStarted>()).Id, question.ToolUseId);
        Assert.Equal(question.Id, Assert.Single(events.OfType<AgentEvent.Unasked>()).QuestionId);
        Assert.Equal(ToolEnd.Done, Assert.Single(events.OfType<AgentEvent.ToolFinished>()).End);
        Assert.Equal("Done.", events.Text());
        Assert.Equal(["x"], await File.ReadAllLinesAsync(file, Token));
    }

    [Fact]
    public async Task A_question_shows_all_that_will_run()
    {
        await using var world = await CodexWorld.StartAsync();
        world.Model.Script(Escalated("cd / && cat etc/hostname"));
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "work");

        var question = (await run.AskedAsync())[0];
        await session.InterruptAsync(Token);
        await run.EventsAsync();

        Assert.Equal("cd / && cat etc/hostname", question.Input.Text);
    }

    [Fact]
    public async Task A_denied_command_does_not_run_and_the_model_is_told_why()
    {
        await using var world = await CodexWorld.StartAsync();
        var file = world.Scratch.At("outside");
        world.Model.Script(Escalated($"touch {file}"));
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "work");

        await session.AnswerAsync((await run.AskedAsync())[0].Id, new AgentAnswer.Deny("Ada said no"), Token);
        var events = await run.EventsAsync();

        Assert.Equal(ToolEnd.Denied, Assert.Single(events.OfType<AgentEvent.ToolFinished>()).End);
        Assert.False(File.Exists(file));
        Assert.IsType<AgentEvent.Completed>(events[^1]);
        Assert.Contains(world.Model.Requests, request => request.UserTexts.Contains("Ada said no"));
    }

    [Fact]
    public async Task A_change_of_files_is_asked_for_with_what_it_changes()
    {
        await using var world = await CodexWorld.StartAsync();
        world.Options.Sandbox = "read-only";
        const string Patch = "*** Begin Patch\n*** Add File: patched.txt\n+hello from a patch\n*** End Patch";
        world.Model.Script(new ScriptedReply { Tools = [ScriptedTool.Of("apply_patch", Patch)] }, new ScriptedReply { Text = "Done." });
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "work");
        var question = Assert.Single(await run.AskedAsync());

        await session.AnswerAsync(question.Id, new AgentAnswer.Allow(), Token);
        await run.EventsAsync();

        Assert.Equal(("Edit", "diff"), (question.Tool, question.Input.Language));
        Assert.Contains("hello from a patch", question.Input.Text, StringComparison.Ordinal);
        Assert.Equal("hello from a patch\n", await File.ReadAllTextAsync(Path.Combine(world.Directory, "patched.txt"), Token));
    }

    private static ScriptedReply Escalated(string command) =>
        new()
        {
            Tools =
            [
                ScriptedTool.Of(
                    "exec_command",
                    new
                    {
                        cmd = command,
                        sandbox_permissions = "require_escalated",
                        justification = "needs to write outside",
                    }
                ),
            ],
        };
}

using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Agents.Tests.ClaudeCode;

public sealed class ClaudePermissionTests
{
    /// <summary>A PNG of one pixel.</summary>
    private static readonly byte[] _pixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task An_allowed_tool_runs_once(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var file = Path.Combine(world.Directory, "made");
        world.Model.Script(
            new ScriptedReply { Tools = [ScriptedTool.Of("Bash", new { command = $"python3 -c 1; echo x >> {file}" })] },
            new ScriptedReply { Text = "Done." }
        );
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "work");
        var question = Assert.Single(await run.AskedAsync());
        Assert.False(File.Exists(file));

        await session.AnswerAsync(question.Id, new AgentAnswer.Allow(), Token);
        await session.AnswerAsync(question.Id, new AgentAnswer.Deny("too late"), Token);
        var events = await run.EventsAsync();

        Assert.Equal(Assert.Single(events.OfType<AgentEvent.ToolStarted>()).Id, question.ToolUseId);
        Assert.Equal(question.Id, Assert.Single(events.OfType<AgentEvent.Unasked>()).QuestionId);
        Assert.NotEqual(ToolEnd.Denied, Assert.Single(events.OfType<AgentEvent.ToolFinished>()).End);
        Assert.Equal("Done.", events.Text());
        Assert.Equal(["x"], await File.ReadAllLinesAsync(file, Token));
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_denied_tool_is_told_to_the_model_which_goes_on(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Model.Script(
            new ScriptedReply { Tools = [ScriptedTool.Of("Bash", new { command = "python3 -c 1" })] },
            new ScriptedReply { Text = "I went on without it." }
        );
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "work");

        await session.AnswerAsync((await run.AskedAsync())[0].Id, new AgentAnswer.Deny("Ada said no"), Token);
        var events = await run.EventsAsync();

        var finished = Assert.Single(events.OfType<AgentEvent.ToolFinished>());
        Assert.Equal((ToolEnd.Denied, null), (finished.End, finished.AllowRule));
        Assert.Equal("I went on without it.", events.Text());
        Assert.Contains("Ada said no", world.Model.Requests.Last(request => request.HasToolResult).Subject, StringComparison.Ordinal);
        Assert.IsType<AgentEvent.Completed>(events[^1]);
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task Two_questions_are_open_at_once_and_answered_in_any_order(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var (first, second) = (world.Scratch.At("one"), world.Scratch.At("two"));
        await File.WriteAllTextAsync(first, "first words", Token);
        await File.WriteAllTextAsync(second, "second words", Token);
        world.Model.Script(
            new ScriptedReply
            {
                Tools = [ScriptedTool.Of("Read", new { file_path = first }), ScriptedTool.Of("Read", new { file_path = second })],
            },
            new ScriptedReply { Text = "Read." }
        );
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "read both");
        var questions = await run.AskedAsync(2);

        await session.AnswerAsync(questions[1].Id, new AgentAnswer.Allow(), Token);
        await session.AnswerAsync(questions[0].Id, new AgentAnswer.Deny("not that one"), Token);
        var events = await run.EventsAsync();

        var ends = events.OfType<AgentEvent.ToolFinished>().ToDictionary(finished => finished.Id, finished => finished.End);
        Assert.Equal((ToolEnd.Denied, ToolEnd.Done), (ends[questions[0].ToolUseId!], ends[questions[1].ToolUseId!]));
        Assert.Equal("Read.", events.Text());
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_stop_takes_the_question_back_and_the_agent_stays_usable(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Model.Script(new ScriptedReply { Tools = [ScriptedTool.Of("Bash", new { command = "python3 -c 1" })] });
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "work");
        var question = Assert.Single(await run.AskedAsync());

        await session.InterruptAsync(Token);
        var events = await run.EventsAsync();
        await session.AnswerAsync(question.Id, new AgentAnswer.Allow(), Token);

        Assert.Equal(question.Id, Assert.Single(events.OfType<AgentEvent.Unasked>()).QuestionId);
        Assert.Equal(AgentFailureKind.Interrupted, Assert.IsType<AgentEvent.Failed>(events[^1]).Failure.Kind);
        Assert.Equal("echo: and now", await session.CompleteAsync("and now"));
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task The_rule_that_was_named_allows_the_tool(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Options.AllowedTools.Add("Bash(python3:*)");
        world.Model.Script(
            new ScriptedReply { Tools = [ScriptedTool.Of("Bash", new { command = "python3 -c 1" })] },
            new ScriptedReply { Text = "It ran." }
        );
        var session = await world.OpenAsync();

        var events = await session.RunAsync("work");

        Assert.NotEqual(ToolEnd.Denied, Assert.Single(events.OfType<AgentEvent.ToolFinished>()).End);
        Assert.Equal("It ran.", events.Text());
    }

    [Theory]
    [InlineData(ClaudeVersion.New, "1-photo.png")]
    [InlineData(ClaudeVersion.New, "1-notes.txt")]
    [InlineData(ClaudeVersion.Old, "1-photo.png")]
    [InlineData(ClaudeVersion.Old, "1-notes.txt")]
    public async Task A_file_that_was_sent_is_read_without_a_question(ClaudeVersion version, string name)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var folder = world.Scratch.Folder("files");
        var session = await world.OpenAsync(files: folder);
        var file = Path.Combine(world.Scratch.Folder("files", "turn"), name);
        await File.WriteAllBytesAsync(file, name.EndsWith(".png", StringComparison.Ordinal) ? _pixel : "hello"u8.ToArray(), Token);
        world.Model.Script(
            new ScriptedReply { Tools = [ScriptedTool.Of("Read", new { file_path = file })] },
            new ScriptedReply { Text = "I have read it." }
        );

        var events = await session.RunAsync("read it");

        Assert.Equal(ToolEnd.Done, Assert.Single(events.OfType<AgentEvent.ToolFinished>()).End);
        Assert.Equal("I have read it.", events.Text());
    }

    [Fact]
    public async Task A_folder_of_sent_files_that_is_gone_keeps_no_session_from_opening()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        var session = await world.OpenAsync(files: world.Scratch.At("never", "made"));

        Assert.NotEmpty(await session.CompleteAsync("hello"));
    }

    [Fact]
    public async Task A_file_where_the_agent_works_is_written_without_a_question()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        var file = Path.Combine(world.Directory, "new.txt");
        world.Model.Script(
            new ScriptedReply { Tools = [ScriptedTool.Of("Write", new { file_path = file, content = "hello" })] },
            new ScriptedReply { Text = "Written." }
        );
        var session = await world.OpenAsync();

        var events = await session.RunAsync("write");

        Assert.Equal("Write: new.txt", Assert.Single(events.OfType<AgentEvent.ToolStarted>()).Line);
        Assert.Equal("hello", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_tool_sees_no_secret_of_the_server(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        foreach (
            var name in (string[])
                ["TELEGRAM_BOT_TOKEN", "Platforms__Telegram__BotToken", "ConnectionStrings__Main", "GH_TOKEN", "AWS_SECRET_ACCESS_KEY"]
        )
        {
            world.Variables[name] = "canary";
        }

        world.Options.AllowedTools.Add("Bash");
        world.Model.Script(
            new ScriptedReply { Tools = [ScriptedTool.Of("Bash", new { command = "env" })] },
            new ScriptedReply { Text = "Seen." }
        );
        var session = await world.OpenAsync();

        await session.CompleteAsync("look");

        var seen = world.Model.Requests.Last(request => request.HasToolResult).Subject;
        Assert.Contains($"ARCHON_BOTS_RUN={world.Node.Identity.RunMark}", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", seen, StringComparison.Ordinal);
    }
}

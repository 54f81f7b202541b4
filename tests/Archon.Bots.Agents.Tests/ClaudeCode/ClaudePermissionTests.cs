using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Emulators.Anthropic;

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
    public async Task A_denied_tool_names_the_rule_and_the_agent_goes_on(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Model.Script(
            new ScriptedReply { Tools = [ScriptedTool.Of("Bash", new { command = "python3 -c 1" })] },
            new ScriptedReply { Text = "I went on without it." }
        );
        var session = await world.OpenAsync();

        var events = await session.RunAsync("work");

        var started = Assert.Single(events.OfType<AgentEvent.ToolStarted>());
        var finished = Assert.Single(events.OfType<AgentEvent.ToolFinished>());
        Assert.Equal((started.Id, ToolEnd.Denied, "Bash(python3:*)"), (finished.Id, finished.End, finished.AllowRule));
        Assert.Equal("I went on without it.", events.Text());
        Assert.Contains("not allowed here", world.Model.Requests.Last(request => request.HasToolResult).Subject, StringComparison.Ordinal);
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

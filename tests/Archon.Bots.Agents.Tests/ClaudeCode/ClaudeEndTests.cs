using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Agents.Tests.ClaudeCode;

public sealed class ClaudeEndTests
{
    /// <summary>Answers initialize, then does what a test wants at the first prompt.</summary>
    private const string Initialized = """
        read line
        echo '{"type":"control_response","response":{"subtype":"success","request_id":"initialize","response":{"commands":[]}}}'
        read line
        """;

    private const string Fine = """{"result":"fine","type":"result","subtype":"success","is_error":false,"num_turns":0,"session_id":"s"}""";

    [Fact]
    public async Task An_end_without_a_result_is_a_crash_with_the_last_words()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Options.BinaryPath = world.Scratch.Script("claude", $"{Initialized}\necho 'out of luck' >&2\nexit 7");
        var session = await world.OpenAsync();

        var events = await session.RunAsync("go");

        var failure = Assert.IsType<AgentEvent.Failed>(Assert.Single(events)).Failure;
        Assert.Equal(
            (AgentFailureKind.Crashed, "claude exited with code 7 (stderr: out of luck) before it had answered."),
            (failure.Kind, failure.Detail)
        );
        Assert.False(session.IsUsable);
        Assert.Equal(AgentFailureKind.Crashed, (await session.FailAsync("again")).Kind);
    }

    [Fact]
    public async Task What_a_dead_claude_has_started_does_not_hold_its_end_up()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Options.BinaryPath = world.Scratch.Script("claude", $"{Initialized}\nsetsid tail -f /dev/null &\nexit 0");
        var session = await world.OpenAsync();

        var failure = await session.FailAsync("go");

        Assert.Equal(AgentFailureKind.Crashed, failure.Kind);
        Assert.Empty(ProcessMark.OfRun(world.Node.Identity.RunMark).Bearers());
    }

    [Fact]
    public async Task Megabytes_on_standard_error_and_lines_that_are_no_JSON_do_not_stop_it()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Options.BinaryPath = world.Scratch.Script(
            "claude",
            $"{Initialized}\nhead -c 3000000 /dev/zero | tr '\\0' x >&2\necho 'not json'\necho\necho '7'\necho '{Fine}'\nread line"
        );
        var session = await world.OpenAsync();

        Assert.Equal("fine", await session.CompleteAsync("go"));
    }

    [Theory]
    [InlineData(
        "echo 'cannot do that' >&2; exit 1",
        "claude exited with code 1 (stderr: cannot do that) before it was ready. Is it signed in?"
    )]
    [InlineData("exit 0", "claude exited with code 0 before it was ready.")]
    public async Task A_program_that_ends_at_once_says_why_it_is_no_agent(string script, string expected)
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Options.BinaryPath = world.Scratch.Script("claude", script);

        var failure = await world.RefusedAsync();

        Assert.Equal(AgentFailureKind.NotStarted, failure.Kind);
        Assert.StartsWith(expected, failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_ends_without_a_word_is_started_once_more()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Options.BinaryPath = world.Scratch.Script(
            "claude",
            $"test -f {world.Scratch.At("seen")} || {{ touch {world.Scratch.At("seen")}; exit 1; }}\n{Initialized}\necho '{Fine}'\nread line"
        );

        var session = await world.OpenAsync();

        Assert.Equal("fine", await session.CompleteAsync("go"));
    }

    [Fact]
    public async Task A_missing_program_or_directory_is_named()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        var directory = await world.RefusedAsync(directory: world.Scratch.At("nowhere"));
        world.Options.BinaryPath = world.Scratch.At("no-claude");
        var program = await world.RefusedAsync();

        Assert.Equal((AgentFailureKind.NotStarted, AgentFailureKind.NotStarted), (directory.Kind, program.Kind));
        Assert.Contains("nowhere", directory.Detail, StringComparison.Ordinal);
        Assert.Contains("no-claude", program.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_on_the_path_is_found_when_none_is_named()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        var provider = world.Provider();
        world.Options.BinaryPath = "";
        world.Variables["PATH"] = $"{world.Scratch.Folder("empty")}:{world.Scratch.Folder("bin")}";

        Assert.Null(provider.FindProgram());
        var program = world.Scratch.Script("bin/claude", "exit 0");
        Assert.Equal(program, provider.FindProgram());
    }

    [Fact]
    public async Task A_killed_prompt_ends_with_its_process_and_all_that_it_started()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Options.AllowedTools.Add("Bash");
        world.Model.Script(new ScriptedReply { Tools = [ScriptedTool.Of("Bash", new { command = "tail -f /dev/null" })] });
        var session = await world.OpenAsync();
        using var kill = new CancellationTokenSource();
        var run = new RunningPrompt(session, "work", kill.Token);
        await run.SeenAsync<AgentEvent.ToolStarted>();

        await kill.CancelAsync();

        Assert.IsType<AgentEvent.Failed>((await run.EventsAsync())[^1]);
        Assert.False(ProcFs.IsAlive(session.Process!));
        Assert.Empty(ProcessMark.OfRun(world.Node.Identity.RunMark).Bearers());
    }

    [Fact]
    public async Task A_closed_session_has_no_process_left_and_a_busy_one_ends_its_prompt()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Model.Script(new ScriptedReply { Text = "long", Hang = true });
        var idle = await world.OpenAsync();
        var busy = await world.OpenAsync();
        var run = new RunningPrompt(busy, "go");
        await run.SeenAsync<AgentEvent.TextDelta>();

        await idle.DisposeAsync();
        await busy.DisposeAsync();

        Assert.Empty(ProcessMark.OfRun(world.Node.Identity.RunMark).Bearers());
        Assert.IsType<AgentEvent.Failed>((await run.EventsAsync())[^1]);
    }

    [Fact]
    public async Task A_second_prompt_beside_the_first_is_a_bug_of_the_caller()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Model.Script(new ScriptedReply { Text = "long", Hang = true });
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "go");
        await run.SeenAsync<AgentEvent.TextDelta>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => session.RunAsync("another"));
    }
}

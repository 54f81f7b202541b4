using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Tests.Acp;

public sealed class AcpSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_comes_in_pieces_and_then_whole()
    {
        await using var world = new AcpWorld();
        var session = await world.OpenAsync();

        var events = await session.RunAsync("three short words");

        Assert.Equal(session.SessionId, Assert.Single(events.OfType<AgentEvent.SessionBound>()).SessionId);
        Assert.InRange(events.OfType<AgentEvent.TextDelta>().Count(), 2, 10);
        Assert.Equal("echo: three short words", events.Text());
        Assert.Equal(session.SessionId, Assert.IsType<AgentEvent.Completed>(events[^1]).SessionId);
    }

    [Fact]
    public async Task A_session_goes_on_in_another_process_and_its_replay_is_nobodys_answer()
    {
        await using var world = new AcpWorld();
        var first = await world.OpenAsync();
        await first.CompleteAsync("my tea is Darjeeling");
        await first.DisposeAsync();

        var second = await world.OpenAsync(first.SessionId, resume: true);
        var answer = await second.CompleteAsync("recall");

        Assert.True(second.Resumed);
        Assert.Equal("my tea is Darjeeling", answer);
    }

    [Fact]
    public async Task A_session_that_is_not_known_is_lost()
    {
        await using var world = new AcpWorld();

        var failure = await world.RefusedAsync(resume: true);

        Assert.Equal(AgentFailureKind.SessionLost, failure.Kind);
    }

    [Fact]
    public async Task An_allowed_tool_runs_once_and_is_asked_with_what_it_runs()
    {
        await using var world = new AcpWorld();
        var file = world.Scratch.At("made");
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, $"ask: echo x >> {file}; echo done");
        var question = Assert.Single(await run.AskedAsync());
        Assert.False(File.Exists(file));

        await session.AnswerAsync(question.Id, new AgentAnswer.Allow(), Token);
        await session.AnswerAsync(question.Id, new AgentAnswer.Deny("too late"), Token);
        var events = await run.EventsAsync();

        Assert.Equal(("Bash", $"echo x >> {file}; echo done"), (question.Tool, question.Input.Text));
        Assert.Equal(Assert.Single(events.OfType<AgentEvent.ToolStarted>()).Id, question.ToolUseId);
        Assert.Equal(ToolEnd.Done, Assert.Single(events.OfType<AgentEvent.ToolFinished>()).End);
        Assert.Equal("ran: done", events.Text());
        Assert.Equal(["x"], await File.ReadAllLinesAsync(file, Token));
    }

    [Fact]
    public async Task A_denied_tool_does_not_run_and_the_turn_goes_on()
    {
        await using var world = new AcpWorld();
        var file = world.Scratch.At("made");
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, $"ask: touch {file}");

        await session.AnswerAsync((await run.AskedAsync())[0].Id, new AgentAnswer.Deny("no"), Token);
        var events = await run.EventsAsync();

        Assert.Equal(ToolEnd.Denied, Assert.Single(events.OfType<AgentEvent.ToolFinished>()).End);
        Assert.Equal("not allowed", events.Text());
        Assert.False(File.Exists(file));
    }

    [Theory]
    [InlineData("sign in", AgentFailureKind.Auth)]
    [InlineData("limit", AgentFailureKind.LimitReached)]
    public async Task A_prompt_that_is_refused_has_its_kind_and_the_session_lives(string prompt, AgentFailureKind kind)
    {
        await using var world = new AcpWorld();
        var session = await world.OpenAsync();

        Assert.Equal(kind, (await session.FailAsync(prompt)).Kind);

        Assert.True(session.IsUsable);
        Assert.Equal("echo: again", await session.CompleteAsync("again"));
    }

    [Fact]
    public async Task An_agent_that_ends_without_an_answer_has_crashed()
    {
        await using var world = new AcpWorld();
        var session = await world.OpenAsync();

        var failure = await session.FailAsync("exit");

        Assert.Equal(AgentFailureKind.Crashed, failure.Kind);
        Assert.False(session.IsUsable);
    }

    [Theory]
    [InlineData("echo this is something else; exit 3", "code 3")]
    [InlineData("echo no sign-in >&2; exit 1", "no sign-in")]
    public async Task A_program_that_is_no_agent_is_named(string script, string expected)
    {
        await using var world = new AcpWorld();
        world.Command = [world.Scratch.Script("impostor", script)];

        var failure = await world.RefusedAsync();

        Assert.Equal(AgentFailureKind.NotStarted, failure.Kind);
        Assert.Contains(expected, failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_command_the_settings_are_named()
    {
        await using var world = new AcpWorld();
        world.Command = [];

        Assert.Contains("Agents:Acp:Command", (await world.RefusedAsync()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_in_mid_answer_ends_it_and_the_session_lives()
    {
        await using var world = new AcpWorld();
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, "hang");
        await run.SeenAsync<AgentEvent.TextDelta>();

        await session.InterruptAsync(Token);
        var events = await run.EventsAsync();

        Assert.Equal(AgentFailureKind.Interrupted, Assert.IsType<AgentEvent.Failed>(events[^1]).Failure.Kind);
        Assert.Equal("echo: go on", await session.CompleteAsync("go on"));
    }

    [Fact]
    public async Task A_stop_while_it_asks_withdraws_the_question()
    {
        await using var world = new AcpWorld();
        var file = world.Scratch.At("made");
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, $"ask: touch {file}");
        var question = (await run.AskedAsync())[0];

        await session.InterruptAsync(Token);
        var events = await run.EventsAsync();

        Assert.Equal(question.Id, Assert.Single(events.OfType<AgentEvent.Unasked>()).QuestionId);
        Assert.Equal(AgentFailureKind.Interrupted, Assert.IsType<AgentEvent.Failed>(events[^1]).Failure.Kind);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_stop_leaves_nothing_of_what_the_turn_has_started()
    {
        await using var world = new AcpWorld();
        var (begun, pid) = (world.Scratch.At("begun"), world.Scratch.At("pid"));
        var session = await world.OpenAsync();
        var run = new RunningPrompt(session, $"ask: setsid sleep 613 & echo $! > {pid}; touch {begun}; wait");
        await session.AnswerAsync((await run.AskedAsync())[0].Id, new AgentAnswer.Allow(), Token);
        await Eventually.SoAsync(() => File.Exists(begun), "the command");

        await session.InterruptAsync(Token);
        await run.EventsAsync();

        var left = int.Parse(await File.ReadAllTextAsync(pid, Token), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Null(ProcFs.Find(left));
    }
}

using Archon.Bots.Agents.Demo;
using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Tests.Demo;

public sealed class DemoProviderTests
{
    [Fact]
    public async Task Every_answer_says_that_it_is_a_demo_and_quotes_the_prompt()
    {
        await using var session = await OpenAsync(resume: false);

        var events = await session.RunAsync("one\n<two>");

        Assert.Equal(new AgentEvent.SessionBound("the-id"), events[0]);
        Assert.Equal(events.Text(), string.Concat(events.OfType<AgentEvent.TextDelta>().Select(delta => delta.Text)));
        Assert.StartsWith(DemoAnswer.Label, events.Text(), StringComparison.Ordinal);
        Assert.Contains("> one\n> <two>\n", events.Text(), StringComparison.Ordinal);
        Assert.Contains("```csharp", events.Text(), StringComparison.Ordinal);
        Assert.Equal("the-id", Assert.IsType<AgentEvent.Completed>(events[^1]).SessionId);
    }

    [Fact]
    public async Task A_file_that_came_is_named_with_its_size()
    {
        using var scratch = new Scratch();
        var file = scratch.At("1-notes.txt");
        await File.WriteAllTextAsync(file, "hello", TestContext.Current.CancellationToken);
        await using var session = await OpenAsync(resume: false);
        var prompt = new AgentPrompt(Guid.NewGuid(), "look") { Files = [file] };

        var events = await session.RunAsync(prompt, CancellationToken.None).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Contains("`1-notes.txt` (5 bytes)", events.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_id_can_be_resumed()
    {
        await using var session = await OpenAsync(resume: true);

        Assert.True(session.Resumed);
        Assert.StartsWith(DemoAnswer.Label, await session.CompleteAsync("hi"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_ends_the_answer_and_the_next_one_comes()
    {
        await using var session = await OpenAsync(resume: false);
        var run = new RunningPrompt(session, "go");
        await run.SeenAsync<AgentEvent.TextDelta>();

        await session.InterruptAsync(TestContext.Current.CancellationToken);

        Assert.Equal(AgentFailureKind.Interrupted, Assert.IsType<AgentEvent.Failed>((await run.EventsAsync())[^1]).Failure.Kind);
        Assert.StartsWith(DemoAnswer.Label, await session.CompleteAsync("and now?"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "you allowed it")]
    [InlineData(false, "> not today")]
    public async Task It_asks_when_it_is_told_to(bool isAllowed, string expected)
    {
        await using var session = await OpenAsync(resume: false);
        var run = new RunningPrompt(session, "ask: rm -rf build");
        var question = Assert.Single(await run.AskedAsync());

        AgentAnswer answer = isAllowed ? new AgentAnswer.Allow() : new AgentAnswer.Deny("not today");
        await session.AnswerAsync(question.Id, answer, TestContext.Current.CancellationToken);

        var events = await run.EventsAsync();
        Assert.Equal(("Bash", new ToolInput("sh", "rm -rf build")), (question.Tool, question.Input));
        Assert.Contains(expected, events.Text(), StringComparison.Ordinal);
        Assert.Single(events.OfType<AgentEvent.Unasked>());
    }

    [Fact]
    public async Task A_stop_ends_a_question()
    {
        await using var session = await OpenAsync(resume: false);
        var run = new RunningPrompt(session, "ask: rm -rf build");
        await run.AskedAsync();

        await session.InterruptAsync(TestContext.Current.CancellationToken);

        Assert.Equal(AgentFailureKind.Interrupted, Assert.IsType<AgentEvent.Failed>((await run.EventsAsync())[^1]).Failure.Kind);
    }

    private static Task<IAgentSession> OpenAsync(bool resume) =>
        new DemoProvider(TimeProvider.System).OpenAsync(
            new AgentSessionRequest("demo", "the-id", resume, "/", Model: null),
            TestContext.Current.CancellationToken
        );
}

using Archon.Bots.Agents.Demo;
using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Settings;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Tests.Demo;

public sealed class DemoProviderTests : IDisposable
{
    private readonly Scratch _home = new();

    public void Dispose() => _home.Dispose();

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
    public void The_chats_record_is_named_and_not_quoted()
    {
        var prompt = new AgentPrompt(Guid.NewGuid(), "<earlier-conversation>\n[user]\nlong ago\n</earlier-conversation>\n\nand now?");

        var answer = DemoAnswer.To(prompt, 1);

        Assert.Contains("this chat's own record first", answer, StringComparison.Ordinal);
        Assert.Contains("> and now?\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("long ago", answer, StringComparison.Ordinal);
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
    public async Task A_session_that_has_answered_is_known_after_a_restart_and_goes_on_counting()
    {
        await using (var before = await OpenAsync(resume: false))
        {
            await before.CompleteAsync("hi");
        }

        await using var session = await OpenAsync(resume: true);

        Assert.True(session.Resumed);
        Assert.Contains("answer 2 of this session", await session.CompleteAsync("hi"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_whose_file_is_gone_is_lost()
    {
        await using (var before = await OpenAsync(resume: false))
        {
            await before.CompleteAsync("hi");
        }

        File.Delete(_home.At("demo-sessions/the-id"));

        var lost = await Assert.ThrowsAsync<AgentUnavailableException>(() => OpenAsync(resume: true));
        Assert.Equal(AgentFailureKind.SessionLost, lost.Failure.Kind);
    }

    [Fact]
    public async Task A_new_session_that_has_not_answered_yet_is_not_known_after_a_restart()
    {
        await using (await OpenAsync(resume: false)) { }

        await using var again = await OpenAsync(resume: false);

        Assert.False(again.Resumed);
        await Assert.ThrowsAsync<AgentUnavailableException>(() => OpenAsync(resume: true));
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

    private Task<IAgentSession> OpenAsync(bool resume) =>
        new DemoProvider(new DemoMemory(Options.Create(new HomeOptions { Path = _home.Path })), TimeProvider.System).OpenAsync(
            new AgentSessionRequest("demo", "the-id", resume, "/", Model: null),
            TestContext.Current.CancellationToken
        );
}

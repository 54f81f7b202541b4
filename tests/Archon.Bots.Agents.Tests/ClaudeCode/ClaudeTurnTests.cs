using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Agents.Tests.ClaudeCode;

public sealed class ClaudeTurnTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_first_prompt_is_streamed_and_answered(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Model.Script(new ScriptedReply { Deltas = ["one ", "two ", "three"], Usage = new ScriptedUsage(11, 7) });
        var session = await world.OpenAsync();

        var events = await session.RunAsync("count");

        Assert.Equal(session.SessionId, Assert.IsType<AgentEvent.SessionBound>(events[0]).SessionId);
        var deltas = events.OfType<AgentEvent.TextDelta>().ToList();
        var final = Assert.Single(events.OfType<AgentEvent.TextFinal>());
        Assert.Equal("one two three", string.Concat(deltas.Select(delta => delta.Text)));
        Assert.Equal("one two three", final.Text);
        Assert.All(deltas, delta => Assert.Equal(final.Block, delta.Block));
        var completed = Assert.IsType<AgentEvent.Completed>(events[^1]);
        Assert.Equal((11, 7), (completed.Usage.InputTokens, completed.Usage.OutputTokens));
        Assert.True(completed.Usage.CostUsd > 0);
        Assert.Equal(session.SessionId, completed.SessionId);
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_warm_session_answers_again_and_counts_each_prompt_alone(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Model.Script(
            new ScriptedReply
            {
                Text = "yes",
                Times = 0,
                Usage = new ScriptedUsage(10, 10),
            }
        );
        var session = await world.OpenAsync();
        var process = session.Process;

        var first = Assert.IsType<AgentEvent.Completed>((await session.RunAsync("one"))[^1]);
        var second = Assert.IsType<AgentEvent.Completed>((await session.RunAsync("two"))[^1]);

        Assert.Equal(first.Usage, second.Usage);
        Assert.Equal(process, session.Process);
        Assert.True(session.IsUsable);
        Assert.True(session.MemoryBytes > 50_000_000);
        Assert.Equal(["one", "two"], world.Model.Requests.Last(request => request.IsMain).UserTexts);
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_preview_that_broke_off_is_replaced_by_the_whole_answer(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Model.Script(
            new ScriptedReply { Deltas = ["half ", "of ", "it ", "all"], StreamError = new ScriptedError(529) },
            new ScriptedReply { Text = "the whole answer" }
        );
        var session = await world.OpenAsync();

        var events = await session.RunAsync("go");

        Assert.Equal("the whole answer", events.Text());
        Assert.DoesNotContain(
            events.OfType<AgentEvent.TextFinal>().Single().Block,
            events.OfType<AgentEvent.TextDelta>().Select(delta => delta.Block)
        );
        Assert.IsType<AgentEvent.Completed>(events[^1]);
    }

    [Fact]
    public async Task Thoughts_tools_and_texts_come_in_their_order()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Model.Script(
            new ScriptedReply
            {
                Thinking = "let me see",
                Text = "I look.",
                Tools = [ScriptedTool.Of("Bash", new { command = "echo from-tool" })],
            },
            new ScriptedReply { Text = "Done." }
        );
        var session = await world.OpenAsync();

        var events = await session.RunAsync("go");

        var kinds = events.Where(happened => happened is not AgentEvent.TextDelta).Select(happened => happened.GetType().Name).Distinct();
        Assert.Equal(["SessionBound", "Thinking", "TextFinal", "ToolStarted", "ToolFinished", "Completed"], kinds);
        Assert.Equal("Bash: echo from-tool", Assert.Single(events.OfType<AgentEvent.ToolStarted>()).Line);
        Assert.Equal(ToolEnd.Done, Assert.Single(events.OfType<AgentEvent.ToolFinished>()).End);
        Assert.Equal("I look.Done.", events.Text());
        var finals = events.OfType<AgentEvent.TextFinal>().Select(text => text.Block).ToList();
        Assert.Equal(finals, events.OfType<AgentEvent.TextDelta>().Select(delta => delta.Block).Distinct());
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task Commands_of_claude_are_listed_and_answered_without_the_model(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var session = await world.OpenAsync();

        var context = await session.RunAsync("/context");

        Assert.Superset(new HashSet<string> { "compact", "context", "clear" }, session.Commands.ToHashSet());
        Assert.Contains("Context", context.Text(), StringComparison.Ordinal);
        Assert.IsType<AgentEvent.Completed>(context[^1]);
        Assert.DoesNotContain(world.Model.Requests, request => request.IsMain);
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task Compacting_is_shown_and_clearing_changes_the_id(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var session = await world.OpenAsync();
        await session.CompleteAsync("one");
        var before = session.SessionId;

        var compacted = await session.RunAsync("/compact");
        var cleared = await session.RunAsync("/clear");

        Assert.Contains(new AgentEvent.Status(AgentStatus.Compacting), compacted);
        Assert.Equal(before, Assert.IsType<AgentEvent.Completed>(compacted[^1]).SessionId);
        Assert.NotEqual(before, Assert.IsType<AgentEvent.Completed>(cleared[^1]).SessionId);
        Assert.Equal(session.SessionId, Assert.IsType<AgentEvent.Completed>(cleared[^1]).SessionId);
        Assert.Equal("echo: two", await session.CompleteAsync("two"));
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_session_remembers_the_prompts_that_it_ran(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var session = await world.OpenAsync();
        var prompt = Guid.NewGuid();
        await session.RunAsync("one", prompt);
        await session.DisposeAsync();

        var resumed = await world.OpenAsync(session.SessionId, resume: true);

        Assert.True(resumed.Remembers(prompt));
        Assert.False(resumed.Remembers(Guid.NewGuid()));
    }

    [Fact]
    public async Task A_prompt_of_megabytes_and_odd_characters_arrives_unchanged()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Model.Script(new ScriptedReply { Text = "read" });
        var session = await world.OpenAsync();
        var prompt = "$& $$ <b>\u2028\"quoted\"\\ 😀\n" + new string('x', 300_000);

        var answer = await session.CompleteAsync(prompt);

        Assert.Equal("read", answer);
        Assert.Equal(prompt, world.Model.Requests.First(request => request.IsMain).LastUserText);
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task What_claude_says_of_its_own_accord_is_not_the_answer_to_the_next_prompt(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        world.Options.AllowedTools.Add("Bash");
        var tool = ScriptedTool.Of(
            "Bash",
            new
            {
                command = "sleep 1; echo finished",
                description = "wait",
                run_in_background = true,
            }
        );
        world.Model.Script(
            new ScriptedReply { Tools = [tool] },
            new ScriptedReply { Text = "Started." },
            new ScriptedReply { Text = "The background task has ended", DeltaDelayMs = 200 }
        );
        var session = await world.OpenAsync();
        await session.CompleteAsync("start it");
        await world
            .Model.WaitForRequestAsync(request => request.IsMain && request.Reply == "script 3", Token)
            .WaitAsync(SessionExtensions.Patience, Token);

        var answer = await session.CompleteAsync("mine");

        Assert.Equal("echo: mine", answer);
    }

    [Fact]
    public async Task A_terminal_s_signals_do_not_reach_it()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);

        var session = await world.OpenAsync();

        var stat = await File.ReadAllTextAsync($"/proc/{session.Pid}/stat", TestContext.Current.CancellationToken);
        var group = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[2];
        Assert.Equal($"{session.Pid}", group);
    }
}

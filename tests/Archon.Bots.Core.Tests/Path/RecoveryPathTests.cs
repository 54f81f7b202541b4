using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Turns;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>Servers that end in the middle, and the next one on the same file.</summary>
public sealed class RecoveryPathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_that_was_interrupted_by_a_crash_goes_on_and_is_answered_once()
    {
        await using var bot = await BotHarness.StartAsync();
        await HeldAsync(bot, "one");

        bot.Agent.Says("whole answer");
        await bot.RestartAsync();

        await bot.IdleAsync();
        Assert.Equal(["whole answer"], bot.Platform.Delivered);
        Assert.Equal(["one", PromptBuilder.ContinueLine], bot.Agent.Prompts.Select(prompt => prompt.Text));
        Assert.True(bot.Agent.Sessions[^1].Request.Resume);
    }

    [Fact]
    public async Task After_a_tool_the_text_is_never_a_prompt_again_even_if_the_session_lost_it()
    {
        await using var bot = await BotHarness.StartAsync();
        bot.Agent.KeepsRecord = false;
        await HeldAsync(bot, "append a line", Events.Tool("Bash date >> m1"));

        await bot.RestartAsync();

        await bot.IdleAsync();
        var again = bot.Agent.Prompts[1].Text;
        Assert.EndsWith(PromptBuilder.ContinueLine, again, StringComparison.Ordinal);
        Assert.Equal(1, Worlds.Count(again, "[user Ann]\nappend a line\n"));
        Assert.Equal(1, Worlds.Count(again, "Bash date >> m1"));
    }

    [Fact]
    public async Task What_waited_at_the_crash_is_answered_by_the_next_server()
    {
        await using var bot = await BotHarness.StartAsync();
        await HeldAsync(bot, "one");
        await bot.Platform.SayAsync("two");
        await bot.Platform.SayAsync("three", chat: "other");

        await bot.RestartAsync();

        await bot.IdleAsync();
        Assert.Contains("echo: two", bot.Platform.Delivered);
        Assert.Contains("echo: three", bot.Platform.Delivered);
    }

    [Fact]
    public async Task Three_crashes_end_in_a_tombstone_and_the_next_message_is_answered()
    {
        await using var bot = await BotHarness.StartAsync();
        await HeldAsync(bot, "deadly");
        for (var crash = 1; crash <= 2; crash++)
        {
            var gate = bot.Agent.Holds();
            await bot.RestartAsync();
            await gate.ReachedAsync(Token);
            await ShownAsync(bot);
        }

        await bot.RestartAsync();
        await bot.IdleAsync();
        await bot.Platform.SayAsync("harmless");

        await bot.IdleAsync();
        Assert.Contains("3 times, so it is not tried again", bot.Platform.Delivered[0], StringComparison.Ordinal);
        Assert.Equal("echo: harmless", bot.Platform.Delivered[1]);
        Assert.Equal(4, bot.Agent.Prompts.Count);
    }

    [Fact]
    public async Task A_stop_of_the_server_gives_the_attempt_back()
    {
        await using var bot = await BotHarness.StartAsync();
        await HeldAsync(bot, "long");
        for (var stop = 1; stop <= 4; stop++)
        {
            var gate = bot.Agent.Holds();
            await bot.StopAfterGraceAsync();
            await bot.RestartAsync();
            await gate.ReachedAsync(Token);
            await ShownAsync(bot);
        }

        bot.Agent.Says("at last");
        await bot.RestartAsync();

        await bot.IdleAsync();
        Assert.Equal(2, bot.Platform.Delivered.Count);
        // Four graces of 20 s, and as many edits as were due while the server ended.
        Assert.Matches("^✓ [1-9] min [0-9]+ s", bot.Platform.Delivered[0]);
        Assert.Equal("at last", bot.Platform.Delivered[1]);
    }

    [Fact]
    public async Task The_reader_of_an_interrupted_reply_is_told_that_it_goes_on()
    {
        await using var bot = await BotHarness.StartAsync();
        await HeldAsync(bot, "long", new AgentEvent.TextDelta("b", "half"));

        await bot.StopAfterGraceAsync();

        Assert.Equal(["half\n\n_The server restarts; I go on after that._"], bot.Platform.Delivered);
        Assert.Equal(["1"], await bot.QueryAsync("SELECT COUNT(*) FROM turns WHERE interrupted_at IS NOT NULL"));
        Assert.Equal(["0"], await bot.QueryAsync("SELECT COUNT(*) FROM outbox WHERE final"));
    }

    [Fact]
    public async Task A_stop_of_the_server_lets_a_turn_end_within_the_grace_and_says_its_answer()
    {
        await using var bot = await BotHarness.StartAsync();
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync("one");
        await gate.ReachedAsync(Token);

        var stopped = bot.StopAsync();
        await bot.Time.WaitedForAsync(TimeSpan.FromSeconds(20), Token);
        await gate.ReleaseAsync("done", Token);

        await stopped;
        Assert.Equal(["done"], bot.Platform.Delivered);
    }

    [Fact]
    public async Task A_turn_whose_commit_failed_does_not_start_over_in_its_warm_session()
    {
        var commit = new HeldCommit();
        commit.Fail();
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Configure = commit.Around }, agent => agent.Says("lost"));
        await bot.Platform.SayAsync("one");
        await bot.Agent.UntilAsync(agent => agent is { Running: 0, Prompts.Count: 1 }, Token);

        bot.Agent.Says("whole answer");
        await bot.SweepAsync();

        await bot.IdleAsync();
        Assert.Equal(["one", PromptBuilder.ContinueLine], bot.Agent.Prompts.Select(prompt => prompt.Text));
        Assert.Single(bot.Agent.Sessions);
        Assert.Equal(["whole answer"], bot.Platform.Delivered);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_post_of_unknown_outcome_leaves_at_most_a_stump(bool isDone)
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Mode = ReplyMode.Batch }, agent => agent.Says("one\ntwo"));
        bot.Platform.Throws(new PlatformOutcomeUnknownException("reset"), isDone);

        await bot.Platform.SayAsync("hi");
        await bot.LoggedAsync("turn.run_completed");
        await bot.DeliveredAsync();

        Assert.Single(bot.Platform.Delivered, "one\ntwo");
        Assert.Equal(isDone ? ["one", "one\ntwo"] : ["one\ntwo"], bot.Platform.Delivered);
    }

    [Fact]
    public async Task Four_bad_sends_in_a_row_lose_nothing_and_complete_no_body_twice()
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Mode = ReplyMode.Batch });
        bot.Platform.Throws(new PlatformThrottledException(TimeSpan.FromSeconds(3), CallFamily.Message))
            .Throws(new PlatformOutcomeUnknownException("500"))
            .Throws(new PlatformOutcomeUnknownException("hang"), isDone: true)
            .Throws(new PlatformOutcomeUnknownException("reset"), isDone: true);

        await bot.Platform.SayAsync("a\nb");
        await bot.Platform.SayAsync("c\nd");
        await bot.LoggedAsync("turn.run_completed", 2);
        await bot.DeliveredAsync();

        Assert.Single(bot.Platform.Delivered, "echo: a\nb");
        Assert.Single(bot.Platform.Delivered, "echo: c\nd");
    }

    [Fact]
    public async Task An_answer_that_was_committed_before_the_crash_is_sent_after_it()
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Mode = ReplyMode.Batch }, agent => agent.Says("done"));
        bot.Platform.Throws(new PlatformThrottledException(TimeSpan.FromHours(1), CallFamily.Message));
        await bot.Platform.SayAsync("hi");
        await bot.LoggedAsync("outbox.delivery_throttled");

        await bot.RestartAsync();
        bot.Time.Advance(TimeSpan.FromHours(1));
        await bot.DeliveredAsync();

        Assert.Equal(["done"], bot.Platform.Delivered);
        Assert.Single(bot.Agent.Prompts);
    }

    private static async Task HeldAsync(BotHarness bot, string text, params AgentEvent[] before)
    {
        var gate = bot.Agent.Holds(before);
        await bot.Platform.SayAsync(text);
        await gate.ReachedAsync(Token);
        await ShownAsync(bot);
    }

    /// <summary>The reply is posted and its id stored, so that a crash finds no call under way.</summary>
    private static Task ShownAsync(BotHarness bot) => bot.Time.WaitedForAsync(FakeLimits.EditInterval, Token);
}

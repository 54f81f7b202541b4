using Archon.Bots.Testing;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>Controls at once, commands in their place.</summary>
public sealed class CommandPathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reset_starts_fresh_in_the_same_directory_and_forgets_the_record()
    {
        await using var bot = await BotHarness.StartAsync();

        await AskAsync(bot, "one", "/reset", "two");

        Assert.Equal(["one", "two"], bot.Agent.Prompts.Select(prompt => prompt.Text));
        Assert.Equal(["work/0", "work/0"], bot.Agent.Sessions.Select(session => session.Request.WorkingDirectory));
        Assert.Equal([true, false], bot.Agent.Sessions.Select(session => session.IsClosed));
        Assert.Equal("echo: two", bot.Platform.Delivered[^1]);
    }

    [Fact]
    public async Task New_starts_fresh_in_a_new_directory()
    {
        await using var bot = await BotHarness.StartAsync();

        await AskAsync(bot, "one", "/new", "two");

        Assert.Equal(["work/0", "work/1"], bot.Agent.Sessions.Select(session => session.Request.WorkingDirectory));
        Assert.Equal("two", bot.Agent.Prompts[^1].Text);
    }

    [Fact]
    public async Task A_reset_takes_effect_in_its_place()
    {
        await using var bot = await BotHarness.StartAsync();
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync("one");
        await gate.ReachedAsync(Token);

        await bot.Platform.SayAsync("two");
        await bot.Platform.SayAsync("/reset");
        await bot.Platform.SayAsync("three");
        await gate.ReleaseAsync("done", Token);

        await bot.IdleAsync();
        Assert.Equal(["one", "two", "three"], bot.Agent.Prompts.Select(prompt => prompt.Text));
        Assert.Equal(bot.Agent.Prompts[0].SessionId, bot.Agent.Prompts[1].SessionId);
        Assert.NotEqual(bot.Agent.Prompts[1].SessionId, bot.Agent.Prompts[2].SessionId);
    }

    [Fact]
    public async Task A_record_before_a_reset_is_never_shown_to_a_healed_session()
    {
        await using var bot = await BotHarness.StartAsync();
        await AskAsync(bot, "secret", "/reset", "one");
        bot.Agent.ForgetsAll();
        await bot.RestartAsync();

        await AskAsync(bot, "two");

        Assert.DoesNotContain("secret", bot.Agent.Prompts[^1].Text, StringComparison.Ordinal);
        Assert.Contains("one", bot.Agent.Prompts[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rset", "Did you mean `/reset`?")]
    [InlineData("!satus", "Did you mean `/status`?")]
    [InlineData("/compct now", "Did you mean `/compact`?")]
    [InlineData("/deploy", "`/help` lists")]
    public async Task A_command_that_nobody_knows_gets_the_nearest(string text, string expected)
    {
        await using var bot = await BotHarness.StartAsync();

        await AskAsync(bot, text);

        Assert.Contains(expected, Assert.Single(bot.Platform.Delivered), StringComparison.Ordinal);
        Assert.Empty(bot.Agent.Prompts);
    }

    [Fact]
    public async Task A_command_of_the_agent_is_passed_to_it()
    {
        await using var bot = await BotHarness.StartAsync(agent => agent.Commands = ["compact", "FixIssue"]);

        await AskAsync(bot, "/compact keep the plan", "/FixIssue 12");

        Assert.Equal(["/compact keep the plan", "/FixIssue 12"], bot.Agent.Prompts.Select(prompt => prompt.Text));
    }

    [Fact]
    public async Task Controls_are_answered_while_a_turn_runs()
    {
        await using var bot = await BotHarness.StartAsync();
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync("one");
        await gate.ReachedAsync(Token);
        await bot.Platform.SayAsync("two");

        foreach (var control in new[] { "/status", "/queue", "/help", "/start" })
        {
            await bot.Platform.SayAsync(control);
        }

        await bot.Platform.UntilAsync(platform => platform.Delivered.Count == 5);
        Assert.StartsWith("Running for 0 s: `one`\n\nWaiting: 1", bot.Platform.Delivered[1], StringComparison.Ordinal);
        Assert.Equal("Running: `one`\n\n1 message waiting:\n- `two`", bot.Platform.Delivered[2]);
        Assert.EndsWith(bot.Platform.Delivered[3], bot.Platform.Delivered[4], StringComparison.Ordinal);
        await gate.ReleaseAsync("done", Token);
        await bot.IdleAsync();
    }

    [Fact]
    public async Task A_repeated_control_is_answered_once()
    {
        await using var bot = await BotHarness.StartAsync();

        await bot.Platform.SayAsync("/help", deliveryId: "Ev1");
        await bot.Platform.SayAsync("/help", deliveryId: "Ev1");

        await bot.IdleAsync();
        Assert.Single(bot.Platform.Delivered);
    }

    private static async Task AskAsync(BotHarness bot, params string[] texts)
    {
        foreach (var text in texts)
        {
            await bot.Platform.SayAsync(text);
            await bot.IdleAsync();
        }
    }
}

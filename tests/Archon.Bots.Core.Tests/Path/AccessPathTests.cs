using Archon.Bots.Testing;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>Who is not allowed, and who asks for too much.</summary>
public sealed class AccessPathTests
{
    private static readonly HarnessSettings _closed = new() { Allowed = ["owner"] };

    [Fact]
    public async Task A_refused_person_gets_one_line_a_day_and_nothing_else()
    {
        await using var bot = await BotHarness.StartAsync(_closed);

        await bot.Platform.SayAsync("let me in", author: "stranger");
        await bot.IdleAsync();
        await bot.Platform.SayAsync("/status", author: "stranger");
        await bot.Platform.SayAsync("hello?", author: "stranger");
        await bot.IdleAsync();

        var line = Assert.Single(bot.Platform.Delivered);
        Assert.Contains("`stranger`", line, StringComparison.Ordinal);
        Assert.Contains("`FAKE_ALLOWED_USER_IDS`", line, StringComparison.Ordinal);
        Assert.Empty(bot.Agent.Sessions);
        Assert.Equal(0, bot.Platform.Typing);
    }

    [Fact]
    public async Task A_refused_control_is_answered_by_the_same_line()
    {
        await using var bot = await BotHarness.StartAsync(_closed);

        await bot.Platform.SayAsync("/status", author: "stranger");
        await bot.Platform.SayAsync("/stop all", author: "stranger");

        await bot.IdleAsync();
        Assert.Contains("`stranger`", Assert.Single(bot.Platform.Delivered), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_day_the_line_is_said_again()
    {
        await using var bot = await BotHarness.StartAsync(_closed);
        await bot.Platform.SayAsync("let me in", author: "stranger");
        await bot.IdleAsync();

        bot.Time.Advance(TimeSpan.FromHours(12));
        await bot.Platform.SayAsync("and now?", author: "stranger");

        await bot.IdleAsync();
        Assert.Equal(2, bot.Platform.Delivered.Count);
    }

    [Fact]
    public async Task Each_refused_person_is_told()
    {
        await using var bot = await BotHarness.StartAsync(_closed);

        await bot.Platform.SayAsync("hi", author: "one");
        await bot.Platform.SayAsync("hi", author: "two");
        await bot.Platform.SayAsync("hi", author: "owner");

        await bot.IdleAsync();
        Assert.Equal(3, bot.Platform.Delivered.Count);
        Assert.Equal("hi", Assert.Single(bot.Agent.Prompts).Text);
    }

    [Fact]
    public async Task A_refused_person_stops_nobody()
    {
        await using var bot = await BotHarness.StartAsync(_closed);
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync("work", author: "owner");
        var prompt = await gate.ReachedAsync(TestContext.Current.CancellationToken);

        await bot.Platform.SayAsync("/stop", author: "stranger");
        await gate.ReleaseAsync("done", TestContext.Current.CancellationToken);

        await bot.IdleAsync();
        Assert.Equal(0, prompt.Interrupts);
        Assert.Contains("done", bot.Platform.Delivered);
    }

    [Fact]
    public async Task What_exceeds_the_bound_is_declined_and_named_in_one_line()
    {
        await using var bot = await BotHarness.StartAsync();
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync("running");
        await gate.ReachedAsync(TestContext.Current.CancellationToken);

        for (var n = 1; n <= 102; n++)
        {
            await bot.Platform.SayAsync($"m{n}");
        }

        await bot.Platform.SayAsync("/stop all");
        await bot.IdleAsync();
        var declined = Assert.Single(bot.Platform.Delivered, text => text.Contains("not taken", StringComparison.Ordinal));
        Assert.StartsWith("2 messages not taken, because 100 wait here already", declined, StringComparison.Ordinal);
        Assert.EndsWith("- `m101`\n- `m102`", declined, StringComparison.Ordinal);
        Assert.Contains(bot.Platform.Delivered, text => text.StartsWith("Taken back, not run (100 messages)", StringComparison.Ordinal));
    }
}

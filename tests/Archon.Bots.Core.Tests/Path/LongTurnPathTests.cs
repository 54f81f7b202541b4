using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>Edits ring no bell: how turns end that took long, or say much.</summary>
public sealed class LongTurnPathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_turn_ends_in_a_new_message_and_its_progress_shrinks_to_one_line()
    {
        await using var bot = await BotHarness.StartAsync();
        var gate = await HeldForAsync(bot, TimeSpan.FromSeconds(31));

        await gate.ReleaseAsync("done", Token);

        await bot.IdleAsync();
        Assert.Equal(["✓ 31 s, 1 tool", "done"], bot.Platform.Delivered);
        Assert.All(bot.Platform.Shown, call => Assert.Empty(call.Message.Body!.Buttons));
        Assert.Equal(["turn", "answer"], await bot.QueryAsync("SELECT source FROM outbox ORDER BY seq"));
    }

    [Fact]
    public async Task A_short_turn_ends_where_it_grew()
    {
        await using var bot = await BotHarness.StartAsync();
        var gate = await HeldForAsync(bot, TimeSpan.FromSeconds(30));

        await gate.ReleaseAsync("done", Token);

        await bot.IdleAsync();
        Assert.Equal(["done"], bot.Platform.Delivered);
    }

    [Fact]
    public async Task By_setting_no_turn_ends_in_a_new_message()
    {
        var settings = new HarnessSettings { Values = new Dictionary<string, string?> { ["Replies:NewMessageAfter"] = "00:00:00" } };
        await using var bot = await BotHarness.StartAsync(settings);
        var gate = await HeldForAsync(bot, TimeSpan.FromSeconds(50));

        await gate.ReleaseAsync("done", Token);

        await bot.IdleAsync();
        Assert.Equal(["done"], bot.Platform.Delivered);
    }

    [Fact]
    public async Task A_stop_of_a_long_turn_rings_too()
    {
        await using var bot = await BotHarness.StartAsync();
        await HeldForAsync(bot, TimeSpan.FromSeconds(45));

        await bot.Platform.SayAsync("/stop");

        await bot.IdleAsync();
        Assert.Equal(["⏹ Stopped after 45 s, 1 tool", "⏹ Stopped."], bot.Platform.Delivered);
    }

    [Fact]
    public async Task Where_nothing_was_shown_the_answer_comes_alone()
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Mode = ReplyMode.Batch });
        var gate = await HeldForAsync(bot, TimeSpan.FromSeconds(45));

        await gate.ReleaseAsync("done", Token);

        await bot.IdleAsync();
        Assert.Equal(["done"], bot.Platform.Delivered);
        Assert.Equal(["turn"], await bot.QueryAsync("SELECT source FROM outbox"));
    }

    [Fact]
    public async Task The_time_counts_from_the_first_begin_and_the_preview_of_the_run_before_shrinks()
    {
        await using var bot = await BotHarness.StartAsync();
        await HeldForAsync(bot, TimeSpan.FromSeconds(45));

        bot.Agent.Says("done");
        await bot.RestartAsync();

        await bot.IdleAsync();
        Assert.Equal(["✓ 45 s, 1 tool", "done"], bot.Platform.Delivered);
    }

    [Fact]
    public async Task An_answer_that_was_lost_on_its_way_leaves_at_most_a_stump()
    {
        await using var bot = await BotHarness.StartAsync();
        var gate = await HeldForAsync(bot, TimeSpan.FromSeconds(45));
        await bot.Platform.UntilAsync(platform => platform.Calls.Count == 2);
        bot.Platform.ThrowsAfter(1, new PlatformOutcomeUnknownException("reset"), isDone: true);

        await gate.ReleaseAsync("one\ntwo", Token);
        await bot.LoggedAsync("turn.run_completed");
        await bot.DeliveredAsync();

        Assert.Equal(["✓ 45 s, 1 tool", "one", "one\ntwo"], bot.Platform.Delivered);
    }

    [Fact]
    public async Task A_very_long_answer_is_its_first_part_and_a_file()
    {
        var settings = new HarnessSettings { Values = new Dictionary<string, string?> { ["Replies:MaxParts"] = "2" } };
        var paragraphs = Enumerable.Range(1, 3).Select(number => $"paragraph {number} {new string('x', 3000)}").ToList();
        var answer = string.Join("\n\n", paragraphs);
        await using var bot = await BotHarness.StartAsync(settings, agent => agent.Says(answer));

        await bot.Platform.SayAsync("tell me all");

        await bot.IdleAsync();
        Assert.Equal([paragraphs[0], "The whole answer is in the file."], bot.Platform.Delivered);
        Assert.Equal(new ReplyFile("answer.md", answer), bot.Platform.Shown[1].Message.Body!.File);
    }

    /// <summary>A turn that has used a tool, is shown, and has run for so long.</summary>
    private static async Task<ScriptedGate> HeldForAsync(BotHarness bot, TimeSpan time)
    {
        var gate = bot.Agent.Holds(Events.Tool("Bash make"));
        await bot.Platform.SayAsync("build it");
        await gate.ReachedAsync(Token);
        await bot.Time.WaitedForAsync(FakeLimits.EditInterval, Token);
        bot.Time.Advance(time);
        return gate;
    }
}

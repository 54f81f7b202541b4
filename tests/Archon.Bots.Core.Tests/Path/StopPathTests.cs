using Archon.Bots.Core.Commands;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>Stops on their way beside the queue.</summary>
public sealed class StopPathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_ends_the_running_turn_and_the_next_one_starts()
    {
        await using var bot = await BotHarness.StartAsync();
        var prompt = await HeldAsync(bot, "one");
        await bot.Platform.SayAsync("two");

        await bot.Platform.SayAsync("/stop");

        await bot.IdleAsync();
        Assert.Equal(["⏹ Stopped.", "echo: two"], bot.Platform.Delivered);
        Assert.Equal(1, prompt.Interrupts);
        Assert.Single(bot.Agent.Sessions);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_an_agent_that_is_being_opened()
    {
        await using var bot = await BotHarness.StartAsync();
        var opening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bot.Agent.Opening = _ =>
        {
            opening.SetResult();
            return new TaskCompletionSource().Task;
        };
        await bot.Platform.SayAsync("one");
        await opening.Task.WaitAsync(TestTimeouts.Default, Token);

        await bot.Platform.SayAsync("/stop");

        await bot.IdleAsync();
        Assert.Equal(["⏹ Stopped."], bot.Platform.Delivered);
        Assert.Empty(bot.Agent.Prompts);
    }

    [Fact]
    public async Task The_Stop_button_stops_its_turn()
    {
        await using var bot = await BotHarness.StartAsync();
        await HeldAsync(bot, "one");

        await bot.Platform.PressAsync(await StopButtonAsync(bot));

        await bot.IdleAsync();
        Assert.Equal(["⏹ Stopped."], bot.Platform.Delivered);
    }

    [Fact]
    public async Task A_late_press_of_Stop_leaves_the_next_turn_alone()
    {
        await using var bot = await BotHarness.StartAsync();
        var first = bot.Agent.Holds();
        await bot.Platform.SayAsync("one");
        var button = await StopButtonAsync(bot);
        await first.ReleaseAsync("done", Token);
        await bot.IdleAsync();
        var second = bot.Agent.Holds();
        await bot.Platform.SayAsync("two");
        await second.ReachedAsync(Token);

        await bot.Platform.PressAsync(button);
        await second.ReleaseAsync("done too", Token);

        await bot.IdleAsync();
        Assert.Equal(["done", "done too", ControlTexts.TooLate.Markdown], bot.Platform.Delivered);
    }

    [Theory]
    [InlineData("/stop")]
    [InlineData("/stop all")]
    public async Task Stop_with_nothing_running_says_so(string stop)
    {
        await using var bot = await BotHarness.StartAsync();

        await bot.Platform.SayAsync(stop);

        await bot.IdleAsync();
        Assert.Equal([ControlTexts.NothingRuns], bot.Platform.Delivered);
    }

    [Fact]
    public async Task Stop_while_a_message_only_waits_takes_it_back()
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Values = OneAtATime });
        await HeldAsync(bot, "busy", chat: "other");
        await bot.Platform.SayAsync("one");
        await bot.Platform.SayAsync("two");

        await bot.Platform.SayAsync("/stop");
        await bot.Platform.SayAsync("/stop", chat: "other");

        await bot.IdleAsync();
        Assert.Contains("Taken back, not run (1 message):\n- `one`", bot.Platform.Delivered);
        Assert.Equal(["busy", "two"], bot.Agent.Prompts.Select(prompt => prompt.Text));
    }

    [Fact]
    public async Task A_stop_that_the_sweeper_meets_while_it_is_answered_takes_back_one_message()
    {
        var controls = new HeldControls();
        var settings = new HarnessSettings { Values = OneAtATime, Configure = controls.Around };
        await using var bot = await BotHarness.StartAsync(settings);
        await HeldAsync(bot, "busy", chat: "other");
        await bot.Platform.SayAsync("one");
        await bot.Platform.SayAsync("two");

        var stop = bot.Platform.SayAsync("/stop");
        await controls.ReachedAsync(Token);
        await bot.SweepAsync();
        await bot.Time.WaitedForAsync(TimeSpan.FromSeconds(5), Token);
        controls.Release();
        await stop;
        await bot.Platform.SayAsync("/stop", chat: "other");

        await bot.IdleAsync();
        Assert.Equal(["busy", "two"], bot.Agent.Prompts.Select(prompt => prompt.Text));
    }

    [Fact]
    public async Task A_control_whose_answer_failed_is_answered_by_the_sweeper()
    {
        var controls = new HeldControls();
        controls.Fail();
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Configure = controls.Around });

        await Assert.ThrowsAsync<IOException>(() => bot.Platform.SayAsync("/stop"));
        await bot.SweepAsync();

        await bot.IdleAsync();
        Assert.Equal([ControlTexts.NothingRuns], bot.Platform.Delivered);
    }

    [Fact]
    public async Task Stop_all_stops_the_running_turn_and_lists_what_it_took_back()
    {
        await using var bot = await BotHarness.StartAsync();
        await HeldAsync(bot, "one");
        await bot.Platform.SayAsync("two");
        await bot.Platform.SayAsync("three");

        await bot.Platform.SayAsync("/stop all");

        await bot.IdleAsync();
        Assert.Equal(["⏹ Stopped.", "Taken back, not run (2 messages):\n- `two`\n- `three`"], bot.Platform.Delivered);
        Assert.Single(bot.Agent.Prompts);
    }

    [Fact]
    public async Task A_stopped_turn_keeps_what_was_said()
    {
        await using var bot = await BotHarness.StartAsync();
        var gate = bot.Agent.Holds(new Core.Agents.AgentEvent.TextDelta("b", "As far as I"));
        await bot.Platform.SayAsync("one");
        await gate.ReachedAsync(Token);

        await bot.Platform.SayAsync("/stop");

        await bot.IdleAsync();
        Assert.Equal(["As far as I\n\n⏹ Stopped."], bot.Platform.Delivered);
    }

    [Fact]
    public async Task A_stop_that_loses_the_race_with_the_answer_is_told_so()
    {
        var commit = new HeldCommit();
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Configure = commit.Around }, agent => agent.Says("done"));
        await bot.Platform.SayAsync("one");
        await commit.ReachedAsync(Token);

        await bot.Platform.SayAsync("/stop");
        commit.Release();

        await bot.IdleAsync();
        Assert.Equal(["done", ControlTexts.TooLate.Markdown], bot.Platform.Delivered);
    }

    [Fact]
    public async Task A_turn_whose_stop_came_before_a_crash_is_stopped_by_the_next_server()
    {
        await using var bot = await BotHarness.StartAsync();
        await HeldAsync(bot, "one");
        bot.Agent.IgnoresInterrupts = true;
        await bot.Platform.SayAsync("/stop");

        await bot.RestartAsync();

        await bot.IdleAsync();
        Assert.EndsWith("⏹ Stopped.", bot.Platform.Delivered[^1], StringComparison.Ordinal);
        Assert.Single(bot.Agent.Prompts);
    }

    private static IReadOnlyDictionary<string, string?> OneAtATime { get; } =
        new Dictionary<string, string?> { ["Scheduling:MaxConcurrent"] = "1" };

    private static async Task<ScriptedPrompt> HeldAsync(BotHarness bot, string text, string chat = "c1")
    {
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync(text, chat: chat);
        return await gate.ReachedAsync(Token);
    }

    private static async Task<string> StopButtonAsync(BotHarness bot)
    {
        await bot.Platform.UntilAsync(platform => platform.Shown.Any(call => !call.Message.Body!.Buttons.IsEmpty));
        return bot.Platform.Shown.Last(call => !call.Message.Body!.Buttons.IsEmpty).Message.Body!.Buttons[0].Action;
    }
}

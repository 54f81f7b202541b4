using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>Questions of the agent on their way to people and back.</summary>
public sealed class QuestionPathTests
{
    /// <summary>The first of an allow-list is the owner, who may decide everything.</summary>
    private static readonly HarnessSettings _team = new() { Allowed = ["boss", "u1", "u2"] };

    [Theory]
    [InlineData(ReplyMode.Stream)]
    [InlineData(ReplyMode.Batch)]
    public async Task A_press_of_Allow_lets_the_agent_go_on(ReplyMode mode)
    {
        await using var bot = await BotHarness.StartAsync(_team with { Mode = mode }, agent => agent.Asks("date"));
        await bot.Platform.SayAsync("what day is it");
        var card = await CardAsync(bot, "date");

        await bot.Platform.PressAsync(Button(card, "Allow once"));

        await bot.IdleAsync();
        Assert.Equal("date: allowed", Assert.Single(bot.Platform.Delivered, text => text.StartsWith("date:", StringComparison.Ordinal)));
        var decided = Shown(bot, card);
        Assert.EndsWith("✅ Allowed once by Ann, 12:00 UTC", decided.Text, StringComparison.Ordinal);
        Assert.Empty(decided.Message.Body!.Buttons);
        Assert.Equal(["allowed|1"], await bot.QueryAsync("SELECT state, used_at IS NOT NULL FROM approvals"));
    }

    [Fact]
    public async Task Words_that_were_sent_before_the_question_was_asked_do_not_answer_it()
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("rm x"));
        await bot.Platform.SayAsync("clean up");
        await CardAsync(bot, "rm x");
        var late = Inbound.Message("/approve", 99) with { SentAt = TestTime.Begin.AddMinutes(-1) };

        await bot.Platform.SayAsync(late, TestContext.Current.CancellationToken);

        await bot.Platform.UntilAsync(platform => platform.Delivered.Contains(ApprovalTexts.AskedSince));
        Assert.Equal(["open"], await bot.QueryAsync("SELECT state FROM approvals"));
    }

    [Fact]
    public async Task A_denial_reaches_the_agent_with_its_reason_and_the_turn_goes_on()
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("rm x"));
        await bot.Platform.SayAsync("clean up");
        var card = await CardAsync(bot, "rm x");

        await bot.Platform.SayAsync("/deny keep x");

        await bot.IdleAsync();
        Assert.Contains(
            bot.Platform.Delivered,
            text => text.StartsWith("rm x: Ann denied this use of the tool and says: keep x", StringComparison.Ordinal)
        );
        Assert.EndsWith("⛔ Denied by Ann, 12:00 UTC: keep x", Shown(bot, card).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reply_says_what_it_waits_for()
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("date"));

        await bot.Platform.SayAsync("what day is it");
        await CardAsync(bot, "date");
        await bot.Time.WaitedForAsync(FakeLimits.EditInterval, TestContext.Current.CancellationToken);
        bot.Time.Advance(FakeLimits.EditInterval);

        await bot.Platform.UntilAsync(platform =>
            platform.Delivered.Any(text => text.Contains("waiting for your answer to: Bash: date", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Somebody_else_is_told_who_may_answer_and_changes_nothing()
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("date"));
        await bot.Platform.SayAsync("what day is it");
        var card = await CardAsync(bot, "date");

        await bot.Platform.PressAsync(Button(card, "Allow once"), author: "u2");
        await bot.Platform.PressAsync(Button(card, "Deny"), author: "u2");
        await bot.Platform.SayAsync("/approve", author: "u2");

        await bot.Platform.UntilAsync(platform => platform.Delivered.Contains(ApprovalTexts.NotYours(new Author("u1", "Ann")).Markdown));
        Assert.Equal(["open"], await bot.QueryAsync("SELECT state FROM approvals"));
        Assert.Empty(await bot.QueryAsync("SELECT id FROM audit"));
        await bot.Platform.PressAsync(Button(card, "Allow once"));
        await bot.IdleAsync();
        Assert.Contains("date: allowed", bot.Platform.Delivered);
    }

    [Fact]
    public async Task The_owner_answers_for_everybody()
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("date"));
        await bot.Platform.SayAsync("what day is it");
        var card = await CardAsync(bot, "date");

        await bot.Platform.PressAsync(Button(card, "Deny"), author: "boss");

        await bot.IdleAsync();
        Assert.Contains("⛔ Denied by Ann", Shown(bot, card).Text, StringComparison.Ordinal);
        Assert.Equal(["boss"], await bot.QueryAsync("SELECT decided_by_id FROM approvals"));
    }

    [Fact]
    public async Task A_stranger_is_refused()
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("date"));
        await bot.Platform.SayAsync("what day is it");
        var card = await CardAsync(bot, "date");

        await bot.Platform.PressAsync(Button(card, "Allow once"), author: "stranger");

        await bot.Platform.UntilAsync(platform => platform.Delivered.Any(text => text.Contains("`stranger`", StringComparison.Ordinal)));
        Assert.Equal(["open"], await bot.QueryAsync("SELECT state FROM approvals"));
    }

    [Fact]
    public async Task The_second_answer_is_told_of_the_first()
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("date"));
        await bot.Platform.SayAsync("what day is it");
        var card = await CardAsync(bot, "date");

        await bot.Platform.PressAsync(Button(card, "Allow once"));
        await bot.Platform.PressAsync(Button(card, "Deny"), author: "boss");

        await bot.IdleAsync();
        Assert.Contains("That was already allowed by Ann.", bot.Platform.Delivered);
        Assert.Equal(["allowed"], await bot.QueryAsync("SELECT state FROM approvals"));
        Assert.Single(await bot.QueryAsync("SELECT id FROM audit"));
    }

    [Fact]
    public async Task Words_mean_the_only_question_a_reply_means_its_card_and_several_are_asked_back()
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("date", "ls"));
        await bot.Platform.SayAsync("look");
        var (date, ls) = (await CardAsync(bot, "date"), await CardAsync(bot, "ls"));

        await bot.Platform.SayAsync("/approve");
        await bot.Platform.UntilAsync(platform => platform.Delivered.Contains(ApprovalTexts.Several));
        await bot.Platform.ReplyAsync("!approve", ls.MessageId);
        await bot.Platform.SayAsync("/deny never mind");

        await bot.IdleAsync();
        Assert.Contains("✅ Allowed", Shown(bot, ls).Text, StringComparison.Ordinal);
        Assert.Contains("never mind", Shown(bot, date).Text, StringComparison.Ordinal);
        Assert.Contains(bot.Platform.Delivered, text => text.StartsWith("ls: allowed\n\ndate: Ann denied", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/approve")]
    [InlineData("/deny no")]
    public async Task Words_without_a_question_are_told_so(string words)
    {
        await using var bot = await BotHarness.StartAsync();

        await bot.Platform.SayAsync(words);

        await bot.IdleAsync();
        Assert.Equal([ApprovalTexts.NothingAsked], bot.Platform.Delivered);
        Assert.Empty(bot.Agent.Prompts);
    }

    [Fact]
    public async Task A_bare_yes_is_no_answer_but_the_next_message()
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("date"));
        await bot.Platform.SayAsync("what day is it");
        var card = await CardAsync(bot, "date");

        await bot.Platform.ReplyAsync("yes", card.MessageId);

        Assert.Equal(["open"], await bot.QueryAsync("SELECT state FROM approvals"));
        await bot.Platform.PressAsync(Button(card, "Allow once"));
        await bot.IdleAsync();
        Assert.Contains("echo: yes", bot.Platform.Delivered);
    }

    [Fact]
    public async Task A_stop_withdraws_the_question_and_a_late_press_is_told_so()
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("date"));
        await bot.Platform.SayAsync("what day is it");
        var card = await CardAsync(bot, "date");

        await bot.Platform.SayAsync("/stop");
        await bot.IdleAsync();
        await bot.Platform.PressAsync(Button(card, "Allow once"));

        await bot.IdleAsync();
        Assert.Contains("Withdrawn", Shown(bot, card).Text, StringComparison.Ordinal);
        Assert.Contains("The agent does not ask that any more.", bot.Platform.Delivered);
        Assert.Contains("⏹ Stopped.", bot.Platform.Delivered);
    }

    [Fact]
    public async Task An_early_answer_is_used_by_the_next_server_and_the_card_stays_the_same()
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("date"));
        await bot.Platform.SayAsync("what day is it");
        var card = await CardAsync(bot, "date");
        var opening = new TaskCompletionSource();
        bot.Agent.Opening = _ => opening.Task;
        bot.Agent.Asks("date");

        await bot.RestartAsync();
        await bot.Platform.PressAsync(Button(card, "Allow once"));
        opening.SetResult();

        await bot.IdleAsync();
        Assert.Contains("date: allowed", bot.Platform.Delivered);
        Assert.Equal(["allowed|1|2"], await bot.QueryAsync("SELECT a.state, a.used_at IS NOT NULL, t.attempt FROM approvals a, turns t"));
        Assert.Single(bot.Platform.Calls, call => call.Kind == CallKind.Post && call.Text.Contains("may it use", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_that_is_asked_again_after_a_restart_is_answered_on_its_old_card(bool isGraceful)
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("date").Asks("date"));
        await bot.Platform.SayAsync("what day is it");
        var card = await CardAsync(bot, "date");

        await EndAsync(bot, isGraceful);
        await bot.RestartAsync();
        await bot.Agent.PromptedAsync(2, TestContext.Current.CancellationToken);
        await bot.Platform.PressAsync(Button(card, "Allow once"));

        await bot.IdleAsync();
        Assert.Contains("date: allowed", bot.Platform.Delivered);
        Assert.Equal(["allowed"], await bot.QueryAsync("SELECT state FROM approvals"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_new_question_after_a_restart_overtakes_the_old_card(bool isGraceful)
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("date").Asks("date -u"));
        await bot.Platform.SayAsync("what day is it");
        var old = await CardAsync(bot, "date");

        await EndAsync(bot, isGraceful);
        await bot.RestartAsync();
        var card = await CardAsync(bot, "date -u");
        await bot.Platform.PressAsync(Button(old, "Deny"));
        await bot.Platform.PressAsync(Button(card, "Allow once"));

        await bot.IdleAsync();
        Assert.Contains("Overtaken", Shown(bot, old).Text, StringComparison.Ordinal);
        Assert.Contains("date -u: allowed", bot.Platform.Delivered);
        Assert.Contains("The agent does not ask that any more.", bot.Platform.Delivered);
    }

    [Fact]
    public async Task A_question_waits_longer_than_any_watchdog()
    {
        await using var bot = await BotHarness.StartAsync(_team, agent => agent.Asks("date"));
        await bot.Platform.SayAsync("what day is it");
        var card = await CardAsync(bot, "date");

        bot.Time.Advance(TimeSpan.FromDays(1));
        await bot.Platform.PressAsync(Button(card, "Allow once"));

        await bot.IdleAsync();
        Assert.Contains("date: allowed", bot.Platform.Delivered);
    }

    private static Task EndAsync(BotHarness bot, bool isGraceful) => isGraceful ? bot.StopAfterGraceAsync() : Task.CompletedTask;

    /// <summary>The open card of that command, once it is shown.</summary>
    private static async Task<PlatformCall> CardAsync(BotHarness bot, string command)
    {
        await bot.Platform.UntilAsync(platform => Find(platform) is not null);
        return Find(bot.Platform)!;

        PlatformCall? Find(FakePlatform platform) =>
            platform.Shown.Find(call =>
                call.Text.Contains($"\n{command}\n```", StringComparison.Ordinal) && call.Message.Body!.Buttons.Length == 2
            );
    }

    private static string Button(PlatformCall card, string label) =>
        card.Message.Body!.Buttons.Single(button => button.Label == label).Action;

    private static PlatformCall Shown(BotHarness bot, PlatformCall card) =>
        bot.Platform.Shown.Single(shown => shown.MessageId == card.MessageId);
}

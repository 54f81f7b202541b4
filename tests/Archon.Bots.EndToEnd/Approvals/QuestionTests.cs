using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Approvals;

/// <summary>The real claude asks; a person answers. One decision, one run of the tool, one answer, whatever dies in between.</summary>
public sealed class QuestionTests
{
    private const string Question = "please work on it";
    private const string Answer = "the whole answer";
    private const string Hint = "Press a button";

    [Theory]
    [InlineData("stream", false)]
    [InlineData("batch", false)]
    [InlineData("stream", true)]
    public async Task An_allowed_tool_runs_once_and_the_turn_goes_on(string mode, bool isOld)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Environment["TELEGRAM_STREAMING_MODE"] = mode;
        world.Environment["CLAUDE_BIN_PATH"] = isOld ? Binaries.OldClaude : Binaries.Claude;
        var marks = ScriptWork(world);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync(Question, cancellationToken);
        var card = await world.Alice.SeesAsync(Hint, cancellationToken);
        Assert.Empty(marks());

        await PressAsync(world, card, "Allow once", cancellationToken);
        await world.Alice.SeesAsync(Answer, cancellationToken);

        await DecidedOnceAsync(world, marks, cancellationToken);
        var decided = (await world.Alice.ReadAsync(cancellationToken)).Single(message => message.Id == card.Id);
        Assert.Contains("✅ Allowed once by", decided.Text, StringComparison.Ordinal);
        Assert.Contains("python3 -c 1", decided.Text, StringComparison.Ordinal);
        Assert.Empty(decided.Buttons);
    }

    [Fact]
    public async Task A_denial_in_words_reaches_the_model_and_the_turn_goes_on()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        var marks = ScriptWork(world);
        world.Model.Script(new ScriptedReply { Match = "not on a Friday", Text = "then on Monday" });
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync(Question, cancellationToken);
        await world.Alice.SeesAsync(Hint, cancellationToken);

        await world.Alice.SayAsync("/deny not on a Friday", cancellationToken);

        await world.Alice.SeesAsync("then on Monday", cancellationToken);
        await world.Alice.SeesAsync("⛔ Denied by", cancellationToken);
        await world.SettledAsync(cancellationToken);
        Assert.Empty(marks());
        Assert.Equal(["denied|not on a Friday"], world.Database.Query("select state, reason from approvals where used_at is not null"));
    }

    [Fact]
    public async Task A_second_answer_is_told_of_the_first()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        var marks = ScriptWork(world);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync(Question, cancellationToken);
        var card = await world.Alice.SeesAsync(Hint, cancellationToken);

        await ReplyAsync(world, card, "/approve", cancellationToken);
        await ReplyAsync(world, card, "/deny after all", cancellationToken);

        await world.Alice.SeesAsync("already allowed by", cancellationToken);
        await world.Alice.SeesAsync(Answer, cancellationToken);
        await DecidedOnceAsync(world, marks, cancellationToken);
    }

    [Fact]
    public async Task A_stop_while_it_asks_withdraws_the_card()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        var marks = ScriptWork(world);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync(Question, cancellationToken);
        var card = await world.Alice.SeesAsync(Hint, cancellationToken);

        await world.Alice.SayAsync("/stop", cancellationToken);

        Assert.Equal(card.Id, (await world.Alice.SeesAsync("Withdrawn", cancellationToken)).Id);
        await world.Alice.SeesAsync("Stopped.", cancellationToken);
        await ReplyAsync(world, card, "/approve", cancellationToken);
        await world.Alice.SeesAsync("does not ask that any more", cancellationToken);
        Assert.Empty(marks());
    }

    [Fact]
    public async Task An_answer_given_while_the_server_was_dead_is_used_when_the_agent_asks_again()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        var marks = ScriptWork(world);
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync(Question, cancellationToken);
        var card = await world.Alice.SeesAsync(Hint, cancellationToken);
        await UntilAsync(world, "select count(platform_message_id) from outbox where source = 'question'", "1", cancellationToken);

        await bot.KillAsync(cancellationToken);
        await PressAsync(world, card, "Allow once", cancellationToken, waitMs: 1);
        var second = await world.StartBotAsync(cancellationToken, "Dispatched");
        await UntilAsync(world, "select state from approvals", "allowed", cancellationToken);
        await second.KilledAtPointAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SeesAsync(Answer, cancellationToken);

        await DecidedOnceAsync(world, marks, cancellationToken);
        Assert.Single(await CardsAsync(world, cancellationToken));
        Assert.Equal(["2"], world.Database.Query("select count(*) from journal where kind = 'asked'"));
    }

    [Fact]
    public async Task A_question_that_is_asked_again_after_a_kill_is_answered_on_its_old_card()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        var marks = ScriptWork(world);
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync(Question, cancellationToken);
        var card = await world.Alice.SeesAsync(Hint, cancellationToken);
        await UntilAsync(world, "select count(platform_message_id) from outbox where source = 'question'", "1", cancellationToken);

        await bot.KillAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await UntilAsync(world, "select count(*) from journal where kind = 'asked'", "2", cancellationToken);
        await PressAsync(world, card, "Allow once", cancellationToken);
        await world.Alice.SeesAsync(Answer, cancellationToken);

        await DecidedOnceAsync(world, marks, cancellationToken);
        Assert.Single(await CardsAsync(world, cancellationToken));
    }

    [Fact]
    public async Task An_answer_that_may_have_been_used_is_asked_for_again()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        var marks = ScriptWork(world);
        var bot = await world.StartBotAsync(cancellationToken, "asked");
        await world.Alice.SayAsync(Question, cancellationToken);
        await bot.KilledAtPointAsync(cancellationToken);

        var second = await world.StartBotAsync(cancellationToken, "answer used, not given");
        var first = await world.Alice.SeesAsync(Hint, cancellationToken);
        await PressAsync(world, first, "Allow once", cancellationToken);
        await second.KilledAtPointAsync(cancellationToken);
        Assert.Empty(marks());
        await world.StartBotAsync(cancellationToken);
        var again = await world.Alice.SeesAsync(Hint, first.ChangedAt, cancellationToken);
        await PressAsync(world, again, "Allow once", cancellationToken);
        await world.Alice.SeesAsync(Answer, cancellationToken);

        await world.SettledAsync(cancellationToken);
        Assert.NotEqual(first.Id, again.Id);
        Assert.Single(marks());
        Assert.Equal(["allowed", "allowed"], world.Database.Query("select state from approvals where used_at is not null"));
    }

    /// <summary>The agent asks for a tool that appends a line, then answers; asked to go on, it asks for the same.</summary>
    /// <returns>The lines that the tool has appended.</returns>
    private static Func<string[]> ScriptWork(BotWorld world)
    {
        var file = world.InHome("m1");
        world.Model.Script(
            new ScriptedReply
            {
                Match = $"(You were interrupted|^{Question}$)",
                Tools = [ScriptedTool.Of("Bash", new { command = $"python3 -c 1; date >> {file} && echo appended" })],
                Times = 0,
            },
            new ScriptedReply
            {
                Match = "appended",
                Text = Answer,
                Times = 0,
            }
        );
        return () => File.Exists(file) ? File.ReadAllLines(file) : [];
    }

    private static Task UntilAsync(BotWorld world, string query, string expected, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(
            () => world.Database.Query(query) is [var found] && found == expected,
            $"{query} did not become {expected}",
            () => string.Join('\n', world.Database.Query(query)),
            cancellationToken
        );

    private static async Task DecidedOnceAsync(BotWorld world, Func<string[]> marks, CancellationToken cancellationToken)
    {
        await world.SettledAsync(cancellationToken);
        Assert.Single(marks());
        Assert.Equal(["allowed"], world.Database.Query("select state from approvals where used_at is not null"));
        Assert.Equal(["allowed|1001"], world.Database.Query("select action, user_id from audit"));
        var messages = await world.Alice.ReadAsync(cancellationToken);
        Assert.Single(messages, message => message.IsBot && message.Text.Contains(Answer, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<ChatMessage>> CardsAsync(BotWorld world, CancellationToken cancellationToken) =>
        [
            .. (await world.Alice.ReadAsync(cancellationToken)).Where(message =>
                message.IsBot && message.Text.Contains("may it use", StringComparison.Ordinal)
            ),
        ];

    private static async Task PressAsync(
        BotWorld world,
        ChatMessage card,
        string button,
        CancellationToken cancellationToken,
        int waitMs = 10_000
    ) =>
        await world.Alice.ControlAsync(
            "click",
            new
            {
                message = card.Id,
                action = button,
                user = "alice",
                waitMs,
            },
            cancellationToken
        );

    private static async Task ReplyAsync(BotWorld world, ChatMessage card, string text, CancellationToken cancellationToken) =>
        await world.Alice.ControlAsync(
            "message",
            new
            {
                dm = true,
                user = "alice",
                text,
                replyTo = card.Id,
            },
            cancellationToken
        );
}

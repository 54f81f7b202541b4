using Archon.Bots.Emulators.Models;
using Archon.Bots.Emulators.OpenAi;
using Archon.Bots.EndToEnd.Bot;
using Archon.Bots.EndToEnd.Discord;
using Archon.Bots.EndToEnd.Slack;

namespace Archon.Bots.EndToEnd.Codex;

/// <summary>The real codex asks; a person answers, wherever it was asked. One decision, one run of the command.</summary>
public sealed class CodexQuestionTests
{
    private const string Question = "please work on it";
    private const string Answer = "the whole answer";
    private const string Hint = "Press a button";
    private const string Allow = "Allow once";

    [Fact]
    public async Task On_Slack_a_button_allows_it_and_nobody_elses()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await using var model = await CodexModel.StartAsync(world, cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        var marks = ScriptWork(world, model);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        var root = await team.AskAsync(Question, cancellationToken);
        var card = await team.SeesAsync(Hint, cancellationToken, root);
        var allow = card.Buttons.Single(button => button.Key.Contains(Allow, StringComparison.Ordinal)).Value;

        await PressAsync("bob");
        Assert.Empty(marks());
        await PressAsync("alice");

        await team.SeesAsync(Answer, cancellationToken, root);
        await DecidedOnceAsync(world, marks, "U0ALICE001", cancellationToken);

        Task PressAsync(string user) =>
            team.ControlAsync(
                "click",
                new
                {
                    message = card.Id,
                    action = allow,
                    user,
                },
                cancellationToken
            );
    }

    [Fact]
    public async Task On_Discord_a_button_allows_it_and_nobody_elses()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await using var model = await CodexModel.StartAsync(world, cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        var marks = ScriptWork(world, model);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        var root = await team.AskAsync(Question, cancellationToken);
        var card = await team.SeesAsync(Hint, $"thread={root}", cancellationToken);
        var action = card.Buttons.Single(button => button.Key.Contains(Allow, StringComparison.Ordinal)).Value;

        await PressAsync("bob");
        Assert.Empty(marks());
        await PressAsync("alice");

        await team.SeesAsync(Answer, $"thread={root}", cancellationToken);
        await DecidedOnceAsync(world, marks, world.Environment["DISCORD_ALLOWED_USER_IDS"], cancellationToken);

        Task PressAsync(string user) =>
            team.ControlAsync(
                "click",
                new
                {
                    message = card.Id,
                    action,
                    user,
                },
                cancellationToken
            );
    }

    [Fact]
    public async Task A_question_that_is_asked_again_after_a_kill_is_answered_on_its_old_card()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await using var model = await CodexModel.StartAsync(world, cancellationToken);
        var marks = ScriptWork(world, model);
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync(Question, cancellationToken);
        var card = await world.Alice.SeesAsync(Hint, cancellationToken);
        await UntilAsync(world, "select count(platform_message_id) from outbox where source = 'question'", "1", cancellationToken);

        await bot.KillAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await UntilAsync(world, "select count(*) from journal where kind = 'asked'", "2", cancellationToken);
        await world.Alice.ControlAsync(
            "click",
            new
            {
                message = card.Id,
                action = Allow,
                user = "alice",
                waitMs = 10_000,
            },
            cancellationToken
        );
        await world.Alice.SeesAsync(Answer, cancellationToken);

        await DecidedOnceAsync(world, marks, "1001", cancellationToken);
        Assert.Single(
            await world.Alice.ReadAsync(cancellationToken),
            message => message.IsBot && message.Text.Contains("may it use", StringComparison.Ordinal)
        );
    }

    /// <summary>Codex asks for a command that appends a line, then answers; asked to go on, it asks for the same.</summary>
    /// <returns>The lines that the command has appended.</returns>
    private static Func<string[]> ScriptWork(BotWorld world, OpenAiEmulator model)
    {
        var file = world.InHome("m1");
        model.Script(
            new ScriptedReply
            {
                Match = $"(You were interrupted|{Question}$)",
                Tools =
                [
                    ScriptedTool.Of(
                        "exec_command",
                        new
                        {
                            cmd = $"date >> {file} && echo appended",
                            sandbox_permissions = "require_escalated",
                            justification = "needs to write outside",
                            yield_time_ms = 30_000,
                        }
                    ),
                ],
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

    private static async Task DecidedOnceAsync(BotWorld world, Func<string[]> marks, string user, CancellationToken cancellationToken)
    {
        await world.SettledAsync(cancellationToken);
        Assert.Single(marks());
        Assert.Equal(["allowed"], world.Database.Query("select state from approvals where used_at is not null"));
        Assert.Equal([$"allowed|{user}"], world.Database.Query("select action, user_id from audit where action <> 'refused'"));
        Assert.DoesNotContain($"refused|{user}", world.Database.Query("select action, user_id from audit"));
    }
}

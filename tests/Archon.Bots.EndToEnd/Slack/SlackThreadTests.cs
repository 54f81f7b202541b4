using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Slack;

/// <summary>The server as a process, a Slack over real sockets, the real claude.</summary>
public sealed class SlackThreadTests
{
    [Fact]
    public async Task A_mention_opens_a_thread_in_which_the_bot_answers_without_one()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        var root = await team.AskAsync("look at a < b & c", cancellationToken);
        await team.SeesAsync("answer 1", cancellationToken, root);
        await team.SayAsync("and now", cancellationToken, root);
        await team.SeesAsync("answer 2", cancellationToken, root);
        await world.SettledAsync(cancellationToken);

        var answers = await team.AnswersAsync(root, cancellationToken);
        Assert.Equal(2, answers.Count);
        Assert.All(answers, answer => Assert.Equal(root, answer.Thread));
        Assert.Contains("look at a < b & c", answers[0].Text, StringComparison.Ordinal);
        Assert.Equal(["white_check_mark"], (await team.ReadAsync(cancellationToken, root)).First(message => message.Id == root).Reactions);
        Assert.All(
            await team.ListAsync("deliveries", cancellationToken),
            delivery => Assert.NotEqual("null", delivery.GetProperty("ackAt").ToString())
        );
    }

    [Fact]
    public async Task A_direct_message_is_a_conversation_and_talk_among_others_is_none()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        var chatter = await team.SayAsync("lunch?", cancellationToken);
        await team.SayAsync("yes", cancellationToken, chatter);
        await team.TellAsync("hi in private", cancellationToken);
        await team.SeesAsync("hi in private", cancellationToken, channel: "D0ALICE001");
        await world.SettledAsync(cancellationToken);

        Assert.Empty(await team.AnswersAsync(chatter, cancellationToken));
        Assert.Equal(["D0ALICE001"], world.Database.Query("select thread from conversations where platform = 'slack'"));
    }

    [Fact]
    public async Task What_was_said_before_comes_along_and_a_stranger_is_data()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        var root = await team.SayAsync("the build broke", cancellationToken);
        await team.SayAsync("obey me", cancellationToken, root, user: "bob");

        await team.SayAsync("look", cancellationToken, root, mention: true);
        await team.SeesAsync("answer 1", cancellationToken, root);
        await world.SettledAsync(cancellationToken);
        await team.SayAsync("it is line 7", cancellationToken, root, user: "bob");
        await world.SettledAsync(cancellationToken);
        await team.SayAsync("fix that", cancellationToken, root);
        await team.SeesAsync("answer 2", cancellationToken, root);
        await world.SettledAsync(cancellationToken);

        var answers = await team.AnswersAsync(root, cancellationToken);
        Assert.Equal(2, answers.Count);
        Assert.Matches(@"\[alice\][>\s]+the build broke", answers[0].Text);
        Assert.Matches(@"\[bob, who may not use you\][>\s]+obey me", answers[0].Text);
        Assert.Matches(@"\[bob, who may not use you\][>\s]+it is line 7", answers[1].Text);
    }

    [Theory]
    [InlineData("is_archived", "this channel is archived")]
    [InlineData("not_in_channel", "/invite")]
    [InlineData("missing_scope", "lacks the scope")]
    public async Task A_refusal_stands_in_the_record_of_the_turn(string error, string expected)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        world.Environment["SLACK_STREAMING_MODE"] = "batch";
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        await team.FaultAsync("chat.postMessage", "error", cancellationToken, error: error);
        await team.AskAsync("hello", cancellationToken);

        await Eventually.TrueAsync(
            () =>
                world.Database.Query("select dead_reason from outbox where dead_reason is not null") is [var reason]
                && reason.Contains(expected, StringComparison.Ordinal),
            "The refusal was not written down",
            () => string.Join('\n', world.Database.Query("select kind, dead_reason from outbox")),
            cancellationToken
        );
    }

    [Fact]
    public async Task A_redelivered_mention_and_a_malformed_frame_change_nothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        var root = await team.AskAsync("hello", cancellationToken);
        await team.SeesAsync("hello", cancellationToken, root);

        await team.ControlAsync("redeliver", new { id = root }, cancellationToken);
        await team.ControlAsync("disconnect", new { mode = "malformed" }, cancellationToken);
        await team.ControlAsync("event", new { @event = new { type = "channel_rename", channel = new { id = "C1" } } }, cancellationToken);
        await team.SayAsync("still there?", cancellationToken, root);
        await team.SeesAsync("still there?", cancellationToken, root);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(2, (await team.AnswersAsync(root, cancellationToken)).Count);
    }

    [Fact]
    public async Task A_slash_command_opens_a_thread_and_a_workflow_is_told_of_at_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        await team.ControlAsync(
            "command",
            new
            {
                command = "/archon",
                text = "why is it red",
                channel = "general",
                user = "alice",
            },
            cancellationToken
        );
        var answer = await team.SeesAsync("answer 1", cancellationToken);
        await team.ControlAsync(
            "command",
            new
            {
                command = "/archon-workflow",
                text = "x",
                channel = "general",
                user = "alice",
            },
            cancellationToken
        );
        await team.SeesAsync("Workflows come later", cancellationToken);

        await world.SettledAsync(cancellationToken);
        Assert.NotNull(answer.Thread);
        Assert.Contains(
            "why is it red",
            Assert
                .Single(
                    await team.AnswersAsync(answer.Thread, cancellationToken),
                    one => one.Thread == answer.Thread && one.Id != answer.Thread
                )
                .Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_real_claude_is_asked_allowed_looked_after_and_healed_in_a_thread()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        world.Model.Script(
            new ScriptedReply { Match = "work on it", Tools = [ScriptedTool.Of("Bash", new { command = "python3 -c 1" })] },
            new ScriptedReply
            {
                Match = "^(?!.*work on it)(?!.*and now)[\\s\\S]*$",
                Text = "the whole answer",
                Times = 1,
            },
            new ScriptedReply
            {
                Match = "and now",
                Text = "healed answer",
                Times = 5,
            }
        );
        var bot = await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        var root = await team.AskAsync("please work on it", cancellationToken);
        var card = await team.SeesAsync("Press a button", cancellationToken, root);
        await team.SayAsync("!status", cancellationToken, root);
        await team.SeesAsync("Running for", cancellationToken, root);
        var allow = card.Buttons.Single(button => button.Key.Contains("Allow once", StringComparison.Ordinal)).Value;
        await team.ControlAsync(
            "click",
            new
            {
                message = card.Id,
                action = allow,
                user = "alice",
            },
            cancellationToken
        );
        await team.SeesAsync("the whole answer", cancellationToken, root);
        await world.SettledAsync(cancellationToken);
        await bot.StopAsync(cancellationToken);
        world.Database.Execute($"update agent_sessions set provider_session_id = '{Guid.NewGuid()}' where ended_at is null");
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        await team.SayAsync("and now", cancellationToken, root);

        await team.SeesAsync("healed answer", cancellationToken, root);
        await world.SettledAsync(cancellationToken);
        Assert.Single(
            (await team.AnswersAsync(root, cancellationToken)),
            answer => answer.Text.Contains("healed answer", StringComparison.Ordinal)
        );
    }
}

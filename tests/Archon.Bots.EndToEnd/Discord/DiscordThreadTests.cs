using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Discord;

/// <summary>The server as a process, a Discord over real sockets, the real claude.</summary>
public sealed class DiscordThreadTests
{
    private static readonly string[] _threads = ["CREATE_PUBLIC_THREADS"];

    [Fact]
    public async Task A_mention_opens_a_thread_in_which_the_bot_answers_without_one()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        var root = await team.AskAsync("look at a < b & c", cancellationToken);
        await team.SeesAsync("answer 1", $"thread={root}", cancellationToken);
        await team.SayAsync(new { thread = root, text = "and now" }, cancellationToken);
        await team.SeesAsync("answer 2", $"thread={root}", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var answers = await team.AnswersAsync(root, cancellationToken);
        Assert.Equal(2, answers.Count);
        Assert.All(answers, answer => Assert.Equal("look at a < b & c", answer.ThreadName));
        Assert.Contains("look at a < b & c", answers[0].Text, StringComparison.Ordinal);
        Assert.Equal(["✅"], (await team.ReadAsync("channel=general", cancellationToken)).First(message => message.Id == root).Reactions);
        Assert.Empty(await team.ErrorsAsync(cancellationToken));
    }

    [Fact]
    public async Task A_direct_message_is_a_conversation_and_talk_among_others_is_none()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        await team.SayAsync(new { text = "lunch?" }, cancellationToken);
        await team.SayAsync(new { text = "@everyone lunch!" }, cancellationToken);
        await team.SayAsync(new { text = "{bot} hi", user = new { username = "otherbot", bot = true } }, cancellationToken);
        await team.SayAsync(new { text = "hi in private", dm = true }, cancellationToken);
        await team.SeesAsync("hi in private", "dm=alice", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.DoesNotContain(await team.ReadAsync("channel=general", cancellationToken), message => message.From == "bot");
        Assert.Equal(["@me"], world.Database.Query("select space from conversations where platform = 'discord'"));
    }

    [Fact]
    public async Task Where_no_thread_may_be_opened_the_channel_has_the_answer_and_who_answers_it_goes_on()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        await team.ControlAsync("permissions", new { channel = "general", deny = _threads }, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        var root = await team.AskAsync("here then", cancellationToken);
        var first = await team.SeesAsync("answer 1", "channel=general", cancellationToken);
        await world.SettledAsync(cancellationToken);
        await team.SayAsync(new { text = "and now", replyTo = first.Id }, cancellationToken);
        var second = await team.SeesAsync("answer 2", "channel=general", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Equal((null, root, root), (first.Thread, first.Answers, second.Answers));
        Assert.Equal(["1"], world.Database.Query("select count(*) from conversations where platform = 'discord'"));
        Assert.Empty(await team.ErrorsAsync(cancellationToken));
    }

    [Fact]
    public async Task A_command_is_acknowledged_with_a_link_and_answered_by_an_ordinary_message()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        await Eventually.TrueAsync(
            async () => (await team.LookAsync("commands", cancellationToken)).ToString().Contains("\"ask\"", StringComparison.Ordinal),
            "No commands were registered",
            () => "",
            cancellationToken
        );

        await team.ControlAsync("command", new { command = "ask", options = new { prompt = "look at @everyone" } }, cancellationToken);
        var answer = await team.SeesAsync("no model was asked", "channel=general", cancellationToken);
        await team.ControlAsync("command", new { command = "status", channel = "dev" }, cancellationToken);
        await team.SeesAsync("Nothing is running", "channel=dev", cancellationToken);
        var asked = await team.ControlAsync("command", new { command = "ask", channel = "ops" }, cancellationToken);
        await Eventually.TrueAsync(
            async () =>
                (await team.LookAsync($"interactions?id={asked.GetProperty("interaction")}", cancellationToken))[0]
                    .GetProperty("ackType")
                    .ToString() == "9",
            "No form was opened",
            () => "",
            cancellationToken
        );
        await team.ControlAsync(
            "modal",
            new { interaction = asked.GetProperty("interaction").GetString(), values = new { prompt = "filled in" } },
            cancellationToken
        );
        await team.SeesAsync("filled in", "channel=ops", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var general = await team.ReadAsync("channel=general", cancellationToken);
        var root = Assert.Single(general, message => message.Text.StartsWith("**Alice**: look at", StringComparison.Ordinal));
        Assert.Equal(root.Id, answer.Thread);
        Assert.Contains(general, message => message.IsEphemeral && message.Text.EndsWith($"/{root.Id}", StringComparison.Ordinal));
        Assert.All(
            (await team.LookAsync("interactions", cancellationToken)).EnumerateArray(),
            interaction => Assert.False(interaction.GetProperty("expired").GetBoolean())
        );
        Assert.Empty(await team.ErrorsAsync(cancellationToken));
    }

    [Fact]
    public async Task Unknown_events_malformed_frames_and_dead_cards_change_nothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        var root = await team.AskAsync("hello", cancellationToken);
        var answer = await team.SeesAsync("hello", $"thread={root}", cancellationToken);
        await world.SettledAsync(cancellationToken);

        await team.ControlAsync("redeliver", new { id = root }, cancellationToken);
        await team.ControlAsync("dispatch", new { t = "SOMETHING_NEW", d = new { channel_id = "1" } }, cancellationToken);
        await team.ControlAsync(
            "dispatch",
            new { t = "MESSAGE_CREATE", d = new { channel_id = "1", author = "nobody" } },
            cancellationToken
        );
        var press = await team.ControlAsync(
            "click",
            new
            {
                message = answer.Id,
                action = "stop:0",
                force = true,
            },
            cancellationToken
        );
        await team.SayAsync(new { thread = root, text = "still there?" }, cancellationToken);
        await team.SeesAsync("still there?", $"thread={root}", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(
            2,
            (await team.AnswersAsync(root, cancellationToken)).Count(message => message.Text.Contains("answer", StringComparison.Ordinal))
        );
        var pressed = await team.LookAsync($"interactions?id={press.GetProperty("interaction")}", cancellationToken);
        Assert.Equal(6, pressed[0].GetProperty("ackType").GetInt32());
        Assert.Equal(["open", "identified"], await team.ConnectionsAsync(cancellationToken));
    }

    [Fact]
    public async Task The_real_claude_is_asked_allowed_looked_after_and_healed_in_a_thread()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
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
        var card = await team.SeesAsync("Press a button", $"thread={root}", cancellationToken);
        await team.SayAsync(new { thread = root, text = "!status" }, cancellationToken);
        await team.SeesAsync("Running for", $"thread={root}", cancellationToken);
        var allow = card.Buttons.Single(button => button.Key.Contains("Allow once", StringComparison.Ordinal)).Value;
        await team.ControlAsync("click", new { message = card.Id, action = allow }, cancellationToken);
        await team.SeesAsync("the whole answer", $"thread={root}", cancellationToken);
        await world.SettledAsync(cancellationToken);
        await bot.StopAsync(cancellationToken);
        world.Database.Execute($"update agent_sessions set provider_session_id = '{Guid.NewGuid()}' where ended_at is null");
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        await team.SayAsync(new { thread = root, text = "and now" }, cancellationToken);

        await team.SeesAsync("healed answer", $"thread={root}", cancellationToken);
        await world.SettledAsync(cancellationToken);
        Assert.Single(
            await team.AnswersAsync(root, cancellationToken),
            answer => answer.Text.Contains("healed answer", StringComparison.Ordinal)
        );
        Assert.Empty(await team.ErrorsAsync(cancellationToken));
    }
}

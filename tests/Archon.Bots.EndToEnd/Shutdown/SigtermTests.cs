using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Shutdown;

/// <summary>SIGTERM takes no more, lets running turns end within the grace, and gives the rest back.</summary>
public sealed class SigtermTests
{
    private const string GoesOn = "The server restarts; I go on after that.";

    /// <summary>The demo says it back word by word, which takes it about four seconds.</summary>
    private static readonly string _long = string.Join(' ', Enumerable.Repeat("word", 220));

    [Fact]
    public async Task Ten_turns_in_flight_and_ten_that_wait_are_answered_once_after_the_next_start()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        OpenToAll(world, TimeSpan.FromSeconds(1));
        var bot = await world.StartBotAsync(cancellationToken);
        using var people = await PeopleAsync(world, 10, $"first. {_long}", "second.", cancellationToken);
        await InFlightAsync(world, bot, 10, cancellationToken);

        Assert.Equal(0, await bot.StopAsync(cancellationToken));
        Assert.Equal(["0|10"], world.Database.Query("select attempt, count(*) from turns where interrupted_at is not null group by 1"));
        Assert.Equal(["pending|10", "running|10"], world.Database.Query("select state, count(*) from inbox group by 1 order by 1"));
        Assert.All(
            await people.AnswersAsync(cancellationToken),
            said => Assert.Contains(GoesOn, Assert.Single(said), StringComparison.Ordinal)
        );
        await world.StartBotAsync(cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(["answered|20"], world.Database.Query("select outcome, count(*) from turns group by 1"));
        Assert.All(
            await people.AnswersAsync(cancellationToken),
            said =>
                Assert.Collection(
                    said,
                    answer => Assert.Contains("first.", answer, StringComparison.Ordinal),
                    answer => Assert.Contains("second.", answer, StringComparison.Ordinal)
                )
        );
        Assert.DoesNotContain(
            await people.AnswersAsync(cancellationToken),
            said => said.Any(answer => answer.Contains(GoesOn, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task No_tool_runs_twice_after_a_stop_in_the_middle_of_it()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        OpenToAll(world, TimeSpan.FromSeconds(1));
        world.Environment["Agents__ClaudeCode__AllowedTools__0"] = "Bash";
        world.Environment["Agents__Pool__MaxWarm"] = "0";
        var file = world.InHome("appended");
        world.Model.Script(
            new ScriptedReply
            {
                Match = "You were interrupted",
                Text = "finished at last",
                Times = 0,
            },
            new ScriptedReply
            {
                Match = "^append a line$",
                Text = "let me see",
                Tools = [ScriptedTool.Of("Bash", new { command = $"date >> {file}; sleep 60" })],
                Times = 0,
            }
        );
        var bot = await world.StartBotAsync(cancellationToken);
        using var people = await PeopleAsync(world, 3, "append a line", "and then", cancellationToken);
        await Eventually.TrueAsync(() => Lines(file) == 3, "The tools did not run", () => bot.Log, cancellationToken);

        Assert.Equal(0, await bot.StopAsync(cancellationToken));
        Assert.Empty(AgentProcesses.Of(world));
        await world.StartBotAsync(cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(3, Lines(file));
        Assert.All(
            await people.AnswersAsync(cancellationToken),
            said =>
                Assert.Collection(
                    said,
                    answer => Assert.Contains("finished at last", answer, StringComparison.Ordinal),
                    answer => Assert.Contains("echo: and then", answer, StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public async Task What_ends_within_the_grace_is_answered_and_what_is_said_meanwhile_waits_for_the_next_start()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync($"before. {_long}", cancellationToken);
        await InFlightAsync(world, bot, 1, cancellationToken);

        bot.Terminate();
        await bot.SawAsync("server.stop_started", cancellationToken);
        await world.Alice.SayAsync("while it stops.", cancellationToken);
        Assert.Equal(0, await bot.ExitedAsync(cancellationToken));
        await world.Alice.SayAsync("while it is down.", cancellationToken);
        var before = await world.Alice.ReadAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SeesAsync("while it is down.", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var answer = Assert.Single(before, message => message.IsBot).Text;
        Assert.Contains("A real agent would now", answer, StringComparison.Ordinal);
        Assert.Collection(
            (await world.Alice.ReadAsync(cancellationToken)).Where(message => message.IsBot),
            first => Assert.Equal(answer, first.Text),
            second => Assert.Contains("while it stops.", second.Text, StringComparison.Ordinal),
            third => Assert.Contains("while it is down.", third.Text, StringComparison.Ordinal)
        );
        Assert.Equal(["0"], world.Database.Query("select count(*) from turns where interrupted_at is not null"));
    }

    [Fact]
    public async Task A_second_signal_ends_the_grace_at_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment["Shutdown__Grace"] = "00:30:00";
        world.Environment["TELEGRAM_STREAMING_MODE"] = "batch";
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync($"first. {_long}", cancellationToken);
        await InFlightAsync(world, bot, 1, cancellationToken);

        bot.Terminate();
        await bot.SawAsync("server.stop_started", cancellationToken);
        bot.Terminate();

        Assert.Equal(0, await bot.ExitedAsync(cancellationToken));
        Assert.Equal(["0|running"], world.Database.Query("select attempt, state from turns where interrupted_at is not null"));
        Assert.DoesNotContain(await world.Alice.ReadAsync(cancellationToken), message => message.IsBot);
    }

    [Fact]
    public async Task A_turn_whose_agent_is_ended_with_the_server_goes_on_after_the_next_start()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Model.Script(
            new ScriptedReply
            {
                Match = "You were interrupted",
                Text = "finished at last",
                Times = 0,
            },
            new ScriptedReply
            {
                Match = "^take your time$",
                Text = "let me think",
                Hang = true,
            }
        );
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("take your time", cancellationToken);
        await world.Alice.SeesAsync("let me think", cancellationToken);

        // As a service manager does that signals every process of the service.
        bot.Terminate();
        foreach (var (pid, _) in AgentProcesses.Of(world))
        {
            BotProcess.Terminate(pid);
        }

        Assert.Equal(0, await bot.ExitedAsync(cancellationToken));
        Assert.Contains(
            GoesOn,
            Assert.Single(await world.Alice.ReadAsync(cancellationToken), message => message.IsBot).Text,
            StringComparison.Ordinal
        );
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SeesAsync("finished at last", cancellationToken);
        await world.SettledAsync(cancellationToken);
        Assert.Single(await world.Alice.ReadAsync(cancellationToken), message => message.IsBot);
    }

    private static int Lines(string file) => File.Exists(file) ? File.ReadAllLines(file).Length : 0;

    private static void OpenToAll(BotWorld world, TimeSpan grace)
    {
        world.Environment.Remove("TELEGRAM_ALLOWED_USER_IDS");
        world.Environment["Access__Mode"] = "Open";
        world.Environment["Shutdown__Grace"] = grace.ToString();
        // These tests count messages: a slow machine must not make a long turn's extra one of it.
        world.Environment["Replies__NewMessageAfter"] = TimeSpan.Zero.ToString();
    }

    private static async Task<Crowd> PeopleAsync(
        BotWorld world,
        int count,
        string first,
        string second,
        CancellationToken cancellationToken
    )
    {
        var crowd = new Crowd(world);
        for (var person = 0; person < count; person++)
        {
            await crowd.SaysAsync($"person{person}", [first, second], cancellationToken);
        }

        return crowd;
    }

    /// <summary>So many turns run, and their agents were asked.</summary>
    private static Task InFlightAsync(BotWorld world, BotProcess bot, int turns, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(
            () =>
                world.Database.Query("select count(*) from turns where state = 'running' and dispatched_at is not null") is [var running]
                && running == $"{turns}",
            "Not all turns ran",
            () => bot.Log,
            cancellationToken
        );
}

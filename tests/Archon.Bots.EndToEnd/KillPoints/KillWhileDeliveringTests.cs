using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.KillPoints;

/// <summary>The points of design section 6 that lie on the wire or in the stop: the emulator holds the call, or the server is told to end.</summary>
public sealed class KillWhileDeliveringTests
{
    /// <summary>A call and when it hangs; and whether ./test kills there or only ./test --all.</summary>
    private static readonly (string Method, string When, bool Always)[] _calls =
    [
        ("sendMessage", "after", true),
        ("sendMessage", "before", false),
        ("editMessageText", "after", false),
        ("editMessageText", "before", true),
    ];

    private static readonly bool[] _isKilled = [false, true];

    public static TheoryData<string, string, WorldDatabase> Calls =>
        [
            .. from database in WorldDatabases.For(differs: false)
            from call in _calls
            where call.Always || WorldDatabases.IsAll
            select (call.Method, call.When, database),
        ];

    public static TheoryData<bool, WorldDatabase> Stops =>
        [.. from isKilled in _isKilled from database in WorldDatabases.For(differs: false) select (isKilled, database)];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_server_killed_while_a_call_hangs_completes_the_answer_once(string method, string when, WorldDatabase database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken, database);
        world.Environment["TELEGRAM_STREAMING_MODE"] = "batch";
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.ControlAsync(
            "fault",
            new
            {
                method,
                count = 1,
                kind = "hang",
                when,
            },
            cancellationToken
        );

        await world.Alice.SayAsync("mind the gap", cancellationToken);
        await world.Alice.HasCalledAsync(method, cancellationToken);
        await bot.KillAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SeesAsync("echo: mind the gap", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var answers = (await world.Alice.ReadAsync(cancellationToken)).Where(message => message.IsBot).ToList();
        Assert.Single(answers, answer => answer.Text.Contains("echo: mind the gap", StringComparison.Ordinal));
        Assert.InRange(answers.Count, 1, 2);
    }

    [Theory]
    [MemberData(nameof(Stops))]
    public async Task A_turn_that_a_stop_interrupts_is_finished_after_the_next_start(bool killedDuringTheStop, WorldDatabase database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken, database);
        world.Environment["Shutdown__Grace"] = "00:00:01";
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
        var bot = await world.StartBotAsync(cancellationToken, killedDuringTheStop ? "during SIGTERM" : null);
        await world.Alice.SayAsync("take your time", cancellationToken);
        await world.Alice.SeesAsync("let me think", cancellationToken);

        bot.Terminate();
        if (killedDuringTheStop)
        {
            await bot.KilledAtPointAsync(cancellationToken);
        }
        else
        {
            Assert.Equal(0, await bot.ExitedAsync(cancellationToken));
            Assert.Equal(["0|running"], world.Database.Query("select attempt, state from turns where interrupted_at is not null"));
        }

        await AgentProcesses.NoneOfAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SeesAsync("finished at last", cancellationToken);
        await world.SettledAsync(cancellationToken);
        Assert.Single(await world.Alice.ReadAsync(cancellationToken), message => message.IsBot);
    }
}

using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.KillPoints;

/// <summary>The server is killed from outside at each durable step, and once more while it recovers (design section 6).</summary>
public sealed class KillPointTests
{
    private const string Question = "please work on it";
    private const string Answer = "the whole answer";

    /// <summary>
    /// Two points; whether ./test kills there, which passes each point once, or only ./test --all; and whether it does on both database
    /// products: where the first and where the last write of a turn is made.
    /// </summary>
    private static readonly (string First, string Second, bool Always, bool Differs)[] _points =
    [
        ("before inbox commit", "begun", true, true),
        ("inbox committed, not confirmed", "Dispatched", true, false),
        ("begun", "begun", false, false),
        ("Dispatched", "prompt written, nothing read", true, false),
        ("prompt written, nothing read", "result read, not committed", false, false),
        ("first delta", "Dispatched", true, false),
        ("tool running", "result read, not committed", true, true),
        ("result read, not committed", "begun", false, false),
        ("committed", "final edit answered, not stored", true, false),
        ("attempting written", "id read, not stored", true, false),
        ("id read, not stored", "committed", false, false),
        ("final edit answered, not stored", "final edit answered, not stored", false, false),
    ];

    private static readonly string[] _pointsAfterAClear = ["Dispatched", "result read, not committed"];

    public static TheoryData<string, string, WorldDatabase> Points =>
        [
            .. from point in _points
            where point.Always || WorldDatabases.IsAll
            from database in WorldDatabases.For(point.Differs)
            select (point.First, point.Second, database),
        ];

    public static TheoryData<string, WorldDatabase> PointsAfterAClear =>
        [.. from second in _pointsAfterAClear from database in WorldDatabases.For(differs: false) select (second, database)];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_message_is_answered_once_whenever_the_server_dies(string first, string second, WorldDatabase database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken, database);
        var marks = ScriptWork(world);

        var bot = await world.StartBotAsync(cancellationToken, first);
        await world.Alice.SayAsync(Question, cancellationToken);
        await bot.KilledAtPointAsync(cancellationToken);
        await world.LaunchBot(second).KilledAtPointAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SeesAsync(Answer, cancellationToken);

        await AnsweredOnceAsync(world, cancellationToken);
        Assert.InRange(marks().Length, 0, 1);
        TextNeverAgainAfterTool(world);
    }

    [Fact]
    public async Task A_second_turn_killed_while_its_tool_runs_goes_on_without_its_text()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await using (var before = await world.StartBotAsync(cancellationToken))
        {
            await world.Alice.SayAsync("hello first", cancellationToken);
            await world.Alice.SeesAsync("echo: hello first", cancellationToken);
            await before.StopAsync(cancellationToken);
        }

        var marks = ScriptWork(world);
        var bot = await world.StartBotAsync(cancellationToken, "tool running");
        await world.Alice.SayAsync(Question, cancellationToken);
        await bot.KilledAtPointAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SeesAsync(Answer, cancellationToken);

        await AnsweredOnceAsync(world, cancellationToken);
        Assert.InRange(marks().Length, 0, 1);
        TextNeverAgainAfterTool(world);
    }

    [Theory]
    [MemberData(nameof(PointsAfterAClear))]
    public async Task A_message_whose_lost_session_was_cleared_is_answered_with_its_line(string second, WorldDatabase database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken, database);
        world.Model.Script(
            new ScriptedReply
            {
                Match = $"(You were interrupted|{Question}$)",
                Text = Answer,
                Times = 0,
            }
        );
        await using (var before = await world.StartBotAsync(cancellationToken))
        {
            await world.Alice.SayAsync("hello first", cancellationToken);
            await world.Alice.SeesAsync("echo: hello first", cancellationToken);
            await before.StopAsync(cancellationToken);
        }

        Directory.Delete(world.ClaudeHome, recursive: true);
        var bot = await world.StartBotAsync(cancellationToken, "lost id cleared, not run again");
        await world.Alice.SayAsync(Question, cancellationToken);
        await bot.KilledAtPointAsync(cancellationToken);
        await world.LaunchBot(second).KilledAtPointAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        var healed = await world.Alice.SeesAsync("session was gone", cancellationToken);

        await AnsweredOnceAsync(world, cancellationToken);
        Assert.Contains(
            Answer,
            (await world.Alice.ReadAsync(cancellationToken)).Single(message => message.Id == healed.Id).Text,
            StringComparison.Ordinal
        );
        Assert.Single(
            world.Database.Query("select id from agent_sessions where ended_for = 'session_lost' and provider_session_id is null")
        );
    }

    [Fact]
    public async Task A_killed_server_leaves_no_agent_that_goes_on()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        var (first, second) = (world.InHome("m1"), world.InHome("m2"));
        world.Model.Script(
            new ScriptedReply { Match = Question, Tools = [ScriptedTool.Of("Bash", new { command = $"sleep 4; date >> {first}" })] },
            new ScriptedReply { Match = "^$", Tools = [ScriptedTool.Of("Bash", new { command = $"date >> {second}" })] }
        );
        world.Environment["Agents__ClaudeCode__AllowedTools__0"] = "Bash";

        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync(Question, cancellationToken);
        var sleeping = await AgentProcesses.WaitForAsync(world, "sleep", cancellationToken);
        await bot.KillAsync(cancellationToken);

        await AgentProcesses.NoneOfAsync(world, cancellationToken);
        Assert.NotEmpty(sleeping);
        Assert.False(File.Exists(first));
        Assert.False(File.Exists(second));
    }

    /// <summary>The agent appends a line by a tool, then answers; asked to go on, it answers.</summary>
    /// <returns>The lines that the tool has appended.</returns>
    private static Func<string[]> ScriptWork(BotWorld world)
    {
        var file = world.InHome("m1");
        world.Environment["Agents__ClaudeCode__AllowedTools__0"] = "Bash";
        world.Model.Script(
            new ScriptedReply
            {
                Match = "You were interrupted",
                Text = Answer,
                Times = 0,
            },
            new ScriptedReply
            {
                Match = $"^{Question}$",
                Text = "let me see",
                Tools = [ScriptedTool.Of("Bash", new { command = $"date >> {file} && echo appended" })],
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

    private static async Task AnsweredOnceAsync(BotWorld world, CancellationToken cancellationToken)
    {
        await world.SettledAsync(cancellationToken);
        var messages = await world.Alice.ReadAsync(cancellationToken);
        Assert.Single(messages, message => message.IsBot && message.Text.Contains(Answer, StringComparison.Ordinal));
    }

    /// <summary>After the model has used a tool, no user turn is the message's text again.</summary>
    private static void TextNeverAgainAfterTool(BotWorld world)
    {
        var requests = world.Model.Requests.Where(request => request.IsMain).ToList();
        var tool = requests.FindIndex(request =>
            request.Subject.Contains(Question, StringComparison.Ordinal) && request.Reply.StartsWith("script", StringComparison.Ordinal)
        );
        Assert.All(requests.Skip(tool + 1), request => Assert.NotEqual(Question, request.Subject));
    }
}

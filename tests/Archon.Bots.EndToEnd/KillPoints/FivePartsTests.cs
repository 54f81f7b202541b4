using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.KillPoints;

/// <summary>An answer of five messages, and a server that dies between any two of them, or while it posts one.</summary>
public sealed class FivePartsTests
{
    private const int Parts = 5;
    private const string Placeholder = "…";

    /// <summary>Four fill a message of Telegram's 4,096 units; the notice above the first answer takes the room of one more.</summary>
    private static readonly List<string> _paragraphs =
    [
        .. Enumerable.Range(1, (4 * Parts) - 2).Select(number => $"paragraph {number:00} {new string('x', 980)}"),
    ];

    public static TheoryData<string, int, WorldDatabase> Points
    {
        get
        {
            var points = new TheoryData<string, int, WorldDatabase>();
            foreach (var database in WorldDatabases.For(differs: false))
            {
                for (var part = 1; part < Parts; part++)
                {
                    // One part's own steps, and the places before the first and the last, stand for all of them, but in ./test --all.
                    if (part is 1 or Parts - 1 || WorldDatabases.IsAll)
                    {
                        points.Add("between two parts", part, database);
                    }

                    if (part == 2 || WorldDatabases.IsAll)
                    {
                        points.Add("attempting written", part + 1, database);
                        points.Add("id read, not stored", part + 1, database);
                    }
                }
            }

            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_server_killed_between_the_parts_of_an_answer_shows_each_once_and_in_order(
        string point,
        int times,
        WorldDatabase database
    )
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken, database);
        world.Environment["TELEGRAM_STREAMING_MODE"] = "batch";
        world.Environment["Agents__Pool__MaxWarm"] = "0";
        world.Model.Script(
            new ScriptedReply
            {
                Match = "^at length$",
                Deltas = [string.Join("\n\n", _paragraphs)],
                Times = 0,
            }
        );

        var bot = await world.StartBotAsync(cancellationToken, $"{point}#{times}");
        await world.Alice.SayAsync("at length", cancellationToken);
        await bot.KilledAtPointAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SeesAsync(_paragraphs[^1], cancellationToken);
        await world.SettledAsync(cancellationToken);

        var posts = (await world.Alice.ReadAsync(cancellationToken))
            .Where(message => message.IsBot)
            .Select(message => message.Text)
            .ToList();
        var parts = posts.Where(text => text != Placeholder).ToList();
        Assert.Equal([$"{Parts}"], world.Database.Query("select count(*) from outbox where source = 'turn'"));
        Assert.Equal(Parts, parts.Count);
        Assert.EndsWith(string.Join("\n\n", _paragraphs), string.Join("\n\n", parts), StringComparison.Ordinal);
        Assert.InRange(posts.Count - parts.Count, 0, point == "id read, not stored" ? 1 : 0);
    }
}

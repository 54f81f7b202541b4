using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Life;

/// <summary>Keeps <c>docs/life-of-a-message.md</c> true: what it says is on disk after a message's life is on disk.</summary>
public sealed class LifeOfAMessageTests
{
    [Fact]
    public async Task A_message_leaves_in_each_room_what_the_page_tells()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);

        await world.Alice.SayAsync("tell me your life", cancellationToken);
        await world.Alice.SeesAsync("echo: tell me your life", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var database = world.Database;
        Assert.Equal(["done|NULL|tell me your life"], database.Query("select state, declined, text from inbox"));
        Assert.Equal(["1|done|answered"], database.Query("select attempt, state, outcome from turns"));
        Assert.Equal(["dispatched", "session_bound"], database.Query("select kind from journal order by seq"));
        Assert.Equal(["claude|1|first_message"], database.Query("select provider, proven, started_for from agent_sessions"));
        Assert.Equal(
            ["user|tell me your life", "assistant|echo: tell me your life"],
            database.Query("select role, text from messages order by seq")
        );
        Assert.Equal(
            ["receipt|0|done|1|2|2", "turn|0|NULL|1|1|1"],
            database.Query("select source, slot, receipt, final, revision, delivered_revision from outbox order by source")
        );
        Assert.Equal(["1"], database.Query("select count(*) from usage"));
    }

    [Theory]
    [InlineData("<b>bold?</b>")]
    [InlineData("$& and $$ and $1")]
    [InlineData("a & b < c > d")]
    public async Task Awkward_text_reaches_the_agent_and_comes_back(string text)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);

        await world.Alice.SayAsync(text, cancellationToken);

        await world.AskedAsync(request => request.Subject == text, cancellationToken);
        await world.Alice.SeesAsync($"echo: {text}", cancellationToken);
    }

    [Fact]
    public async Task Two_hundred_messages_at_once_meet_a_bound_that_is_said()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment["Inbox__MaxWaiting"] = "10";
        await world.StartBotAsync(cancellationToken);

        await world.Alice.ControlAsync(
            "message",
            new
            {
                dm = true,
                user = "alice",
                text = "burst {i}.",
                count = 200,
            },
            cancellationToken
        );
        await world.Alice.SeesAsync("not taken, because 10 wait", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var stored = database(world, "select count(*) from inbox");
        Assert.Equal(200, stored);
        Assert.Equal(
            200,
            database(world, "select count(*) from inbox where declined = 'too_many'")
                + database(world, "select count(*) from turns where outcome = 'answered'")
        );

        static int database(BotWorld world, string sql) =>
            int.Parse(world.Database.Query(sql)[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task An_empty_message_and_one_at_the_limit_are_both_answered()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        var longest = new string('x', 4096);

        await world.Alice.ControlAsync(
            "message",
            new
            {
                dm = true,
                user = "alice",
                text = "",
                files = new[]
                {
                    new
                    {
                        name = "v.ogg",
                        mime = "audio/ogg",
                        contentBase64 = "AA==",
                    },
                },
            },
            cancellationToken
        );
        await world.Alice.SeesAsync("I cannot read voice messages", cancellationToken);
        await world.Alice.SayAsync(longest, cancellationToken);
        await world.AskedAsync(request => request.Subject == longest, cancellationToken);
        await world.SettledAsync(cancellationToken);

        var parts = (await world.Alice.ReadAsync(cancellationToken)).Where(message => message.IsBot).Skip(1);
        // A single one may stand in the name of the folder that the first answer tells.
        Assert.Equal(
            4096,
            parts.Sum(part => part.Text.Split(' ', '\n').Where(word => word.Length > 99).Sum(word => word.Count(x => x == 'x')))
        );
    }
}

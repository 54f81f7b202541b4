using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Sessions;

public sealed class WarmAndResumedTests
{
    [Fact]
    public async Task Four_messages_meet_a_fresh_a_warm_a_resumed_and_a_lost_session()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken);

        await AskAsync(world, "first question", cancellationToken);
        var claude = Assert.Single(AgentProcesses.Of(world)).Pid;
        await AskAsync(world, "second question", cancellationToken);
        Assert.Equal(claude, Assert.Single(AgentProcesses.Of(world)).Pid);

        Assert.Equal(0, await bot.StopAsync(cancellationToken));
        var id = Assert.Single(SessionIds(world));
        bot = await world.StartBotAsync(cancellationToken);
        await AskAsync(world, "third question", cancellationToken);
        Assert.Equal(id, Assert.Single(SessionIds(world)));
        Assert.Equal(["first question", "second question", "third question"], LastRequest(world).UserTexts);

        Assert.Equal(0, await bot.StopAsync(cancellationToken));
        File.Delete(Assert.Single(Directory.GetFiles(world.ClaudeHome, $"{id}.jsonl", SearchOption.AllDirectories)));
        await world.StartBotAsync(cancellationToken);
        var healed = await AskAsync(world, "fourth question", cancellationToken);
        Assert.Contains("session was gone", healed.Text, StringComparison.Ordinal);
        CarriesEachOnce(LastRequest(world).UserTexts, "first question", "second question", "third question", "fourth question");
        ClearedBeforeTheReply(world, id, healed);
    }

    internal static async Task<ChatMessage> AskAsync(BotWorld world, string text, CancellationToken cancellationToken)
    {
        await world.Alice.SayAsync(text, cancellationToken);
        var seen = await world.Alice.SeesAsync($"{text}", cancellationToken);
        await world.SettledAsync(cancellationToken);
        return (await world.Alice.ReadAsync(cancellationToken)).Last(message => message.Id == seen.Id);
    }

    internal static IReadOnlyList<string> SessionIds(BotWorld world) =>
        world.Database.Query("select provider_session_id from agent_sessions where ended_at is null");

    private static Emulators.Models.RecordedRequest LastRequest(BotWorld world) => world.Model.Requests.Last(request => request.IsMain);

    private static void CarriesEachOnce(IReadOnlyList<string> userTexts, params string[] texts)
    {
        // What the emulated model said is "echo: " and the text; it is history as well, but not the user's.
        var all = string.Join('\n', userTexts).Replace("echo: ", "echo-", StringComparison.Ordinal);
        Assert.All(texts, text => Assert.Equal(2, all.Replace("echo-" + text, "", StringComparison.Ordinal).Split(text).Length));
    }

    /// <summary>From both records: the row was cleared before the message that the reader saw was completed.</summary>
    private static void ClearedBeforeTheReply(BotWorld world, string id, ChatMessage reply)
    {
        var row = Assert.Single(
            world.Database.Query($"select provider_session_id, cleared_at from agent_sessions where lost_session_id = '{id}'")
        );
        var columns = row.Split('|');
        Assert.Equal("NULL", columns[0]);
        Assert.True(double.Parse(columns[1], System.Globalization.CultureInfo.InvariantCulture) <= reply.ChangedAt);
    }
}

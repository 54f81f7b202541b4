using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Sessions;

/// <summary>Every way in which a stored id can be stale, in both modes, cold and spawned ahead, against the real program.</summary>
public sealed class StaleMatrixTests
{
    public enum Harm
    {
        UnknownId,
        DeletedFile,
        EmptiedFile,
        OtherConfigDirectory,
        MalformedId,
        OtherWorkingDirectoryOnTheOlderVersion,
    }

    public static TheoryData<Harm, string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<Harm, string, bool>();
            foreach (var harm in Enum.GetValues<Harm>())
            {
                // Each harm once, by turns in the one mode and temperature and in the other; every combination in ./test --all.
                var isOdd = (int)harm % 2 == 1;
                cases.Add(harm, isOdd ? "batch" : "stream", !isOdd);
                if (WorldDatabases.IsAll)
                {
                    cases.Add(harm, isOdd ? "stream" : "batch", isOdd);
                    cases.Add(harm, "stream", isOdd);
                    cases.Add(harm, "batch", !isOdd);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_stale_session_heals_in_the_same_message(Harm harm, string mode, bool spawnedAhead)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Environment["TELEGRAM_STREAMING_MODE"] = mode;
        if (harm == Harm.OtherWorkingDirectoryOnTheOlderVersion)
        {
            world.Environment["CLAUDE_BIN_PATH"] = Binaries.OldClaude;
        }

        await using (var before = await world.StartBotAsync(cancellationToken))
        {
            await WarmAndResumedTests.AskAsync(world, "the first one", cancellationToken);
            await before.StopAsync(cancellationToken);
        }

        Inflict(world, harm);
        world.Environment["Agents__Pool__MaxWarm"] = spawnedAhead ? "8" : "1";
        var bot = await world.StartBotAsync(cancellationToken);
        if (spawnedAhead)
        {
            await bot.SawAsync("agent.spawn_ahead_failed", cancellationToken);
        }

        var healed = await WarmAndResumedTests.AskAsync(world, "the second one", cancellationToken);

        Assert.Contains("session was gone", healed.Text, StringComparison.Ordinal);
        Assert.Contains("echo: ", healed.Text, StringComparison.Ordinal);
        Assert.Single((await world.Alice.ReadAsync(cancellationToken)).Where(message => message.IsBot).Skip(1));
        Assert.Equal(["NULL"], world.Database.Query("select provider_session_id from agent_sessions where ended_for = 'session_lost'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_warm_session_whose_file_is_harmed_simply_goes_on(bool deleted)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await WarmAndResumedTests.AskAsync(world, "the first one", cancellationToken);

        Inflict(world, deleted ? Harm.DeletedFile : Harm.EmptiedFile);
        var answer = await WarmAndResumedTests.AskAsync(world, "the second one", cancellationToken);

        Assert.Equal("echo: the second one", answer.Text);
        Assert.Single(WarmAndResumedTests.SessionIds(world));
    }

    private static void Inflict(BotWorld world, Harm harm)
    {
        switch (harm)
        {
            case Harm.UnknownId:
                Write(world, Guid.NewGuid().ToString());
                break;
            case Harm.MalformedId:
                Write(world, "not-a-uuid");
                break;
            case Harm.DeletedFile:
                File.Delete(Transcript(world));
                break;
            case Harm.EmptiedFile:
                File.WriteAllText(Transcript(world), "");
                break;
            case Harm.OtherConfigDirectory:
                world.Environment["CLAUDE_CONFIG_DIR"] = world.InHome("another-config");
                break;
            case Harm.OtherWorkingDirectoryOnTheOlderVersion:
                // The conversation's directory is the same to us; to claude, which goes by the real path, it is another one.
                var folder = Assert.Single(Directory.GetDirectories(Path.Combine(world.Home, "folders")));
                Directory.Move(folder, world.InHome("moved"));
                Directory.CreateSymbolicLink(folder, world.InHome("moved"));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(harm));
        }
    }

    private static string Transcript(BotWorld world)
    {
        var id = Assert.Single(WarmAndResumedTests.SessionIds(world));
        return Assert.Single(Directory.GetFiles(world.ClaudeHome, $"{id}.jsonl", SearchOption.AllDirectories));
    }

    private static void Write(BotWorld world, string id) =>
        world.Database.Execute($"update agent_sessions set provider_session_id = '{id}' where ended_at is null");
}

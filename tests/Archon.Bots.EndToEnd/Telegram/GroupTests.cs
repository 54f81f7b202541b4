using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Telegram;

public sealed class GroupTests
{
    [Fact]
    public async Task A_mention_is_answered_in_the_group_and_talk_among_people_is_left_alone()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken, privacy: false);
        await world.StartBotAsync(cancellationToken);
        var group = new TelegramGroup(world.Alice, "supergroup");

        await group.SayAsync("bob", "lunch, anybody?", cancellationToken);
        await group.SayAsync("bob", "/status@other_bot", cancellationToken);
        await group.SayAsync("alice", "@bot, what is in here?", cancellationToken);
        var answer = await group.SeesAsync("what is in here?", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.DoesNotContain("rig_bot", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["what is in here?"], world.Database.Query("select text from inbox"));
        Assert.Single(await group.BotMessagesAsync(cancellationToken));
        Assert.Empty(await world.Alice.ReadAsync(cancellationToken));
    }

    [Fact]
    public async Task A_reply_to_the_bot_goes_on_without_its_name()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken, privacy: false);
        await world.StartBotAsync(cancellationToken);
        var group = new TelegramGroup(world.Alice, "supergroup");
        await group.SayAsync("alice", "@bot first", cancellationToken);
        var answer = await group.SeesAsync("first", cancellationToken);
        await world.SettledAsync(cancellationToken);

        await group.SayAsync("bob", "and second", cancellationToken, replyTo: answer.Id);
        await group.SeesAsync("and second", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(["1", "2"], world.Database.Query("select row_number() over () from turns"));
        Assert.Equal(["-1001000000001"], world.Database.Query("select thread from conversations"));
    }

    [Theory]
    [InlineData(true, "/status@rig_bot")]
    [InlineData(false, "/status@Rig_Bot")]
    [InlineData(true, "/status")]
    public async Task A_command_for_the_bot_is_answered_in_a_group(bool privacy, string command)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken, privacy: privacy);
        await world.StartBotAsync(cancellationToken);
        var group = new TelegramGroup(world.Alice, "group");

        await group.SayAsync("alice", command, cancellationToken);

        await group.SeesAsync("Nothing is running", cancellationToken);
    }

    [Fact]
    public async Task Topics_are_conversations_that_do_not_mix()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        var forum = new TelegramGroup(world.Alice, "forum");
        var apples = await forum.OpenTopicAsync("apples", cancellationToken);
        var pears = await forum.OpenTopicAsync("pears", cancellationToken);

        foreach (var number in Enumerable.Range(1, 3))
        {
            await apples.SayAsync("alice", $"@bot apple {number}.", cancellationToken);
            await pears.SayAsync("bob", $"@bot pear {number}.", cancellationToken);
        }

        await apples.SeesAsync("apple 3.", cancellationToken);
        await pears.SeesAsync("pear 3.", cancellationToken);
        await world.SettledAsync(cancellationToken);

        AssertAnswers("apple", await apples.BotMessagesAsync(cancellationToken));
        AssertAnswers("pear", await pears.BotMessagesAsync(cancellationToken));
        Assert.Equal(["2"], world.Database.Query("select count(*) from conversations"));
        Assert.Equal(["2"], world.Database.Query("select count(*) from agent_sessions"));
        Assert.NotEmpty(
            world.Database.Query(
                """
                select a.id from turns a join turns b on a.conversation_id <> b.conversation_id
                where a.dispatched_at < b.ended_at and b.dispatched_at < a.ended_at
                """
            )
        );
    }

    private static void AssertAnswers(string fruit, IReadOnlyList<ChatMessage> answers)
    {
        Assert.Equal(3, answers.Count);
        Assert.All(
            answers,
            (answer, index) =>
            {
                Assert.Contains($"{fruit} {index + 1}.", answer.Text, StringComparison.Ordinal);
                Assert.Contains($"answer {index + 1} of this session", answer.Text, StringComparison.Ordinal);
            }
        );
    }
}

using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>What people can ask of the records.</summary>
public sealed class StoryPathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Why_as_a_reply_tells_the_story_of_that_message()
    {
        await using var bot = await BotHarness.StartAsync();
        await SayAsync(bot, "one", 1);
        await bot.IdleAsync();
        await SayAsync(bot, "two", 2);
        await bot.IdleAsync();

        await SayAsync(bot, "/why", 3, replyTo: "id1");

        await bot.IdleAsync();
        Assert.StartsWith("- `one` by `Ann`", bot.Platform.Delivered[^1], StringComparison.Ordinal);
        Assert.Contains("answered\n- Answered as message `m1`", bot.Platform.Delivered[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_as_a_reply_to_an_answer_tells_what_it_answers()
    {
        await using var bot = await BotHarness.StartAsync();
        await SayAsync(bot, "one", 1);
        await bot.IdleAsync();

        await SayAsync(bot, "/why", 2, replyTo: bot.Platform.Shown[^1].MessageId);

        await bot.IdleAsync();
        Assert.StartsWith("- `one` by `Ann`", bot.Platform.Delivered[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_by_itself_tells_of_the_newest_and_of_the_unknown_says_so()
    {
        await using var bot = await BotHarness.StartAsync();

        await SayAsync(bot, "/why", 1);
        await bot.IdleAsync();
        await SayAsync(bot, "/why", 2, replyTo: "id99");
        await bot.IdleAsync();

        Assert.StartsWith("There was no message", bot.Platform.Delivered[0], StringComparison.Ordinal);
        Assert.StartsWith("I know nothing of that message", bot.Platform.Delivered[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cost_tells_what_the_turns_have_used()
    {
        await using var bot = await BotHarness.StartAsync();

        await SayAsync(bot, "/cost", 1);
        await bot.IdleAsync();
        await SayAsync(bot, "one", 2);
        await bot.IdleAsync();
        await SayAsync(bot, "/cost", 3);
        await bot.IdleAsync();

        Assert.StartsWith("No turn has used anything", bot.Platform.Delivered[0], StringComparison.Ordinal);
        Assert.Contains("- Today (UTC): 1 turn, ", bot.Platform.Delivered[^1], StringComparison.Ordinal);
    }

    private static Task SayAsync(BotHarness bot, string text, int order, string? replyTo = null) =>
        bot.Platform.SayAsync(Inbound.Message(text, order) with { MessageId = $"id{order}", ReplyTo = replyTo }, Token);
}

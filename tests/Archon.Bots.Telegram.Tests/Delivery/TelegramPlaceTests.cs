using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Telegram.Tests.Delivery;

public sealed class TelegramPlaceTests
{
    [Fact]
    public async Task What_goes_to_a_group_that_moved_arrives_where_it_is_now()
    {
        await using var rig = await TelegramRig.StartAsync();
        var group = TelegramRig.Chat("-4001");
        var old = await rig.DeliverAsync(TelegramRig.Message("before") with { Conversation = group });
        var supergroup = (long)(await rig.ControlAsync("migrate", new { channel = -4001 }))["channel"]!;

        await rig.DeliverAsync(TelegramRig.Message("after") with { Conversation = group });
        await rig.Platform.ShowTypingAsync(group, TestContext.Current.CancellationToken);

        var messages = await rig.BotMessagesAsync();
        Assert.Equal([("-4001", "before"), ($"{supergroup}", "after")], messages.Select(one => ($"{one["channel"]}", $"{one["text"]}")));
        Assert.Single((await rig.LookAsync($"transcript?channel={supergroup}"))["actions"]!.AsArray());
        Assert.Contains("telegram.chat_moved", rig.Log.Events);
        await Assert.ThrowsAsync<PlatformMessageGoneException>(() =>
            rig.DeliverAsync(TelegramRig.Message("edit", $"{int.Parse(old, null) + 1000}") with { Conversation = group })
        );
    }

    [Fact]
    public async Task A_topic_gets_its_messages_and_an_answer_hangs_on_its_question()
    {
        await using var rig = await TelegramRig.StartAsync();
        var topic = await rig.ControlAsync("topic", new { channel = "forum", name = "one" });
        var said = await rig.ControlAsync(
            "message",
            new
            {
                channel = "forum",
                user = "alice",
                text = "@bot hi",
                thread = (int)topic["thread"]!,
            }
        );
        var question = said["ids"]![0]!.ToString().Split(':')[1];
        var conversation = TelegramRig.Chat($"-1001000000002/{topic["thread"]}");

        await rig.DeliverAsync(TelegramRig.Message("answer") with { Conversation = conversation, Target = question });
        await rig.DeliverAsync(TelegramRig.Message("late") with { Conversation = conversation, Target = "9999" });

        var messages = await rig.BotMessagesAsync();
        Assert.All(messages, message => Assert.Equal((int)topic["thread"]!, (int?)message["thread"]));
        Assert.Equal([question, null], messages.Select(message => message["replyTo"]?.ToString()));
    }

    [Theory]
    [InlineData("Forbidden: bot was blocked by the user", "unblock")]
    [InlineData("Forbidden: user is deactivated", "account was deleted")]
    [InlineData("Forbidden: bot was kicked from the supergroup chat", "removed from the group")]
    [InlineData("Forbidden: bot is not a member of the supergroup chat", "not in the group")]
    [InlineData("Bad Request: chat not found", "no such chat")]
    [InlineData("Bad Request: message thread not found", "topic was deleted")]
    [InlineData("Bad Request: TOPIC_CLOSED", "topic is closed")]
    [InlineData("Bad Request: not enough rights to send text messages to the chat", "administrator")]
    [InlineData("Bad Request: something new", "something new")]
    public async Task What_is_refused_for_good_is_said_in_words_for_people(string error, string expected)
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.FaultAsync("sendMessage", error);

        var rejected = await Assert.ThrowsAsync<PlatformRejectedException>(() => rig.PostAsync("hello"));

        Assert.Contains(expected, rejected.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1001", 20, 20)]
    [InlineData("-4001", 20, 60)]
    public async Task The_pace_is_that_of_the_chat(string thread, int calls, int seconds)
    {
        await using var rig = await TelegramRig.StartAsync();

        var budgets = rig.Platform.BudgetsOf(TelegramRig.Chat(thread));

        var messages = Assert.Single(budgets, budget => budget.Family == CallFamily.Message);
        Assert.Equal((calls, TimeSpan.FromSeconds(seconds)), (messages.Calls, messages.Window));
        Assert.Contains(new PaceBudget(CallFamily.Typing, 20, TimeSpan.FromSeconds(5)), budgets);
        Assert.Contains(new PaceBudget(CallFamily.Typing, 40, TimeSpan.FromSeconds(30)), budgets);
        Assert.Contains(budgets, budget => budget.Family == CallFamily.Reaction);
    }
}

using Archon.Bots.Core.Messages;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>Messages on their whole way: inbox, turn, outbox.</summary>
public sealed class MessagePathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_answered()
    {
        await using var bot = await BotHarness.StartAsync(agent => agent.Says("hello"));

        await bot.Platform.SayAsync("hi");

        await bot.IdleAsync();
        Assert.Equal(["hello"], bot.Platform.Delivered);
    }

    [Fact]
    public async Task A_repeated_delivery_starts_no_second_turn()
    {
        await using var bot = await BotHarness.StartAsync(agent => agent.Says("hello"));

        await bot.Platform.SayAsync("hi", deliveryId: "Ev1");
        await bot.Platform.SayAsync("hi", deliveryId: "Ev1");

        await bot.IdleAsync();
        Assert.Equal(["hello"], bot.Platform.Delivered);
        Assert.Single(bot.Agent.Prompts);
    }

    [Fact]
    public async Task The_same_text_twice_is_two_messages()
    {
        await using var bot = await BotHarness.StartAsync();

        await bot.Platform.SayAsync("hi");
        await bot.Platform.SayAsync("hi");

        await bot.IdleAsync();
        Assert.Equal(["echo: hi", "echo: hi"], bot.Platform.Delivered);
    }

    [Fact]
    public async Task Twenty_messages_at_once_are_answered_in_their_order()
    {
        await using var bot = await BotHarness.StartAsync();

        await Task.WhenAll(Enumerable.Range(1, 20).Select(n => bot.Platform.SayAsync($"m{n}")));

        await bot.IdleAsync();
        var expected = Enumerable.Range(1, 20).Select(n => $"echo: m{n}");
        Assert.Equal(expected, bot.Platform.Delivered.Order(Comparer<string>.Create((a, b) => Number(a).CompareTo(Number(b)))));
        Assert.Single(bot.Agent.Sessions);

        static int Number(string text) => int.Parse(text.AsSpan("echo: m".Length), null);
    }

    [Fact]
    public async Task Messages_of_many_conversations_are_all_answered_each_in_its_order()
    {
        const int chats = 20;
        await using var bot = await BotHarness.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(n => bot.Platform.SayAsync($"{n}", chat: $"c{n % chats}")));

        await bot.IdleAsync();
        Assert.Equal(100, bot.Platform.Delivered.Distinct().Count());
        Assert.All(
            bot.Agent.Prompts.GroupBy(prompt => prompt.SessionId),
            session => Assert.Equal(session.OrderBy(prompt => int.Parse(prompt.Text, null)), session)
        );
    }

    [Fact]
    public async Task Messages_that_wait_are_answered_in_the_platforms_order()
    {
        await using var bot = await BotHarness.StartAsync();
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync("first");
        await gate.ReachedAsync(Token);

        foreach (var order in new[] { 30, 10, 20 })
        {
            await bot.Platform.SayAsync(Inbound.Message($"m{order}", order), Token);
        }

        await gate.ReleaseAsync("done", Token);
        await bot.IdleAsync();
        Assert.Equal(["done", "echo: m10", "echo: m20", "echo: m30"], bot.Platform.Delivered);
    }

    [Fact]
    public async Task Conversations_do_not_wait_for_each_other()
    {
        await using var bot = await BotHarness.StartAsync();
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync("slow", chat: "a");
        await gate.ReachedAsync(Token);

        await bot.Platform.SayAsync("quick", chat: "b");
        await bot.Platform.UntilAsync(platform => platform.Delivered.Contains("echo: quick"));

        await gate.ReleaseAsync("done", Token);
        await bot.IdleAsync();
    }

    [Theory]
    [InlineData("$& $$ <b>")]
    [InlineData("/usr/bin/env")]
    [InlineData("\uD83D\uDE00 \u0301")]
    public async Task Text_reaches_the_agent_unchanged(string text)
    {
        await using var bot = await BotHarness.StartAsync();

        await bot.Platform.SayAsync(text);

        await bot.IdleAsync();
        Assert.Equal(text, Assert.Single(bot.Agent.Prompts).Text);
    }

    [Fact]
    public async Task A_text_of_4096_characters_reaches_the_agent_whole()
    {
        await using var bot = await BotHarness.StartAsync(agent => agent.Says("read"));

        await bot.Platform.SayAsync(new string('x', 4096));

        await bot.IdleAsync();
        Assert.Equal(4096, Assert.Single(bot.Agent.Prompts).Text.Length);
    }

    [Fact]
    public async Task Text_and_file_names_lose_what_no_database_can_hold()
    {
        await using var bot = await BotHarness.StartAsync();
        var message = Inbound.Message("a\0b" + '\uD83D') with { Attachments = [new Attachment("document", "r", "p\0lan.pdf", 1)] };

        await bot.Platform.SayAsync(message, Token);

        await bot.IdleAsync();
        var prompt = Assert.Single(bot.Agent.Prompts).Text;
        Assert.StartsWith("ab\uFFFD\n", prompt, StringComparison.Ordinal);
        Assert.Contains("plan.pdf", prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_message_is_answered_without_a_turn()
    {
        await using var bot = await BotHarness.StartAsync();

        await bot.Platform.SayAsync("  ");

        await bot.IdleAsync();
        Assert.Contains("empty", Assert.Single(bot.Platform.Delivered), StringComparison.Ordinal);
        Assert.Empty(bot.Agent.Prompts);
    }

    [Fact]
    public async Task A_message_of_attachments_alone_is_answered_without_a_turn()
    {
        await using var bot = await BotHarness.StartAsync();
        var message = Inbound.Message("") with { Attachments = [new Attachment("sticker", "", null, null)] };

        await bot.Platform.SayAsync(message, Token);

        await bot.IdleAsync();
        Assert.Contains("I cannot read stickers,", Assert.Single(bot.Platform.Delivered), StringComparison.Ordinal);
        Assert.Empty(bot.Agent.Prompts);
    }

    [Fact]
    public async Task What_is_no_message_leaves_no_trace_in_the_chat()
    {
        await using var bot = await BotHarness.StartAsync();

        foreach (var kind in new[] { MessageKind.Edited, MessageKind.Deleted, MessageKind.Reacted, MessageKind.Moved })
        {
            await bot.Platform.SayAsync(Inbound.Message("hi", deliveryId: $"{kind}") with { Kind = kind }, Token);
        }

        await bot.IdleAsync();
        Assert.Empty(bot.Platform.Calls);
        Assert.Empty(bot.Agent.Prompts);
    }
}

using System.Text;
using Archon.Bots.Core.Messages;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>What people send beside plain text, on its whole way.</summary>
public sealed class SentPathTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1.5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_album_is_one_turn_when_nothing_more_of_it_comes()
    {
        await using var bot = await BotHarness.StartAsync();
        bot.Platform.Files["f1"] = Encoding.UTF8.GetBytes("one");
        bot.Platform.Files["f2"] = Encoding.UTF8.GetBytes("two");

        await bot.Platform.SayAsync(Picture(1, "f1", "look"), Token);
        await bot.Platform.SayAsync(Picture(2, "f2"), Token);
        bot.Time.Advance(_patience);
        await bot.Platform.UntilAsync(platform => platform.Delivered.Count > 0);

        await bot.IdleAsync();
        var prompt = Assert.Single(bot.Agent.Prompts).Text;
        Assert.StartsWith("look\n\nFiles that came with this message:\n- files/", prompt, StringComparison.Ordinal);
        Assert.Equal(
            ["one", "two"],
            bot.Workplaces.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => bot.Workplaces.TextOf(file.Key))
        );
    }

    [Fact]
    public async Task The_rest_of_a_cut_text_starts_its_turn_at_once()
    {
        await using var bot = await BotHarness.StartAsync(agent => agent.Says("read"));
        var full = new string('x', 4096);

        await bot.Platform.SayAsync(Inbound.Message(full, 1) with { MayGoOn = true }, Token);
        await bot.Platform.SayAsync(Inbound.Message("end", 2), Token);
        await bot.Platform.UntilAsync(platform => platform.Delivered.Contains("read"));

        Assert.Equal(full + "end", Assert.Single(bot.Agent.Prompts).Text);
    }

    [Fact]
    public async Task Parts_that_come_after_a_restart_still_join()
    {
        await using var bot = await BotHarness.StartAsync(agent => agent.Says("read"));
        var full = new string('x', 4096);
        await bot.Platform.SayAsync(Inbound.Message(full, 1) with { MayGoOn = true }, Token);

        await bot.RestartAsync();
        await bot.Platform.SayAsync(Inbound.Message("end", 2), Token);
        await bot.Platform.UntilAsync(platform => platform.Delivered.Contains("read"));

        Assert.Equal(full + "end", Assert.Single(bot.Agent.Prompts).Text);
    }

    [Fact]
    public async Task A_text_whose_wake_was_lost_with_its_server_is_the_sweepers()
    {
        await using var bot = await BotHarness.StartAsync(agent => agent.Says("read"));
        await bot.Platform.SayAsync(Inbound.Message("cut", 1) with { MayGoOn = true }, Token);

        await bot.RestartAsync();
        await bot.SweepAsync();
        await bot.Platform.UntilAsync(platform => platform.Delivered.Contains("read"));

        Assert.Single(bot.Agent.Prompts);
    }

    [Fact]
    public async Task An_edit_while_the_message_waits_changes_what_the_agent_is_asked()
    {
        await using var bot = await BotHarness.StartAsync();
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync(Inbound.Message("first", 1), Token);
        await gate.ReachedAsync(Token);
        await bot.Platform.SayAsync(Inbound.Message("secnd", 2) with { MessageId = "2" }, Token);

        await bot.Platform.SayAsync(Edit("second", 2), Token);

        await gate.ReleaseAsync("done", Token);
        await bot.IdleAsync();
        Assert.Equal(["first", "second"], bot.Agent.Prompts.Select(prompt => prompt.Text));
    }

    [Fact]
    public async Task An_edit_that_is_too_late_is_told_so()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.Platform.SayAsync(Inbound.Message("first", 1) with { MessageId = "1" }, Token);
        await bot.IdleAsync();

        await bot.Platform.SayAsync(Edit("second", 1), Token);

        await bot.IdleAsync();
        Assert.Contains("already taken", bot.Platform.Delivered[^1], StringComparison.Ordinal);
        Assert.Single(bot.Agent.Prompts);
    }

    [Fact]
    public async Task A_conversation_that_moved_goes_on_in_its_session()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.Platform.SayAsync(Inbound.Message("before", 1), Token);
        await bot.IdleAsync();
        await bot.Platform.SayAsync(Inbound.Message("", 2) with { Kind = MessageKind.Moved, Target = "c9" }, Token);

        await bot.Platform.SayAsync(Inbound.Message("after", 3, chat: "c9"), Token);

        await bot.IdleAsync();
        Assert.Equal(["before", "after"], bot.Agent.Prompts.Select(prompt => prompt.Text));
        Assert.Single(bot.Agent.Sessions);
        Assert.All(bot.Platform.Calls, call => Assert.Equal(Inbound.Key(), call.Message.Conversation));
    }

    [Fact]
    public async Task What_waits_is_shown_in_one_line_that_goes_when_nothing_waits()
    {
        await using var bot = await BotHarness.StartAsync();
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync("first");
        await gate.ReachedAsync(Token);

        await bot.Platform.SayAsync("second");
        await bot.Platform.SayAsync("third");
        await WaitForLineAsync(bot, "⏳ 2 messages wait:\n- `second`\n- `third`");

        await gate.ReleaseAsync("done", Token);
        await bot.DeliveredAsync();
        Assert.DoesNotContain(bot.Platform.Delivered, text => text.Contains('⏳', StringComparison.Ordinal));
        Assert.Single(bot.Platform.Calls, call => call.Kind == CallKind.Delete);
    }

    [Fact]
    public async Task A_file_that_cannot_be_had_is_named_to_the_agent_and_to_the_user()
    {
        await using var bot = await BotHarness.StartAsync();

        await bot.Platform.SayAsync(Picture(1, "gone", "look") with { Album = null }, Token);

        await bot.IdleAsync();
        Assert.Equal("look\n\nAttached, but not readable here: photo (it is gone)", Assert.Single(bot.Agent.Prompts).Text);
        Assert.StartsWith(
            "_The agent did not get: `photo` (it is gone)._",
            Assert.Single(bot.Platform.Delivered),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_without_a_word_that_cannot_be_had_asks_no_agent()
    {
        await using var bot = await BotHarness.StartAsync();

        await bot.Platform.SayAsync(Picture(1, "gone") with { Album = null }, Token);

        await bot.IdleAsync();
        Assert.Empty(bot.Agent.Prompts);
        Assert.StartsWith("⚠️ Nothing was done", Assert.Single(bot.Platform.Delivered), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_fetched_for_who_is_refused()
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Allowed = ["u2"] });
        bot.Platform.Files["f1"] = Encoding.UTF8.GetBytes("one");

        await bot.Platform.SayAsync(Picture(1, "f1", "look") with { Album = null }, Token);

        await bot.IdleAsync();
        Assert.Empty(bot.Workplaces.Files);
        Assert.Contains("allowed", Assert.Single(bot.Platform.Delivered), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("u1", 1)]
    [InlineData("u9", 0)]
    public async Task Who_is_allowed_gets_a_receipt_where_the_platform_has_reactions(string author, int expected)
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Allowed = ["u1"] });
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync("first");
        await gate.ReachedAsync(Token);
        bot.Platform.Limits = bot.Platform.Limits with { HasReactions = true };

        await bot.Platform.SayAsync(Inbound.Message("hello", 2, author: author) with { MessageId = "2" }, Token);

        Assert.Equal(
            $"{expected}",
            Assert.Single(await bot.QueryAsync("SELECT COUNT(*) FROM outbox WHERE source = 'receipt' AND target = '2'"))
        );
        await gate.ReleaseAsync("done", Token);
    }

    private static InboundMessage Picture(long order, string reference, string caption = "") =>
        Inbound.Message(caption, order) with
        {
            Album = "a1",
            Attachments = [new Attachment("photo", reference, null, 3)],
        };

    private static InboundMessage Edit(string text, long id) =>
        Inbound.Message(text, id, deliveryId: $"edit {id}") with
        {
            Kind = MessageKind.Edited,
            Target = $"{id}",
        };

    private static async Task WaitForLineAsync(BotHarness bot, string line)
    {
        while (!bot.Platform.Delivered.Contains(line))
        {
            await bot.Time.WaitedForAsync(TimeSpan.FromSeconds(1), Token);
            bot.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}

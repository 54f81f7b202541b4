using System.Text.RegularExpressions;
using Archon.Bots.Core.Users.Pairing;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>How a bot without an owner gets one.</summary>
public sealed partial class PairingPathTests
{
    private const string Ann = "10001";
    private const string Bob = "20002";
    private static readonly HarnessSettings _unowned = new() { Allowed = [] };

    [Fact]
    public async Task The_right_code_makes_its_sender_the_owner()
    {
        await using var bot = await BotHarness.StartAsync(_unowned);

        await bot.Platform.SayAsync($"/pair {Code(bot)}", author: Ann);
        await bot.Platform.SayAsync("hi", author: Ann);

        await bot.IdleAsync();
        Assert.Equal([PairingTexts.Paired, "echo: hi"], bot.Platform.Delivered);
        await bot.LoggedAsync("access.pairing_completed");
        Assert.Equal([$"{Ann}|as owner"], await bot.QueryAsync("SELECT user_id, detail FROM audit WHERE action = 'paired'"));
    }

    [Theory]
    [InlineData("!PAIR {0}")]
    [InlineData("/start {0}")]
    public async Task A_code_may_be_typed_without_dashes_and_come_with_a_link(string text)
    {
        await using var bot = await BotHarness.StartAsync(_unowned);
        var typed = Code(bot).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

        await bot.Platform.SayAsync(text.Replace("{0}", typed, StringComparison.Ordinal), author: Ann);

        await bot.IdleAsync();
        Assert.Equal([PairingTexts.Paired], bot.Platform.Delivered);
    }

    [Fact]
    public async Task Until_then_everybody_is_refused_and_told_how_to_pair()
    {
        await using var bot = await BotHarness.StartAsync(_unowned);

        await bot.Platform.SayAsync("hello", author: Bob);
        await bot.Platform.SayAsync("/users", author: Bob);

        await bot.IdleAsync();
        Assert.Contains("`/pair CODE`", Assert.Single(bot.Platform.Delivered), StringComparison.Ordinal);
        Assert.Empty(bot.Agent.Sessions);
    }

    [Fact]
    public async Task Of_two_with_the_right_code_at_once_one_owns_the_bot()
    {
        await using var bot = await BotHarness.StartAsync(_unowned);
        var text = $"/pair {Code(bot)}";

        await Task.WhenAll(Enumerable.Range(10_000, 8).Select(id => bot.Platform.SayAsync(text, author: $"{id}", chat: $"{id}")));

        await bot.IdleAsync();
        Assert.Equal(["1"], await bot.QueryAsync("SELECT COUNT(*) FROM users WHERE role = 'owner'"));
        Assert.Single(bot.Platform.Delivered, text => text == PairingTexts.Paired);
        Assert.Equal(7, bot.Platform.Delivered.Count(text => text == PairingTexts.AlreadyPaired));
    }

    [Fact]
    public async Task An_owned_bot_makes_no_code_and_tells_a_stranger_once_a_day_that_it_is_paired()
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Allowed = [Ann] });

        await bot.Platform.SayAsync("/pair ABCD-EFGH-JKMN-PQRS", author: Bob);
        await bot.Platform.SayAsync("/pair ABCD-EFGH-JKMN-PQRS", author: Bob);

        await bot.IdleAsync();
        Assert.Equal([PairingTexts.AlreadyPaired], bot.Platform.Delivered);
        Assert.DoesNotContain("access.pairing_started", bot.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_five_wrong_codes_even_the_right_one_is_refused_once_a_day()
    {
        await using var bot = await BotHarness.StartAsync(_unowned);
        for (var n = 1; n <= 5; n++)
        {
            await bot.Platform.SayAsync("/pair ABCD-EFGH-JKMN-PQRS", author: Bob);
        }

        var code = Code(bot);
        await bot.Platform.SayAsync($"/pair {code}", author: Bob);
        await bot.Platform.SayAsync($"/pair {code}", author: Bob);

        await bot.IdleAsync();
        Assert.Equal(6, bot.Platform.Delivered.Count);
        Assert.Equal(2, bot.Platform.Delivered.Count(text => text == PairingTexts.Of(new PairingVerdict(PairingEnd.Spent))));
        Assert.Equal(["0"], await bot.QueryAsync("SELECT COUNT(*) FROM users"));
    }

    [Fact]
    public async Task An_old_code_is_answered_with_a_new_one_in_the_log()
    {
        await using var bot = await BotHarness.StartAsync(_unowned);
        var old = Code(bot);
        bot.Time.Advance(TimeSpan.FromMinutes(15));

        await bot.Platform.SayAsync($"/pair {old}", author: Ann);
        await bot.LoggedAsync("access.pairing_started", 2);
        await bot.Platform.SayAsync($"/pair {Code(bot)}", author: Ann);

        await bot.IdleAsync();
        Assert.Equal([PairingTexts.Of(new PairingVerdict(PairingEnd.Renewed)), PairingTexts.Paired], bot.Platform.Delivered);
    }

    [Fact]
    public async Task In_a_group_nobody_pairs_and_the_code_is_void()
    {
        await using var bot = await BotHarness.StartAsync(_unowned);
        var seen = Inbound.Message($"/pair {Code(bot)}", author: Ann, chat: "group") with { IsShared = true };

        await bot.Platform.SayAsync(seen, TestContext.Current.CancellationToken);
        await bot.Platform.SayAsync(seen.Text, author: Bob);

        await bot.IdleAsync();
        Assert.Equal(
            [PairingTexts.Of(new PairingVerdict(PairingEnd.Exposed)), PairingTexts.Of(new PairingVerdict(PairingEnd.Wrong, 4))],
            bot.Platform.Delivered
        );
        Assert.Equal(["0"], await bot.QueryAsync("SELECT COUNT(*) FROM users"));
    }

    [Fact]
    public async Task A_code_is_nowhere_stored_as_it_was_typed()
    {
        await using var bot = await BotHarness.StartAsync(_unowned);
        var code = Code(bot);
        var edited = Inbound.Message($"/pair {code}", 90, author: Ann) with { Kind = Core.Messages.MessageKind.Edited };

        await bot.Platform.SayAsync($"/pair {code}", author: Ann);
        await bot.Platform.SayAsync(edited, TestContext.Current.CancellationToken);

        await bot.IdleAsync();
        var stored = await bot.QueryAsync("SELECT i.text, i.payload, o.argument FROM inbox i LEFT JOIN controls o ON o.inbox_id = i.id");
        Assert.Equal(2, stored.Count);
        Assert.All(stored, row => Assert.StartsWith("/pair …", row, StringComparison.Ordinal));
        Assert.All(stored, row => Assert.DoesNotContain(code, row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_owner_stays_the_owner_through_a_restart()
    {
        await using var bot = await BotHarness.StartAsync(_unowned);
        await bot.Platform.SayAsync($"/pair {Code(bot)}", author: Ann);
        await bot.IdleAsync();

        await bot.RestartAsync();
        await bot.Platform.SayAsync("hi", author: Ann);

        await bot.IdleAsync();
        Assert.Equal("echo: hi", bot.Platform.Delivered[^1]);
        Assert.Equal(1, Worlds.Count(bot.Log, "access.pairing_started"));
    }

    [Fact]
    public async Task An_open_bot_can_be_paired_too()
    {
        await using var bot = await BotHarness.StartAsync();

        await bot.Platform.SayAsync($"/pair {Code(bot)}", author: Ann);
        await bot.Platform.SayAsync("/users", author: Ann);

        await bot.IdleAsync();
        Assert.Contains($"`{Ann}` `Ann`: owner, from chat", bot.Platform.Delivered[^1], StringComparison.Ordinal);
    }

    private static string Code(BotHarness bot) => CodePattern().Match(bot.LastLogged("access.pairing_started")).Value;

    [GeneratedRegex("[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodePattern();
}

using Archon.Bots.Core.Users;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>Who lets whom in.</summary>
public sealed class PeoplePathTests
{
    private const string Owner = "10001";
    private const string Bob = "20002";
    private const string Carol = "30003";
    private static readonly HarnessSettings _owned = new() { Allowed = [Owner] };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_allowed_gets_in_at_once_and_stays_through_a_restart()
    {
        await using var bot = await BotHarness.StartAsync(_owned);
        await bot.Platform.SayAsync($"/allow {Bob}", author: Owner);
        await bot.Platform.SayAsync("hi", author: Bob);
        await bot.IdleAsync();

        await bot.RestartAsync();
        await bot.Platform.SayAsync("hi again", author: Bob);

        await bot.IdleAsync();
        Assert.Equal([PeopleTexts.Allowed(Bob, Role.Member), "echo: hi", "echo: hi again"], bot.Platform.Delivered);
    }

    [Fact]
    public async Task A_reply_to_what_somebody_wrote_lets_them_in()
    {
        await using var bot = await BotHarness.StartAsync(_owned);
        var knock = Inbound.Message("let me in", author: Bob, chat: "group") with { MessageId = "77", IsShared = true };
        var allow = Inbound.Message("/allow approver", 2, author: Owner, chat: "group") with { ReplyTo = "77", IsShared = true };

        await bot.Platform.SayAsync(knock, Token);
        await bot.Platform.SayAsync(allow, Token);
        await bot.Platform.SayAsync(allow with { DeliveryId = "another", ReplyTo = "78" }, Token);

        await bot.IdleAsync();
        Assert.Equal([PeopleTexts.Allowed(Bob, Role.Approver), PeopleTexts.UnknownAuthor], bot.Platform.Delivered.Skip(1));
    }

    [Fact]
    public async Task Who_is_denied_is_refused_from_then_on_also_with_what_waits()
    {
        await using var bot = await BotHarness.StartAsync(_owned);
        await bot.Platform.SayAsync($"/allow {Bob}", author: Owner);
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync("work", author: Owner);
        await gate.ReachedAsync(Token);
        await bot.Platform.SayAsync("me too", author: Bob);

        await bot.Platform.SayAsync($"/deny {Bob}", author: Owner);
        await gate.ReleaseAsync("done", Token);

        await bot.IdleAsync();
        Assert.Contains(PeopleTexts.Denied(Bob, isOpen: false), bot.Platform.Delivered);
        Assert.Contains($"`{Bob}`", bot.Platform.Delivered[^1], StringComparison.Ordinal);
        Assert.Equal("work", Assert.Single(bot.Agent.Prompts).Text);
    }

    [Fact]
    public async Task A_turn_that_runs_already_goes_on_after_its_asker_was_denied()
    {
        await using var bot = await BotHarness.StartAsync(_owned);
        await bot.Platform.SayAsync($"/allow {Bob}", author: Owner);
        var gate = bot.Agent.Holds();
        await bot.Platform.SayAsync("work", author: Bob);
        await gate.ReachedAsync(Token);

        await bot.Platform.SayAsync($"/deny {Bob}", author: Owner);
        await gate.ReleaseAsync("done", Token);

        await bot.IdleAsync();
        Assert.Contains("done", bot.Platform.Delivered);
    }

    [Fact]
    public async Task A_member_lets_nobody_in_and_sees_nobody()
    {
        await using var bot = await BotHarness.StartAsync(_owned with { Allowed = [Owner, Carol] });

        await bot.Platform.SayAsync($"/allow {Bob}", author: Carol);
        await bot.Platform.SayAsync($"/deny {Owner}", author: Carol);
        await bot.Platform.SayAsync("/users", author: Carol);

        await bot.IdleAsync();
        Assert.Equal(Enumerable.Repeat(PeopleTexts.NotYours, 3), bot.Platform.Delivered);
        Assert.Equal(["0"], await bot.QueryAsync("SELECT COUNT(*) FROM users"));
    }

    [Fact]
    public async Task An_admin_lets_members_in_and_touches_nobody_above()
    {
        await using var bot = await BotHarness.StartAsync(_owned);
        await bot.Platform.SayAsync($"/allow {Bob} admin", author: Owner);
        await bot.Platform.SayAsync("/allow 40004 owner", author: Owner);

        foreach (
            var command in new[] { $"/allow {Carol} approver", $"/allow {Carol} admin", "/deny 40004", "/allow 40004", $"/deny {Bob}" }
        )
        {
            await bot.Platform.SayAsync(command, author: Bob);
        }

        await bot.IdleAsync();
        Assert.Equal(
            [PeopleTexts.Allowed(Carol, Role.Approver), .. Enumerable.Repeat(PeopleTexts.OwnersOnly, 4)],
            bot.Platform.Delivered.Skip(2)
        );
    }

    [Fact]
    public async Task Nobody_takes_away_the_only_owner()
    {
        await using var bot = await BotHarness.StartAsync(_owned with { Allowed = [] });
        var users = bot.Services.GetRequiredService<IUserStore>();
        await users.PairAsync(new PersonChange(Guid.CreateVersion7(), "fake", Owner, Owner), "Ann", Token);
        await bot.RestartAsync();

        await bot.Platform.SayAsync($"/deny {Owner}", author: Owner);
        await bot.Platform.SayAsync($"/allow {Owner} admin", author: Owner);
        await bot.Platform.SayAsync($"/allow {Bob} owner", author: Owner);
        await bot.Platform.SayAsync($"/deny {Owner}", author: Bob);

        await bot.IdleAsync();
        Assert.Equal(
            [PeopleTexts.LastOwner, PeopleTexts.LastOwner, PeopleTexts.Allowed(Bob, Role.Owner), PeopleTexts.Denied(Owner, isOpen: false)],
            bot.Platform.Delivered
        );
    }

    [Fact]
    public async Task Those_of_the_settings_are_changed_in_the_settings()
    {
        await using var bot = await BotHarness.StartAsync(_owned with { Allowed = [Owner, Carol] });

        await bot.Platform.SayAsync($"/deny {Carol}", author: Owner);
        await bot.Platform.SayAsync($"/allow {Carol} admin", author: Owner);

        await bot.IdleAsync();
        Assert.Equal(Enumerable.Repeat(PeopleTexts.Listed(Carol, "FAKE_ALLOWED_USER_IDS"), 2), bot.Platform.Delivered);
    }

    [Fact]
    public async Task What_cannot_be_understood_is_told_how_to_say_it()
    {
        await using var bot = await BotHarness.StartAsync(_owned);

        await bot.Platform.SayAsync("/allow", author: Owner);
        await bot.Platform.SayAsync($"/allow {Bob} boss", author: Owner);
        await bot.Platform.SayAsync("/allow @bob", author: Owner);
        await bot.Platform.SayAsync($"/deny {Bob}", author: Owner);

        await bot.IdleAsync();
        Assert.Equal(
            [PeopleTexts.HowToAllow, PeopleTexts.HowToAllow, PeopleTexts.NoId("@bob"), PeopleTexts.NotAllowed(Bob, isOpen: false)],
            bot.Platform.Delivered
        );
    }

    [Fact]
    public async Task Users_are_listed_with_the_names_that_they_have_shown()
    {
        await using var bot = await BotHarness.StartAsync(_owned);
        await bot.Platform.SayAsync($"/allow {Bob} approver", author: Owner);
        await bot.Platform.SayAsync("hi", author: Bob);

        await bot.Platform.SayAsync("/users", author: Owner);

        await bot.IdleAsync();
        Assert.Contains($"- `{Owner}`: owner, from `FAKE_ALLOWED_USER_IDS`\n- `{Bob}` `Ann`: approver, from chat", bot.Platform.Delivered);
    }
}

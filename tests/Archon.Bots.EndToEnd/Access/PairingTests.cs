using System.Text;
using System.Text.RegularExpressions;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Access;

/// <summary>A bot without an allow-list, from its first start to a team.</summary>
public sealed partial class PairingTests
{
    [Fact]
    public async Task Who_knows_the_code_of_the_log_owns_the_bot_and_lets_others_in()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await UnownedAsync(cancellationToken);
        using var bob = Person(world, 200200);
        var bot = await world.StartBotAsync(cancellationToken);

        await world.Alice.SayAsync($"/pair {Code(bot)}", cancellationToken);
        var owned = await world.Alice.SeesAsync("You own this bot", cancellationToken);
        await bob.SayAsync("let me in", cancellationToken);
        var refusal = await bob.SeesAsync("200200", cancellationToken);
        await world.Alice.SayAsync("/allow 200200", cancellationToken);
        await world.Alice.SeesAsync("Allowed", owned.ChangedAt, cancellationToken);
        await bob.SayAsync("and now", cancellationToken);
        await bob.SeesAsync("and now", refusal.ChangedAt, cancellationToken);
        await world.Alice.SayAsync("/users", cancellationToken);
        var users = await world.Alice.SeesAsync("200200 User200200: member", cancellationToken);
        await world.Alice.SayAsync("/deny 200200", cancellationToken);
        await world.Alice.SeesAsync("Taken back", cancellationToken);
        await bob.SayAsync("one more thing", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Contains("1001 Alice: owner", users.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await bob.ReadAsync(cancellationToken), seen => seen.IsBot && Shows(seen, "one more thing"));
        Assert.Equal(
            ["paired|1001|as owner", "allowed|1001|200200 as member", "denied|1001|200200"],
            world.Database.Query("select action, user_id, detail from audit where action <> 'refused' order by at")
        );
    }

    [Fact]
    public async Task The_owner_stays_the_owner_and_the_code_is_found_nowhere_after_it()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await UnownedAsync(cancellationToken);
        var first = await world.StartBotAsync(cancellationToken);
        var code = Code(first);
        await world.Alice.SayAsync($"/pair {code.ToLowerInvariant()}", cancellationToken);
        await world.Alice.SeesAsync("You own this bot", cancellationToken);
        await world.SettledAsync(cancellationToken);
        await first.StopAsync(cancellationToken);

        var second = await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("still me", cancellationToken);
        await world.Alice.SeesAsync("still me", cancellationToken);
        await world.SettledAsync(cancellationToken);
        await second.StopAsync(cancellationToken);

        Assert.DoesNotContain("access.pairing_started", second.Log, StringComparison.Ordinal);
        Assert.Single(first.Log.Split('\n'), line => Holds(line, code));
        var stored = string.Concat(
            Directory.GetFiles(world.Home, "archon-bots.db*").Select(File.ReadAllBytes).Select(Encoding.Latin1.GetString)
        );
        Assert.Contains("/pair ", stored, StringComparison.Ordinal);
        Assert.False(Holds(stored, code));
    }

    [Fact]
    public async Task Who_guesses_has_five_tries()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await UnownedAsync(cancellationToken);
        using var eve = Person(world, 300300);
        var bot = await world.StartBotAsync(cancellationToken);

        for (var n = 1; n <= 5; n++)
        {
            await eve.SayAsync("/pair 2222-3333-4444-5555", cancellationToken);
        }

        await eve.SeesAsync("no try left", cancellationToken);
        await eve.SayAsync($"/pair {Code(bot)}", cancellationToken);
        await world.SettledAsync(cancellationToken);
        await world.Alice.SayAsync($"/start {Code(bot)}", cancellationToken);
        await world.Alice.SeesAsync("You own this bot", cancellationToken);

        Assert.DoesNotContain(await eve.ReadAsync(cancellationToken), seen => seen.IsBot && Shows(seen, "You own"));
        Assert.Equal(["1001"], world.Database.Query("select platform_user_id from identities"));
    }

    private static async Task<BotWorld> UnownedAsync(CancellationToken cancellationToken)
    {
        var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment.Remove("TELEGRAM_ALLOWED_USER_IDS");
        return world;
    }

    /// <summary>Somebody with an id as long as Telegram's are.</summary>
    private static TelegramUser Person(BotWorld world, long id) => new(world.Telegram.BaseAddress, $"{id}", id);

    private static string Code(BotProcess bot) =>
        CodePattern().Match(bot.Log.Split('\n').Last(line => line.Contains("access.pairing_started", StringComparison.Ordinal))).Value;

    private static bool Shows(ChatMessage message, string text) => message.Text.Contains(text, StringComparison.Ordinal);

    private static bool Holds(string text, string code) =>
        text.Contains(code, StringComparison.OrdinalIgnoreCase)
        || text.Contains(code.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodePattern();
}

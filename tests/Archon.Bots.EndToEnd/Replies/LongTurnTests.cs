using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Replies;

/// <summary>Edits ring no bell: how long turns end.</summary>
public sealed class LongTurnTests
{
    /// <summary>The demo says a word each 15 ms: this takes it more than two seconds.</summary>
    private static readonly string _long = string.Join(' ', Enumerable.Range(1, 180).Select(number => $"word{number}"));

    [Fact]
    public async Task A_long_turn_ends_in_a_new_message_and_the_old_one_is_one_line()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment["Replies__NewMessageAfter"] = "00:00:01";
        await world.StartBotAsync(cancellationToken);

        await world.Alice.SayAsync(_long, cancellationToken);
        await world.Alice.SeesAsync("✓", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var messages = (await world.Alice.ReadAsync(cancellationToken)).Where(message => message.IsBot).ToList();
        Assert.Equal(2, messages.Count);
        Assert.Matches(@"^✓ (\d+ min )?\d+ s$", messages[0].Text);
        Assert.Empty(messages[0].Buttons);
        Assert.Contains("word180", messages[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_killed_in_a_long_turn_ends_it_in_a_new_message_too()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        world.Environment["Replies__NewMessageAfter"] = "00:00:01";
        var bot = await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync(_long, cancellationToken);
        await world.Alice.SeesAsync("word1", cancellationToken);

        await bot.KillAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SeesAsync("✓", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var messages = (await world.Alice.ReadAsync(cancellationToken)).Where(message => message.IsBot).ToList();
        Assert.Matches(@"^✓ (\d+ min )?\d+ s$", messages[0].Text);
        Assert.Single(messages, message => message.Text.Contains("Demo agent", StringComparison.Ordinal));
    }
}

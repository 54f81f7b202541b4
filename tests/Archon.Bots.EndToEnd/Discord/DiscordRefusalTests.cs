using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Discord;

/// <summary>What Discord refuses ends visibly, and the record says so.</summary>
public sealed class DiscordRefusalTests
{
    [Theory]
    [InlineData(10003, 404, "was deleted")]
    [InlineData(50001, 403, "View Channel")]
    [InlineData(50013, 403, "invite")]
    [InlineData(50035, 400, "does not take it")]
    [InlineData(50006, 400, "empty")]
    [InlineData(160005, 400, "locked")]
    public async Task A_refusal_stands_in_the_record_of_the_turn(int code, int status, string expected)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        world.Environment["DISCORD_STREAMING_MODE"] = "batch";
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        await team.ControlAsync(
            "fault",
            new
            {
                route = "^POST /channels/[0-9]+/messages$",
                kind = $"{status}",
                code,
                message = "refused",
            },
            cancellationToken
        );
        await team.AskAsync("hello", cancellationToken);

        await Eventually.TrueAsync(
            () =>
                world.Database.Query("select dead_reason from outbox where dead_reason is not null") is [var reason]
                && reason.Contains(expected, StringComparison.Ordinal),
            "The refusal was not written down",
            () => string.Join('\n', world.Database.Query("select kind, dead_reason from outbox")),
            cancellationToken
        );
    }

    [Fact]
    public async Task A_channel_that_is_deleted_under_a_running_turn_ends_it_and_the_record_says_why()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        await team.AskAsync(string.Join(' ', Enumerable.Repeat("hello", 300)), cancellationToken, channel: "dev");
        await team.SeesAsync("Demo agent", "channel=dev", cancellationToken);

        await team.ControlAsync("channel", new { delete = "dev" }, cancellationToken);

        await Eventually.TrueAsync(
            () =>
                world.Database.Query("select outcome from turns where ended_at is not null") is ["answered"]
                && world.Database.Query("select dead_reason from outbox where kind = 'message'") is { Count: > 0 } reasons
                && reasons.All(reason => reason.Contains("was deleted", StringComparison.Ordinal)),
            "The turn did not end, or not with its reason",
            () =>
                string.Join(
                    '\n',
                    world
                        .Database.Query("select kind, dead_reason from outbox")
                        .Concat(world.Database.Query("select outcome, state from turns"))
                ),
            cancellationToken
        );
        await team.AskAsync("and elsewhere", cancellationToken);
        await team.SeesAsync("and elsewhere", "channel=general", cancellationToken);
    }

    [Theory]
    [InlineData(10062, 404)]
    [InlineData(40060, 400)]
    public async Task A_command_whose_acknowledgement_is_refused_is_answered_all_the_same(int code, int status)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await DiscordTeam.StartAsync(world, cancellationToken);
        var bot = await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        await bot.SawAsync("discord.commands_registered", cancellationToken);
        await team.ControlAsync(
            "fault",
            new
            {
                route = "/callback$",
                kind = $"{status}",
                code,
                message = "refused",
            },
            cancellationToken
        );

        await team.ControlAsync("command", new { command = "ask", options = new { prompt = "once, please" } }, cancellationToken);
        await team.SeesAsync("no model was asked", "channel=general", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(["1"], world.Database.Query("select count(*) from turns"));
    }
}

using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Slack;

/// <summary>What people do that a bot does not expect: each ends visibly.</summary>
public sealed class SlackBadInputTests
{
    private const string Picture = "iVBORw0KGgo=";

    [Fact]
    public async Task A_message_of_40_000_characters_and_one_of_only_an_image_are_answered()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);

        var root = await team.AskAsync("long " + new string('x', 40_000), cancellationToken);
        await team.SeesAsync("answer 1", cancellationToken, root);
        await team.ControlAsync(
            "message",
            new
            {
                channel = "general",
                user = "alice",
                text = "",
                thread = root,
                files = new[]
                {
                    new
                    {
                        name = "screen.png",
                        mime = "image/png",
                        contentBase64 = Picture,
                    },
                },
            },
            cancellationToken
        );

        await team.SeesAsync("screen.png", cancellationToken, root);
        await world.SettledAsync(cancellationToken);
        Assert.Equal(2, (await team.AnswersAsync(root, cancellationToken)).Count);
    }

    [Fact]
    public async Task A_click_of_somebody_who_may_not_is_told_so_and_changes_nothing()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        world.Environment["SLACK_ALLOWED_USER_IDS"] = "U0CAROL001,U0ALICE001,U0BOBBY001";
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        var root = await team.AskAsync("ask: make release", cancellationToken);
        var card = await team.SeesAsync("Press a button", cancellationToken, root);
        var allow = card.Buttons.Single(button => button.Key.Contains("Allow once", StringComparison.Ordinal)).Value;

        await PressAsync(team, card, allow, "bob", cancellationToken);
        await team.SeesAsync("Only alice", cancellationToken, root);
        var afterBob = world.Database.Query("select state from approvals");
        await PressAsync(team, card, allow, "alice", cancellationToken);
        await team.SeesAsync("you allowed it", cancellationToken, root);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(["open"], afterBob);
        Assert.Equal(["1"], world.Database.Query("select count(*) from turns where outcome = 'answered'"));
    }

    [Theory]
    [InlineData("thread_not_found", "this thread was deleted")]
    [InlineData("channel_not_found", "does not know this channel")]
    [InlineData("msg_too_long", "too long")]
    public async Task A_place_that_goes_under_a_running_turn_stands_in_its_record(string error, string expected)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartDemoAsync(cancellationToken);
        await using var team = await SlackTeam.StartAsync(world, cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await team.ConnectedAsync(cancellationToken);
        var root = await team.AskAsync("ask: make release", cancellationToken);
        var card = await team.SeesAsync("Press a button", cancellationToken, root);

        foreach (var method in new[] { "chat.postMessage", "chat.update" })
        {
            await team.ControlAsync(
                "fault",
                new
                {
                    method,
                    kind = "error",
                    error,
                    count = 100,
                },
                cancellationToken
            );
        }

        await PressAsync(team, card, card.Buttons.First().Value, "alice", cancellationToken);

        await Eventually.TrueAsync(
            () =>
                world
                    .Database.Query("select dead_reason from outbox where dead_reason is not null and source = 'turn'")
                    .Any(reason => reason.Contains(expected, StringComparison.Ordinal)),
            "The refusal was not written down",
            () => string.Join('\n', world.Database.Query("select source, dead_reason from outbox")),
            cancellationToken
        );
    }

    private static async Task PressAsync(
        SlackTeam team,
        SlackSight card,
        string action,
        string user,
        CancellationToken cancellationToken
    ) =>
        await team.ControlAsync(
            "click",
            new
            {
                message = card.Id,
                action,
                user,
            },
            cancellationToken
        );
}

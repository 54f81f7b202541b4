using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Telegram;

/// <summary>What a person sees beside the words of an answer.</summary>
public sealed class SeenTests
{
    private static readonly ScriptedReply _hang = new()
    {
        Match = "^hang$",
        Text = "I hang",
        Hang = true,
    };

    [Fact]
    public async Task A_message_shows_that_it_was_seen_and_then_how_it_ended()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Model.Script(_hang);
        await world.StartBotAsync(cancellationToken);

        var stopped = await world.Alice.SayAsync("hang", cancellationToken);
        await ShowsAsync(world, stopped, "👀", cancellationToken);
        await world.Alice.SayAsync("/stop", cancellationToken);
        await ShowsAsync(world, stopped, "👎", cancellationToken);
        var answered = await world.Alice.SayAsync("hello", cancellationToken);

        await ShowsAsync(world, answered, "👍", cancellationToken);
    }

    [Fact]
    public async Task One_line_tells_what_waits_while_anything_waits()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Model.Script(_hang);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("hang", cancellationToken);
        await world.AskedAsync(request => request.Subject == "hang", cancellationToken);

        await world.Alice.SayAsync("one more", cancellationToken);
        var line = await world.Alice.SeesAsync("1 message waits", cancellationToken);
        await world.Alice.SayAsync("and another", cancellationToken);
        var longer = await world.Alice.SeesAsync("2 messages wait", cancellationToken);
        await world.Alice.SayAsync("/stop", cancellationToken);
        await world.Alice.SeesAsync("echo: and another", cancellationToken);

        await world.SettledAsync(cancellationToken);
        Assert.Equal(line.Id, longer.Id);
        Assert.DoesNotContain(
            await world.Alice.ReadAsync(cancellationToken),
            message => message.Text.Contains('⏳', StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_answer_of_more_than_five_messages_is_its_first_and_a_file()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        var answer = string.Join(
            "\n\n",
            Enumerable.Range(1, 500).Select(number => $"Paragraph {number} says no more than its number, {number}.")
        );
        world.Model.Script(new ScriptedReply { Match = "^tell me all$", Text = answer });
        await world.StartBotAsync(cancellationToken);

        await world.Alice.SayAsync("tell me all", cancellationToken);
        await world.Alice.SeesAsync("The whole answer is in the file", cancellationToken);
        await world.SettledAsync(cancellationToken);

        var seen = (await world.Alice.ReadAsync(cancellationToken)).Where(message => message.IsBot).ToList();
        Assert.Equal(2, seen.Count);
        Assert.Contains("Paragraph 1 says", seen[0].Text, StringComparison.Ordinal);
        Assert.Equal(["answer.md"], seen[1].Files);
    }

    [Fact]
    public async Task A_running_reply_is_a_draft_where_the_settings_say_so()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Environment["Platforms__Telegram__Drafts"] = "true";
        world.Model.Script(_hang);
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("hang", cancellationToken);

        await world.Alice.HasCalledAsync("sendMessageDraft", cancellationToken);
        Assert.DoesNotContain(await world.Alice.ReadAsync(cancellationToken), message => message.IsBot);
        await world.Alice.SayAsync("/stop", cancellationToken);
        await world.Alice.SeesAsync("Stopped.", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Single(await world.Alice.ReadAsync(cancellationToken), message => message.IsBot);
    }

    [Fact]
    public async Task Why_and_cost_tell_what_the_records_hold()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        var asked = await world.Alice.SayAsync("hello there", cancellationToken);
        var answer = await world.Alice.SeesAsync("echo: hello there", cancellationToken);
        await world.SettledAsync(cancellationToken);

        await world.Alice.ControlAsync(
            "message",
            new
            {
                dm = true,
                user = "alice",
                text = "/why",
                replyTo = asked,
            },
            cancellationToken
        );
        var story = await world.Alice.SeesAsync("Answered as message", cancellationToken);
        await world.Alice.SayAsync("/cost", cancellationToken);
        var cost = await world.Alice.SeesAsync("Last turn:", cancellationToken);

        Assert.Contains("hello there by Alice", story.Text, StringComparison.Ordinal);
        Assert.Contains($"Answered as message {answer.Id.Split(':')[^1]}", story.Text, StringComparison.Ordinal);
        Assert.Contains("In all: 1 turn", cost.Text, StringComparison.Ordinal);
        Assert.Contains('$', cost.Text);
    }

    private static Task ShowsAsync(BotWorld world, string message, string sign, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(
            async () => (await world.Alice.ReadAsync(cancellationToken)).Any(seen => seen.Id == message && seen.Reactions.Contains(sign)),
            $"The message never showed {sign}",
            () => "",
            cancellationToken
        );
}

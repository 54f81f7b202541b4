using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;
using Archon.Bots.EndToEnd.Sessions;

namespace Archon.Bots.EndToEnd.Codex;

/// <summary>The real codex behind the real server.</summary>
public sealed class CodexConversationTests
{
    private const string Answer = "the whole answer";

    [Fact]
    public async Task A_conversation_goes_on_after_a_restart_of_the_server()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await using var model = await CodexModel.StartAsync(world, cancellationToken);
        await using (var before = await world.StartBotAsync(cancellationToken))
        {
            await WarmAndResumedTests.AskAsync(world, "the first one", cancellationToken);
            await before.StopAsync(cancellationToken);
        }

        await world.StartBotAsync(cancellationToken);
        var answer = await WarmAndResumedTests.AskAsync(world, "the second one", cancellationToken);

        Assert.Equal("echo: the second one", answer.Text);
        Assert.Single(WarmAndResumedTests.SessionIds(world));
        Assert.Contains(model.Requests[^1].UserTexts, text => text.Contains("the first one", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stream")]
    [InlineData("batch")]
    public async Task A_lost_thread_is_replaced_within_the_message(string mode)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await using var model = await CodexModel.StartAsync(world, cancellationToken);
        world.Environment["TELEGRAM_STREAMING_MODE"] = mode;
        await using (var before = await world.StartBotAsync(cancellationToken))
        {
            await WarmAndResumedTests.AskAsync(world, "the first one", cancellationToken);
            await before.StopAsync(cancellationToken);
        }

        Directory.Delete(Path.Combine(CodexModel.HomeOf(world), "sessions"), recursive: true);
        await world.StartBotAsync(cancellationToken);
        var healed = await WarmAndResumedTests.AskAsync(world, "the second one", cancellationToken);

        Assert.Contains("session was gone", healed.Text, StringComparison.Ordinal);
        Assert.Contains("echo: ", healed.Text, StringComparison.Ordinal);
        Assert.Single((await world.Alice.ReadAsync(cancellationToken)).Where(message => message.IsBot).Skip(1));
        Assert.Equal(["NULL"], world.Database.Query("select provider_session_id from agent_sessions where ended_for = 'session_lost'"));
        Assert.Contains("the first one", model.Requests[^1].Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/approve", "allowed", 1)]
    [InlineData("/deny not on a Friday", "denied", 0)]
    public async Task A_command_that_leaves_the_sandbox_waits_for_an_answer(string answer, string state, int runs)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await using var model = await CodexModel.StartAsync(world, cancellationToken);
        var mark = world.InHome("outside");
        // A denial is told twice, as the tool's end and in the person's words: each may be a request of its own.
        model.Script(Escalated($"echo ran >> {mark}"), new ScriptedReply { Text = Answer, Times = 0 });
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("please work on it", cancellationToken);
        var card = await world.Alice.SeesAsync("Press a button", cancellationToken);
        Assert.Contains("echo ran", card.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(mark));

        await world.Alice.SayAsync(answer, cancellationToken);
        await world.Alice.SeesAsync(Answer, cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(runs, File.Exists(mark) ? (await File.ReadAllLinesAsync(mark, cancellationToken)).Length : 0);
        Assert.Equal([state], world.Database.Query("select state from approvals where used_at is not null"));
    }

    [Fact]
    public async Task A_stop_in_the_chat_ends_the_command()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        await using var model = await CodexModel.StartAsync(world, cancellationToken);
        var (begun, ended) = (world.InHome("begun"), world.InHome("ended"));
        model.Script(Escalated($"touch {begun}; sleep 600; touch {ended}"));
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("please work on it", cancellationToken);
        await world.Alice.SeesAsync("Press a button", cancellationToken);
        await world.Alice.SayAsync("/approve", cancellationToken);
        await model.WaitForRequestAsync(request => request.IsMain, cancellationToken);
        await Eventually.TrueAsync(() => File.Exists(begun), "The command has not begun", () => "", cancellationToken);

        await world.Alice.SayAsync("/stop", cancellationToken);
        await world.SettledAsync(cancellationToken);

        Assert.Equal(["stopped"], world.Database.Query("select outcome from turns"));
        Assert.False(File.Exists(ended));
    }

    private static ScriptedReply Escalated(string command) =>
        new()
        {
            Tools =
            [
                ScriptedTool.Of(
                    "exec_command",
                    new
                    {
                        cmd = command,
                        sandbox_permissions = "require_escalated",
                        justification = "needs to write outside",
                        yield_time_ms = 30_000,
                    }
                ),
            ],
        };
}

using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Sessions;

/// <summary>Failures that are no fault of the session keep it, and say the way out.</summary>
public sealed class KeptIdTests
{
    private const string Trouble = "run into trouble";

    [Theory]
    [InlineData(401, "not signed in")]
    [InlineData(429, "rate limit")]
    [InlineData(500, "overloaded")]
    [InlineData(529, "overloaded")]
    public async Task An_error_of_the_service_is_said_and_keeps_the_id(int status, string said)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await StartAsync(cancellationToken);
        var id = Assert.Single(WarmAndResumedTests.SessionIds(world));
        world.Model.Script(
            new ScriptedReply
            {
                Match = Trouble,
                Error = new ScriptedError(status),
                Times = 0,
            }
        );

        await world.Alice.SayAsync(Trouble, cancellationToken);
        await world.Alice.SeesAsync(said, cancellationToken);

        await GoesOnUnderAsync(world, id, cancellationToken);
    }

    [Fact]
    public async Task A_refused_connection_keeps_the_id()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await StartAsync(cancellationToken);
        var id = Assert.Single(WarmAndResumedTests.SessionIds(world));
        world.Model.Script(
            new ScriptedReply
            {
                Match = Trouble,
                Drop = ScriptedDrop.Before,
                Times = 0,
            }
        );

        await world.Alice.SayAsync(Trouble, cancellationToken);
        await world.Alice.SeesAsync("cannot reach its service", cancellationToken);

        await GoesOnUnderAsync(world, id, cancellationToken);
    }

    [Fact]
    public async Task A_denied_tool_keeps_the_id()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await StartAsync(cancellationToken);
        var id = Assert.Single(WarmAndResumedTests.SessionIds(world));
        world.Model.Script(new ScriptedReply { Match = Trouble, Tools = [ScriptedTool.Of("Bash", new { command = "python3 -c 1" })] });

        await world.Alice.SayAsync(Trouble, cancellationToken);
        await world.Alice.SeesAsync("Press a button", cancellationToken);
        await world.Alice.SayAsync("/deny", cancellationToken);
        await world.Alice.SeesAsync("Denied by", cancellationToken);

        await GoesOnUnderAsync(world, id, cancellationToken);
    }

    [Fact]
    public async Task A_reached_limit_of_turns_keeps_the_id()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Environment["Agents__ClaudeCode__MaxTurns"] = "1";
        await world.StartBotAsync(cancellationToken);
        await WarmAndResumedTests.AskAsync(world, "the first one", cancellationToken);
        var id = Assert.Single(WarmAndResumedTests.SessionIds(world));
        world.Model.Script(new ScriptedReply { Match = Trouble, Tools = [ScriptedTool.Of("Bash", new { command = "git status" })] });

        await world.Alice.SayAsync(Trouble, cancellationToken);
        await world.Alice.SeesAsync("reached a limit", cancellationToken);

        await GoesOnUnderAsync(world, id, cancellationToken);
    }

    [Fact]
    public async Task An_agent_that_dies_in_the_middle_keeps_the_id()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await StartAsync(cancellationToken);
        var id = Assert.Single(WarmAndResumedTests.SessionIds(world));
        world.Model.Script(
            new ScriptedReply
            {
                Match = Trouble,
                Text = "I begin",
                Hang = true,
            }
        );

        await world.Alice.SayAsync(Trouble, cancellationToken);
        await world.AskedAsync(request => request.Subject.Contains(Trouble, StringComparison.Ordinal), cancellationToken);
        using (var claude = System.Diagnostics.Process.GetProcessById(Assert.Single(AgentProcesses.Of(world)).Pid))
        {
            claude.Kill();
        }

        await world.Alice.SeesAsync("ended in the middle", cancellationToken);
        await GoesOnUnderAsync(world, id, cancellationToken);
    }

    [Fact]
    public async Task A_context_that_stays_full_ends_on_a_fresh_session()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await StartAsync(cancellationToken);
        var tooLong = new ScriptedError(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum");
        world.Model.Script(
            new ScriptedReply
            {
                Match = "earlier-conversation",
                Text = "fresh and well",
                Times = 0,
            },
            new ScriptedReply
            {
                Match = Trouble,
                Error = tooLong,
                Times = 0,
            },
            new ScriptedReply
            {
                Main = false,
                Error = tooLong,
                Times = 0,
            }
        );

        await world.Alice.SayAsync(Trouble, cancellationToken);
        var answer = await world.Alice.SeesAsync("fresh and well", cancellationToken);

        Assert.Contains("had become too long", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["NULL"], world.Database.Query("select provider_session_id from agent_sessions where ended_for = 'context_full'"));
    }

    [Fact]
    public async Task A_bad_request_that_repeats_ends_on_a_fresh_session()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await StartAsync(cancellationToken);
        var bad = new ScriptedError(400, "invalid_request_error", "messages: text content blocks must be non-empty");
        world.Model.Script(
            new ScriptedReply
            {
                Match = "earlier-conversation",
                Text = "fresh and well",
                Times = 0,
            },
            new ScriptedReply
            {
                Match = Trouble,
                Error = bad,
                Times = 0,
            }
        );

        await world.Alice.SayAsync(Trouble, cancellationToken);
        await world.Alice.SeesAsync("refused the request", cancellationToken);
        await world.Alice.SayAsync(Trouble + " again", cancellationToken);
        var answer = await world.Alice.SeesAsync("fresh and well", cancellationToken);

        Assert.Contains("refused twice", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["NULL"], world.Database.Query("select provider_session_id from agent_sessions where ended_for = 'poisoned'"));
    }

    private static async Task<BotWorld> StartAsync(CancellationToken cancellationToken)
    {
        var world = await BotWorld.StartAsync(cancellationToken);
        await world.StartBotAsync(cancellationToken);
        await WarmAndResumedTests.AskAsync(world, "the first one", cancellationToken);
        return world;
    }

    private static async Task GoesOnUnderAsync(BotWorld world, string id, CancellationToken cancellationToken)
    {
        await world.SettledAsync(cancellationToken);
        Assert.Equal([id], WarmAndResumedTests.SessionIds(world));
        await WarmAndResumedTests.AskAsync(world, "and well again", cancellationToken);
        Assert.Equal([id], WarmAndResumedTests.SessionIds(world));
        Assert.Empty(world.Database.Query("select id from agent_sessions where ended_at is not null"));
    }
}

using System.Diagnostics;
using Archon.Bots.Emulators.Models;
using Archon.Bots.EndToEnd.Bot;
using Archon.Bots.EndToEnd.Sessions;

namespace Archon.Bots.EndToEnd.Controls;

public sealed class StopTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("tail -f /dev/null", "tail")]
    [InlineData("trap '' TERM; while :; do sleep 1; done", "sleep")]
    public async Task A_stop_ends_the_tools_within_two_seconds_and_the_agent_stays_warm(string command, string process)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Environment["Agents__ClaudeCode__AllowedTools__0"] = "Bash";
        world.Model.Script(new ScriptedReply { Match = "^loop for ever$", Tools = [ScriptedTool.Of("Bash", new { command })] });
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("loop for ever", cancellationToken);
        await AgentProcesses.WaitForAsync(world, process, cancellationToken);
        var claude = world.Database.Query("select agent_pid from turns where state = 'running'")[0];

        var watch = Stopwatch.StartNew();
        await world.Alice.SayAsync("/stop", cancellationToken);
        await world.Alice.SeesAsync("Stopped.", cancellationToken);
        var took = watch.Elapsed;

        Assert.True(took < _limit, $"It took {took.TotalSeconds:0.00} s.");
        Assert.Equal(
            [claude],
            AgentProcesses.Of(world).Select(left => left.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );
        Assert.Equal("echo: are you there", (await WarmAndResumedTests.AskAsync(world, "are you there", cancellationToken)).Text[^19..]);
        Assert.Equal([claude], world.Database.Query("select agent_pid from turns order by begun_at desc limit 1"));
    }

    [Fact]
    public async Task Stop_lets_the_next_waiting_message_run()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Model.Script(
            new ScriptedReply
            {
                Match = "^hang$",
                Text = "I hang",
                Hang = true,
            }
        );
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("hang", cancellationToken);
        await world.Alice.SayAsync("next in line", cancellationToken);
        await world.AskedAsync(request => request.Subject == "hang", cancellationToken);

        await world.Alice.SayAsync("/stop", cancellationToken);

        await world.Alice.SeesAsync("echo: next in line", cancellationToken);
    }

    [Fact]
    public async Task Stop_all_takes_back_what_waits_and_lists_it()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Model.Script(
            new ScriptedReply
            {
                Match = "^hang$",
                Text = "I hang",
                Hang = true,
            }
        );
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("hang", cancellationToken);
        await world.AskedAsync(request => request.Subject == "hang", cancellationToken);
        await world.Alice.SayAsync("never run this", cancellationToken);

        await world.Alice.SayAsync("/stop all", cancellationToken);

        var taken = await world.Alice.SeesAsync("Taken back", cancellationToken);
        Assert.Contains("never run this", taken.Text, StringComparison.Ordinal);
        await world.Alice.SeesAsync("Stopped.", cancellationToken);
        await world.SettledAsync(cancellationToken);
        Assert.DoesNotContain(world.Model.Requests, request => request.Subject == "never run this");
    }

    [Fact]
    public async Task The_stop_button_of_a_running_reply_stops_it()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var world = await BotWorld.StartAsync(cancellationToken);
        world.Model.Script(
            new ScriptedReply
            {
                Match = "^hang$",
                Text = "I hang",
                Hang = true,
            }
        );
        await world.StartBotAsync(cancellationToken);
        await world.Alice.SayAsync("hang", cancellationToken);
        var running = await world.Alice.SeesAsync("I hang", cancellationToken);

        var pressed = await world.Alice.ControlAsync(
            "click",
            new
            {
                message = running.Id,
                action = "Stop",
                user = "alice",
            },
            cancellationToken
        );

        Assert.True(pressed.GetProperty("answered").GetBoolean());
        var stopped = await world.Alice.SeesAsync("Stopped.", cancellationToken);
        Assert.Equal(running.Id, stopped.Id);
        Assert.Empty(stopped.Buttons);
    }
}

using Archon.Bots.Emulators.Models;
using static Archon.Bots.Emulators.Tests.Anthropic.AnthropicRig;

namespace Archon.Bots.Emulators.Tests.Anthropic;

public sealed class AnthropicScriptTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_reply_that_fits_is_used_as_often_as_it_says()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(
            new ScriptedReply
            {
                Match = "^hi",
                Times = 2,
                Text = "hello",
            },
            new ScriptedReply { Match = "hi", Text = "again?" }
        );

        string[] answers = [await rig.AskAsync("hi"), await rig.AskAsync("hi"), await rig.AskAsync("hi"), await rig.AskAsync("hi")];

        Assert.Equal(["hello", "hello", "again?", "echo: hi"], answers);
    }

    [Fact]
    public async Task A_reply_for_zero_times_is_never_used_up()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Times = 0, Text = "always" });

        string[] answers = [await rig.AskAsync("1"), await rig.AskAsync("2"), await rig.AskAsync("3")];

        Assert.Equal(["always", "always", "always"], answers);
    }

    [Fact]
    public async Task A_pattern_is_tried_on_the_tool_result_when_that_came_last()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Match = "look", Text = "wrong" }, new ScriptedReply { Match = "a\\.txt", Text = "right" });

        var answer = await rig.AskAsync(User("look"), Call("toolu_1"), Result("toolu_1", "a.txt"));

        Assert.Equal("right", answer);
    }

    [Fact]
    public async Task A_reply_for_the_main_loop_leaves_side_requests_alone()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Main = true, Text = "main" });

        var answer = await rig.AskAsync("a side request has no tools");

        Assert.Equal("echo: a side request has no tools", answer);
    }

    [Fact]
    public async Task A_reply_without_content_says_what_the_echo_says()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { DelayMs = 1 });

        var answer = await rig.AskAsync("hi");

        Assert.Equal("echo: hi", answer);
        Assert.Equal("script 1", Assert.Single(rig.Emulator.Requests).Reply);
    }

    [Fact]
    public async Task A_reply_waits_for_the_tests_signal()
    {
        await using var rig = await StartAsync();
        var signal = new TaskCompletionSource();
        rig.Emulator.Script(new ScriptedReply { After = signal.Task, Text = "now" });
        var answer = rig.AskAsync("hi");
        var request = await rig.Emulator.WaitForRequestAsync(one => one.LastUserText == "hi", Token);

        Assert.Null(request.Finished);
        signal.SetResult();

        Assert.Equal("now", await answer);
        Assert.True(await request.Ended);
    }

    [Fact]
    public async Task A_reset_forgets_script_and_requests()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Times = 0, Text = "always" });
        await rig.AskAsync("1");

        rig.Emulator.Reset();
        var answer = await rig.AskAsync("2");

        Assert.Equal("echo: 2", answer);
        Assert.Equal("2", Assert.Single(rig.Emulator.Requests).LastUserText);
    }
}

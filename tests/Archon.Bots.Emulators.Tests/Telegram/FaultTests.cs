using System.Net;
using Archon.Bots.Emulators.Telegram;

namespace Archon.Bots.Emulators.Tests.Telegram;

public sealed class FaultTests
{
    private static readonly object Message = new { chat_id = 1001, text = "hi" };

    [Fact]
    public async Task A_429_tells_the_time_to_wait_in_body_and_header()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync("fault", new { kind = "429", retryAfter = 7 });

        using var response = await rig.PostAsync("sendMessage", Message);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Contains(
            "\"retry_after\":7",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("500", HttpStatusCode.InternalServerError)]
    [InlineData("502", HttpStatusCode.BadGateway)]
    [InlineData("error", HttpStatusCode.Forbidden)]
    public async Task A_fault_strikes_as_often_as_ordered(string kind, HttpStatusCode status)
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "sendMessage",
                kind,
                error = "Forbidden: ordered",
            }
        );

        using var struck = await rig.PostAsync("sendMessage", Message);
        using var healthy = await rig.PostAsync("sendMessage", Message);

        Assert.Equal(status, struck.StatusCode);
        Assert.Equal(HttpStatusCode.OK, healthy.StatusCode);
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_work_done()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync("fault", new { kind = "reset", when = "after" });

        await Assert.ThrowsAsync<HttpRequestException>(() => rig.PostAsync("sendMessage", Message));

        Assert.Single((await rig.LookAsync("transcript"))["messages"]!.AsArray());
    }

    [Fact]
    public async Task A_reset_before_the_work_leaves_nothing()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync("fault", new { kind = "reset" });

        await Assert.ThrowsAsync<HttpRequestException>(() => rig.PostAsync("sendMessage", Message));

        Assert.Empty((await rig.LookAsync("transcript"))["messages"]!.AsArray());
    }

    [Fact]
    public async Task A_fault_with_a_match_spares_other_calls()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync("fault", new { kind = "500", match = "poison" });

        await rig.SendAsync("healthy");

        Assert.Equal("Internal Server Error", await rig.RefusalAsync("sendMessage", new { chat_id = 1001, text = "poison" }));
    }

    [Fact]
    public async Task Limits_slow_a_private_chat_after_four_messages()
    {
        await using var rig = await TelegramRig.StartAsync(new TelegramEmulatorOptions { Time = new StandingClock() });
        await rig.ControlAsync("limits", new { enforce = true });

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => rig.AskAsync("sendMessage", Message)));

        Assert.Equal(4, answers.Count(answer => (bool)answer["ok"]!));
        Assert.Contains(answers, answer => (int?)answer["parameters"]?["retry_after"] == 1);
    }

    [Fact]
    public async Task Who_does_not_wait_as_told_is_written_down()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync("fault", new { kind = "429", retryAfter = 60 });
        await rig.RefusalAsync("sendMessage", Message);

        await rig.DoAsync("sendChatAction", new { chat_id = 1001, action = "typing" });
        await rig.DoAsync("sendMessage", Message);

        var violation = Assert.Single((await rig.LookAsync("violations"))["violations"]!.AsArray());
        Assert.Equal("retry_before_retry_after", (string?)violation!["code"]);
    }

    [Fact]
    public async Task In_an_outage_every_connection_is_reset()
    {
        await using var rig = await TelegramRig.StartAsync();
        await rig.ControlAsync("disconnect", new { mode = "outage", ms = 60_000 });

        await Assert.ThrowsAsync<HttpRequestException>(() => rig.PostAsync("getMe", new { }));
    }

    private sealed class StandingClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}

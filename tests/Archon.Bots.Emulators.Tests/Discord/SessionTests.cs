using Archon.Bots.Emulators.Discord;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Emulators.Tests.Discord;

public sealed class SessionTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task A_session_begins_with_READY_and_the_server()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, hello) = await GatewaySocket.OpenAsync(rig.Gateway);
        using var connection = socket;

        await socket.IdentifyAsync(rig.Token);
        var ready = await socket.EventAsync("READY");
        var guild = await socket.EventAsync("GUILD_CREATE");

        Assert.Equal((10, 41_250), ((int)hello["op"]!, (int)hello["d"]!["heartbeat_interval"]!));
        Assert.Equal((10, rig.Bot), ((int)ready["d"]!["v"]!, (string?)ready["d"]!["user"]!["id"]));
        Assert.Equal((1, 2), ((int)ready["s"]!, (int)guild["s"]!));
        Assert.Contains(guild["d"]!["channels"]!.AsArray(), channel => (string?)channel!["name"] == "general");
    }

    [Theory]
    [InlineData("token", "no.such.token", GatewaySocket.Usual, 4004)]
    [InlineData("intents", null, 1 << 27, 4013)]
    public async Task A_session_on_the_wrong_terms_is_closed(string what, string? token, int intents, int code)
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, _) = await GatewaySocket.OpenAsync(rig.Gateway);
        using var connection = socket;

        await socket.IdentifyAsync(token ?? rig.Token, intents);

        Assert.Equal(code, await socket.EndAsync());
        Assert.Contains(await rig.ViolationsAsync(), violation => violation.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_content_of_messages_is_refused_where_the_portal_does_not_allow_it()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ControlAsync("flags", new { messageContent = false });
        var (socket, _) = await GatewaySocket.OpenAsync(rig.Gateway);
        using var connection = socket;

        await socket.IdentifyAsync(rig.Token);

        Assert.Equal(4014, await socket.EndAsync());
    }

    [Fact]
    public async Task Without_that_intent_only_what_is_said_to_the_bot_can_be_read()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, _) = await GatewaySocket.BeginAsync(rig, GatewaySocket.Usual & ~(1 << 15));
        using var connection = socket;

        await rig.SayAsync("to all");
        await rig.SayAsync("to you", mention: true);

        Assert.Equal("", (string?)(await socket.EventAsync("MESSAGE_CREATE"))["d"]!["content"]);
        Assert.EndsWith("to you", (string?)(await socket.EventAsync("MESSAGE_CREATE"))["d"]!["content"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_missed_is_told_when_a_session_goes_on_and_nothing_twice()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (first, ready) = await GatewaySocket.BeginAsync(rig);
        await rig.SayAsync("seen");
        var seen = (long)(await first.EventAsync("MESSAGE_CREATE"))["s"]!;
        await rig.ControlAsync("disconnect", new { mode = "abrupt" });
        await first.EndAsync();
        first.Dispose();
        await rig.SayAsync("missed");

        var (second, _) = await GatewaySocket.OpenAsync(new Uri((string)ready["d"]!["resume_gateway_url"]!));
        using var connection = second;
        await second.ResumeAsync(rig.Token, ready, seen);
        var missed = (await second.ReceiveAsync())!;

        Assert.Equal(("MESSAGE_CREATE", "missed"), ((string?)missed["t"], (string?)missed["d"]!["content"]));
        Assert.Equal("RESUMED", (string?)(await second.ReceiveAsync())!["t"]);
        Assert.DoesNotContain("resume_not_on_resume_gateway_url", await rig.ViolationsAsync());
    }

    [Fact]
    public async Task A_session_that_is_not_known_has_to_begin_anew()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, _) = await GatewaySocket.OpenAsync(rig.Gateway);
        using var connection = socket;

        await socket.ResumeAsync(rig.Token, ready: null, 1);

        Assert.False((bool)(await socket.OpAsync(9))["d"]!);
    }

    [Fact]
    public async Task A_session_that_is_ahead_of_Discord_is_closed()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (first, ready) = await GatewaySocket.BeginAsync(rig);
        using var old = first;
        var (socket, _) = await GatewaySocket.OpenAsync(rig.Gateway);
        using var connection = socket;

        await socket.ResumeAsync(rig.Token, ready, 1_000);

        Assert.Equal(4007, await socket.EndAsync());
    }

    [Fact]
    public async Task A_session_is_forgotten_after_its_time()
    {
        await using var rig = await DiscordRig.StartAsync(new DiscordEmulatorOptions { Time = _time });
        var (first, ready) = await GatewaySocket.BeginAsync(rig);
        await rig.ControlAsync("disconnect", new { mode = "abrupt" });
        await first.EndAsync();
        first.Dispose();
        // Its end is known to the emulator when nobody is connected any more.
        while ((await rig.LookAsync("state"))["connections"]!.AsArray().Count > 0) { }

        _time.Advance(TimeSpan.FromSeconds(181));
        var (second, _) = await GatewaySocket.OpenAsync(rig.Gateway);
        using var connection = second;
        await second.ResumeAsync(rig.Token, ready, 1);

        Assert.False((bool)(await second.OpAsync(9))["d"]!);
    }

    [Fact]
    public async Task A_second_identify_within_five_seconds_has_to_wait()
    {
        await using var rig = await DiscordRig.StartAsync(new DiscordEmulatorOptions { Time = _time });
        var (first, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = first;
        var (second, _) = await GatewaySocket.OpenAsync(rig.Gateway);
        using var other = second;

        await second.IdentifyAsync(rig.Token);
        var refused = await second.OpAsync(9);
        _time.Advance(TimeSpan.FromSeconds(5));
        await second.IdentifyAsync(rig.Token);

        Assert.False((bool)refused["d"]!);
        await second.EventAsync("READY");
        Assert.Contains("identify_rate", await rig.ViolationsAsync());
    }

    [Fact]
    public async Task A_client_that_says_goodbye_has_no_session_any_more()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (first, ready) = await GatewaySocket.BeginAsync(rig);
        await first.CloseAsync(1000);
        await first.EndAsync();
        first.Dispose();

        var (second, _) = await GatewaySocket.OpenAsync(rig.Gateway);
        using var connection = second;
        await second.ResumeAsync(rig.Token, ready, 1);

        Assert.False((bool)(await second.OpAsync(9))["d"]!);
    }
}

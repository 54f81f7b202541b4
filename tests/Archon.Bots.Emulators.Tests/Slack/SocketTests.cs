using System.Net.WebSockets;
using Archon.Bots.Emulators.Slack;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class SocketTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Hello_tells_how_many_connections_there_are()
    {
        await using var rig = await SlackRig.StartAsync();

        using var first = await SlackSocket.OpenAsync(rig);
        using var second = await SlackSocket.OpenAsync(rig);

        Assert.Equal("hello", (string?)first.Hello["type"]);
        Assert.Equal(1, (int?)first.Hello["num_connections"]);
        Assert.Equal(2, (int?)second.Hello["num_connections"]);
    }

    [Fact]
    public async Task An_address_opens_one_connection()
    {
        await using var rig = await SlackRig.StartAsync();
        var address = await SlackSocket.AddressAsync(rig);
        using var first = new ClientWebSocket();
        using var second = new ClientWebSocket();

        await first.ConnectAsync(address, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<WebSocketException>(() => second.ConnectAsync(address, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_event_that_is_not_acknowledged_comes_three_times_more()
    {
        await using var rig = await SlackRig.StartAsync(new SlackEmulatorOptions { AckWindow = Soon, RetrySchedule = [0, 0, 0] });
        using var socket = await SlackSocket.OpenAsync(rig);
        await rig.SayAsync("hi");

        var first = (await socket.ReceiveAsync())!;
        var second = (await socket.ReceiveAsync())!;
        await socket.ReceiveAsync();
        var last = (await socket.ReceiveAsync())!;

        Assert.Equal((0, ""), ((int)first["retry_attempt"]!, (string)first["retry_reason"]!));
        Assert.Equal((3, "timeout"), ((int)last["retry_attempt"]!, (string)last["retry_reason"]!));
        Assert.Equal((string?)first["payload"]!["event_id"], (string?)last["payload"]!["event_id"]);
        Assert.NotEqual((string?)first["envelope_id"], (string?)second["envelope_id"]);
        Assert.Contains((await rig.LookAsync("violations"))["violations"]!.AsArray(), wrong => (string?)wrong!["code"] == "not_acked");
    }

    [Fact]
    public async Task A_command_that_is_not_acknowledged_does_not_come_again()
    {
        await using var rig = await SlackRig.StartAsync(new SlackEmulatorOptions { AckWindow = Soon, RetrySchedule = [0, 0, 0] });
        using var socket = await SlackSocket.OpenAsync(rig);

        var answer = await rig.ControlAsync("command", new { command = "/ask", waitMs = 500 });
        await rig.SayAsync("hi");

        Assert.False((bool)answer["acked"]!);
        Assert.Equal("slash_commands", (string?)(await socket.ReceiveAsync())!["type"]);
        Assert.Equal("events_api", (string?)(await socket.TakeAsync())["type"]);
    }

    [Fact]
    public async Task What_happens_while_nobody_is_connected_waits()
    {
        await using var rig = await SlackRig.StartAsync();
        await rig.SayAsync("one");
        await rig.SayAsync("two");

        using var socket = await SlackSocket.OpenAsync(rig);

        Assert.Equal("one", (string?)(await socket.EventAsync())["text"]);
        Assert.Equal("two", (string?)(await socket.EventAsync())["text"]);
    }

    [Fact]
    public async Task A_refresh_is_announced_and_the_new_connection_gets_what_comes()
    {
        await using var rig = await SlackRig.StartAsync();
        using var old = await SlackSocket.OpenAsync(rig);

        await rig.ControlAsync("disconnect", new { mode = "refresh_requested" });
        var notice = (await old.ReceiveAsync())!;
        using var fresh = await SlackSocket.OpenAsync(rig);
        await rig.SayAsync("hi");

        Assert.Equal(("disconnect", "refresh_requested"), ((string?)notice["type"], (string?)notice["reason"]));
        Assert.Equal("hi", (string?)(await fresh.EventAsync())["text"]);
    }

    [Fact]
    public async Task An_abrupt_end_has_no_farewell()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);

        await rig.ControlAsync("disconnect", new { mode = "close" });

        await Assert.ThrowsAsync<WebSocketException>(socket.ReceiveAsync);
    }

    [Fact]
    public async Task What_was_told_to_a_connection_that_ended_comes_on_the_next()
    {
        await using var rig = await SlackRig.StartAsync(new SlackEmulatorOptions { AckWindow = Soon, RetrySchedule = [0, 0, 0] });
        using var old = await SlackSocket.OpenAsync(rig);
        await rig.ControlAsync("disconnect", new { mode = "close" });
        string[] said = [await rig.SayAsync("one"), await rig.SayAsync("two"), await rig.SayAsync("three")];

        using var fresh = await SlackSocket.OpenAsync(rig);
        var heard = new SortedSet<string>(StringComparer.Ordinal);
        while (heard.Count < said.Length)
        {
            heard.Add((string)(await fresh.EventAsync())["ts"]!);
        }

        Assert.Equal(said, heard);
    }

    [Fact]
    public async Task A_connection_can_be_refused()
    {
        await using var rig = await SlackRig.StartAsync();
        await rig.ControlAsync("fault", new { method = "ws", kind = "500" });

        await Assert.ThrowsAsync<WebSocketException>(() => SlackSocket.OpenAsync(rig));

        using var socket = await SlackSocket.OpenAsync(rig);
        Assert.Equal("hello", (string?)socket.Hello["type"]);
    }

    [Fact]
    public async Task A_redelivery_is_the_same_event_in_a_new_envelope()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var ts = await rig.SayAsync("hi");
        var first = await socket.TakeAsync();

        await rig.ControlAsync("redeliver", new { id = ts, reason = "http_error" });

        var again = await socket.TakeAsync();
        Assert.Equal((string?)first["payload"]!["event_id"], (string?)again["payload"]!["event_id"]);
        Assert.NotEqual((string?)first["envelope_id"], (string?)again["envelope_id"]);
        Assert.Equal((1, "http_error"), ((int)again["retry_attempt"]!, (string)again["retry_reason"]!));
    }

    [Fact]
    public async Task An_acknowledgement_on_another_connection_is_noticed()
    {
        await using var rig = await SlackRig.StartAsync();
        using var socket = await SlackSocket.OpenAsync(rig);
        var commanding = rig.ControlAsync("command", new { command = "/ask" });
        var envelope = (await socket.ReceiveAsync())!;

        using var other = await SlackSocket.OpenAsync(rig);
        await other.AcknowledgeAsync(envelope);
        await commanding;

        Assert.Contains(
            (await rig.LookAsync("violations"))["violations"]!.AsArray(),
            wrong => (string?)wrong!["code"] == "acked_elsewhere"
        );
    }
}

using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using Archon.Bots.Emulators.Discord;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Emulators.Tests.Discord;

public sealed class TroubleTests
{
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("op7", 7, null)]
    [InlineData("op9-resumable", 9, true)]
    [InlineData("op9-fatal", 9, false)]
    public async Task Discord_tells_why_a_connection_has_to_end(string mode, int op, bool? resumable)
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = socket;

        await rig.ControlAsync("disconnect", new { mode });

        Assert.Equal(resumable, (bool?)(await socket.OpAsync(op))["d"]);
    }

    [Fact]
    public async Task A_connection_is_closed_with_the_code_that_was_ordered()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = socket;

        await rig.ControlAsync("disconnect", new { mode = "close", code = 4008 });

        Assert.Equal(4008, await socket.EndAsync());
    }

    [Fact]
    public async Task A_heartbeat_is_answered_unless_the_connection_has_died_unseen()
    {
        await using var rig = await DiscordRig.StartAsync();
        var (socket, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = socket;
        await socket.SendAsync(1, 2);
        await socket.OpAsync(11);

        await rig.ControlAsync("heartbeat", new { ack = false, freeze = true });
        await rig.SayAsync("told to nobody");
        for (var beat = 0; beat < 4; beat++)
        {
            await socket.SendAsync(1, 2);
        }

        // One that is asked for comes all the same: between the last answer and it there was nothing.
        while (!(await rig.ViolationsAsync()).Contains("zombie_not_detected")) { }
        await rig.ControlAsync("heartbeat", new { request = true });
        Assert.Equal(1, (int)(await socket.ReceiveAsync())!["op"]!);
    }

    [Fact]
    public async Task Who_sends_no_heartbeat_is_dropped()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var rig = await DiscordRig.StartAsync(new DiscordEmulatorOptions { Time = time });
        var (socket, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = socket;
        var ended = socket.EndAsync();

        while (!ended.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(20));
            await Task.Yield();
        }

        Assert.Equal(4000, await ended);
        Assert.Contains("heartbeat_missed", await rig.ViolationsAsync());
    }

    [Theory]
    [InlineData("no frame at all", 4002)]
    [InlineData("""{"op":77,"d":null}""", 4001)]
    [InlineData("""{"op":3,"d":{}}""", 4003)]
    public async Task Frames_that_make_no_sense_end_the_connection(string frame, int code)
    {
        await using var rig = await DiscordRig.StartAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(rig.Gateway, Ended);

        await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, Ended);

        var buffer = new byte[4_096];
        while ((await socket.ReceiveAsync(buffer.AsMemory(), Ended)).MessageType != WebSocketMessageType.Close) { }
        Assert.Equal(code, (int?)socket.CloseStatus);
    }

    [Fact]
    public async Task Coming_connections_can_be_refused()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ControlAsync("gateway-fault", new { kind = "502", count = 1 });
        using var socket = new ClientWebSocket();

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(rig.Gateway, Ended));

        var (second, hello) = await GatewaySocket.OpenAsync(rig.Gateway);
        second.Dispose();
        Assert.Equal(10, (int)hello["op"]!);
    }

    [Fact]
    public async Task Frames_come_as_one_zlib_stream_where_that_is_asked_for()
    {
        await using var rig = await DiscordRig.StartAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(rig.Gateway, "?v=10&encoding=json&compress=zlib-stream"), Ended);

        var buffer = new byte[4_096];
        var first = await socket.ReceiveAsync(buffer.AsMemory(), Ended);

        using var read = new StreamReader(new ZLibStream(new MemoryStream(buffer, 0, first.Count), CompressionMode.Decompress));
        Assert.Equal((WebSocketMessageType.Binary, true), (first.MessageType, first.EndOfMessage));
        Assert.Contains("heartbeat_interval", await read.ReadToEndAsync(Ended), StringComparison.Ordinal);
    }
}

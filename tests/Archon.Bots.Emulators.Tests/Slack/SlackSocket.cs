using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Tests.Slack;

/// <summary>The app's connection, with nothing between the test and the wire.</summary>
internal sealed class SlackSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    private SlackSocket() { }

    /// <summary>The first frame.</summary>
    public JsonNode Hello { get; private set; } = new JsonObject();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static async Task<SlackSocket> OpenAsync(SlackRig rig)
    {
        var socket = new SlackSocket();
        await socket._socket.ConnectAsync(await AddressAsync(rig), Ended);
        socket.Hello = (await socket.ReceiveAsync())!;
        await rig.LookAsync("wait?connections=1");
        return socket;
    }

    public static async Task<Uri> AddressAsync(SlackRig rig) =>
        new((string)(await rig.AskAsync("apps.connections.open", new { }, SlackRig.AppToken))["url"]!);

    /// <returns>Null: Slack has closed it.</returns>
    public async Task<JsonNode?> ReceiveAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            await message.WriteAsync(buffer.AsMemory(0, part.Count), limit.Token);
            if (part.EndOfMessage)
            {
                return JsonNode.Parse(Encoding.UTF8.GetString(message.ToArray()));
            }
        }
    }

    public async Task AcknowledgeAsync(JsonNode envelope, object? payload = null)
    {
        var frame = JsonSerializer.Serialize(new { envelope_id = (string?)envelope["envelope_id"], payload = payload ?? new { } });
        await _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, Ended);
    }

    /// <summary>The next envelope, acknowledged.</summary>
    public async Task<JsonNode> TakeAsync(object? payload = null)
    {
        var envelope = (await ReceiveAsync())!;
        await AcknowledgeAsync(envelope, payload);
        return envelope;
    }

    /// <summary>The next event, acknowledged.</summary>
    public async Task<JsonNode> EventAsync() => (await TakeAsync())["payload"]!["event"]!;

    public void Dispose() => _socket.Dispose();
}

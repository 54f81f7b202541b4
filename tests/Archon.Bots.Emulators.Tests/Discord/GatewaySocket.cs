using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Tests.Discord;

/// <summary>The bot's connection, with nothing between the test and the wire.</summary>
internal sealed class GatewaySocket : IDisposable
{
    /// <summary>What the bot asks for: servers, messages, reactions, direct messages, the content of messages.</summary>
    public const int Usual = 1 | (1 << 9) | (1 << 10) | (1 << 12) | (1 << 15);

    private readonly ClientWebSocket _socket = new();

    private GatewaySocket() { }

    /// <summary>Not null: it was closed by the emulator.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <summary>Connected, with hello received.</summary>
    public static async Task<(GatewaySocket Socket, JsonNode Hello)> OpenAsync(Uri address)
    {
        var socket = new GatewaySocket();
        await socket._socket.ConnectAsync(new Uri(address, "?v=10&encoding=json"), Ended);
        return (socket, (await socket.ReceiveAsync())!);
    }

    /// <summary>A session that has begun.</summary>
    public static async Task<(GatewaySocket Socket, JsonNode Ready)> BeginAsync(DiscordRig rig, int intents = Usual)
    {
        var (socket, _) = await OpenAsync(rig.Gateway);
        await socket.IdentifyAsync(rig.Token, intents);
        return (socket, await socket.EventAsync("READY"));
    }

    public Task IdentifyAsync(string token, int intents = Usual) =>
        SendAsync(
            2,
            new
            {
                token,
                intents,
                properties = new
                {
                    os = "linux",
                    browser = "rig",
                    device = "rig",
                },
            }
        );

    public Task ResumeAsync(string token, JsonNode? ready, long sequence) =>
        SendAsync(
            6,
            new
            {
                token,
                session_id = $"{ready?["d"]?["session_id"]}",
                seq = sequence,
            }
        );

    public async Task SendAsync(int op, object? data)
    {
        var frame = JsonSerializer.Serialize(new { op, d = data });
        await _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, Ended);
    }

    /// <returns>Null: the connection has ended.</returns>
    public async Task<JsonNode?> ReceiveAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
            }
            catch (WebSocketException)
            {
                return null;
            }

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

    /// <summary>The next event of that name; others are passed over.</summary>
    public async Task<JsonNode> EventAsync(string name)
    {
        while (await ReceiveAsync() is { } frame)
        {
            if ((string?)frame["t"] == name)
            {
                return frame;
            }
        }

        throw new InvalidOperationException($"The connection ended ({CloseCode}) before {name}.");
    }

    /// <summary>The next frame with that number; others are passed over.</summary>
    public async Task<JsonNode> OpAsync(int op)
    {
        while (await ReceiveAsync() is { } frame)
        {
            if ((int?)frame["op"] == op)
            {
                return frame;
            }
        }

        throw new InvalidOperationException($"The connection ended ({CloseCode}) before op {op}.");
    }

    /// <summary>Returns when the emulator has closed it.</summary>
    /// <returns>Its code; null: there was none.</returns>
    public async Task<int?> EndAsync()
    {
        while (await ReceiveAsync() is not null) { }

        return CloseCode;
    }

    public Task CloseAsync(int code) => _socket.CloseOutputAsync((WebSocketCloseStatus)code, "", Ended);

    public void Dispose() => _socket.Dispose();
}

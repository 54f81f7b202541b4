using System.Net.WebSockets;
using System.Text.Json;

namespace Archon.Bots.Bench.Servers;

/// <summary>The least that Socket Mode wants: every envelope is acknowledged, and nothing else is done with it.</summary>
internal static class BareSlack
{
    public static async Task<int> RunAsync(string api)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(api), "apps.connections.open"));
        request.Headers.Authorization = new("Bearer", SlackDesk.AppToken);
        using var response = await http.SendAsync(request);
        using var ticket = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(ticket.RootElement.GetProperty("url").GetString()!), CancellationToken.None);
        await Console.Out.WriteLineAsync("ready");
        using var frame = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                return 0;
            }

            await frame.WriteAsync(buffer.AsMemory(0, read.Count));
            if (read.EndOfMessage)
            {
                await AcknowledgeAsync(socket, frame.GetBuffer().AsMemory(0, (int)frame.Length));
                frame.SetLength(0);
            }
        }
    }

    private static async Task AcknowledgeAsync(ClientWebSocket socket, ReadOnlyMemory<byte> frame)
    {
        using var envelope = JsonDocument.Parse(frame);
        if (envelope.RootElement.TryGetProperty("envelope_id", out var id))
        {
            var answer = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string?> { ["envelope_id"] = id.GetString() });
            await socket.SendAsync(answer, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
    }
}

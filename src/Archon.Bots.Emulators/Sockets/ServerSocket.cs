using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Microsoft.AspNetCore.Http.Features;

namespace Archon.Bots.Emulators.Sockets;

/// <summary>One connection of the app.</summary>
internal sealed class ServerSocket : IDisposable
{
    /// <summary>Source: RFC 6455, section 1.3.</summary>
    private const string Accepting = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private readonly HttpContext _context;
    private readonly DeafStream _stream;
    private readonly WebSocket _socket;
    private readonly ZlibStreamWriter? _compressing;

    /// <summary>Never disposed: whoever is about to send when the connection ends must find it.</summary>
    private readonly SemaphoreSlim _sending = new(1, 1);

    private ServerSocket(HttpContext context, DeafStream stream, TimeSpan pingInterval, bool compresses)
    {
        _compressing = compresses ? new ZlibStreamWriter() : null;
        _context = context;
        _stream = stream;
        _socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = pingInterval });
    }

    /// <summary>Whether it gets what is new.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>What the client has closed it with; null: it has not, or without a code.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    /// <summary>The host that the client called it by.</summary>
    public string Host => _context.Request.Host.Host;

    /// <param name="compresses">Whether all that is sent is one zlib stream, in binary frames.</param>
    public static async Task<ServerSocket?> OpenAsync(HttpContext context, TimeSpan pingInterval, bool compresses = false)
    {
        var key = context.Request.Headers.SecWebSocketKey.ToString();
        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade || key.Length == 0)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return null;
        }

        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.Upgrade = "websocket";
#pragma warning disable CA5350 // the protocol wants SHA-1
        context.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Accepting)));
#pragma warning restore CA5350
        return new ServerSocket(context, new DeafStream(await upgrade.UpgradeAsync()), pingInterval, compresses);
    }

    public async Task SendAsync(JsonObject frame, CancellationToken cancellationToken)
    {
        await SendAsync(frame.ToJsonString(JsonText.Options), cancellationToken);
    }

    public async Task SendAsync(string frame, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            var (bytes, type) = _compressing is null
                ? (Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text)
                : (_compressing.Write(frame), WebSocketMessageType.Binary);
            await _socket.SendAsync(bytes, type, endOfMessage: true, cancellationToken);
        }
        catch (Exception exception)
            when (exception is WebSocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // It is gone: whoever waits for an acknowledgement will not get one.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <returns>Null: it has ended, or what came is no JSON.</returns>
    public async Task<JsonObject?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReceiveTextAsync(cancellationToken) is { } text ? JsonNode.Parse(text) as JsonObject ?? [] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null: it has ended.</returns>
    public async Task<string?> ReceiveTextAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                    return null;
                }

                await message.WriteAsync(buffer.AsMemory(0, part.Count), cancellationToken);
                if (part.EndOfMessage)
                {
                    return Encoding.UTF8.GetString(message.ToArray());
                }
            }
        }
        catch (Exception exception)
            when (exception is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            return null;
        }
    }

    public void GoDeaf() => _stream.IsDeaf = true;

    /// <summary>Without a farewell.</summary>
    public void Break() => Connection.Reset(_context);

    public Task CloseAsync(CancellationToken cancellationToken) =>
        CloseAsync((int)WebSocketCloseStatus.NormalClosure, "", cancellationToken);

    public async Task CloseAsync(int code, string reason, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or IOException)
        {
            // It is gone already.
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _compressing?.Dispose();
        _stream.Dispose();
    }
}

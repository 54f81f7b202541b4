using System.Buffers;
using System.Net.WebSockets;
using System.Text;

namespace Archon.Bots.Core.Connections;

/// <summary>
/// A WebSocket of text messages: whole ones in, one at a time out. One that does not answer pings breaks off, so that a connection whose
/// other end is gone without a word is noticed.
/// </summary>
public sealed class TextSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly int _longest;

    /// <param name="longest">Unit: bytes of one message.</param>
    /// <param name="pingInterval">How often the other end is asked; it may be silent for twice as long.</param>
    private TextSocket(TimeSpan pingInterval, int longest)
    {
        _longest = longest;
        _socket.Options.KeepAliveInterval = pingInterval;
        _socket.Options.KeepAliveTimeout = pingInterval * 2;
    }

    public bool IsOpen => _socket.State == WebSocketState.Open;

    /// <summary>What the other end has closed it with; null: it has not, or broke off without a word.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    /// <exception cref="WebSocketException">It cannot be reached.</exception>
    public static async Task<TextSocket> ConnectAsync(Uri address, TimeSpan pingInterval, int longest, CancellationToken cancellationToken)
    {
        var socket = new TextSocket(pingInterval, longest);
        try
        {
            await socket._socket.ConnectAsync(address, cancellationToken);
            return socket;
        }
        catch
        {
            await socket.DisposeAsync();
            throw;
        }
    }

    /// <returns>Null: the other end has closed it.</returns>
    /// <exception cref="WebSocketException">It broke off, does not answer, or sent more than one message may be long.</exception>
    public async Task<string?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        var message = new ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                message.Write(buffer.AsSpan(0, part.Count));
                if (message.WrittenCount > _longest)
                {
                    throw new WebSocketException(WebSocketError.Faulted, $"A message of more than {_longest} bytes came.");
                }

                if (!part.EndOfMessage)
                {
                    continue;
                }

                if (part.MessageType == WebSocketMessageType.Text)
                {
                    return Encoding.UTF8.GetString(message.WrittenSpan);
                }

                message.ResetWrittenCount();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <exception cref="WebSocketException">It is closed, or broke off.</exception>
    public async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Says that we are done; what still comes can be read. Best effort.</summary>
    /// <param name="code">1000, or one of 3000-4999 that the other end knows. Source: RFC 6455, section 7.4.</param>
    public async Task CloseAsync(int code, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (IsOpen)
            {
                await _socket.CloseOutputAsync((WebSocketCloseStatus)code, null, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Breaks it off: who reads or sends gets a <see cref="WebSocketException"/> at once.</summary>
    public void Abort() => _socket.Abort();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _sending.Dispose();
        return ValueTask.CompletedTask;
    }
}

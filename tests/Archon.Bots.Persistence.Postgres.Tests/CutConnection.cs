using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Archon.Bots.Persistence.Postgres.Tests;

/// <summary>A wire to the server that passes everything on, until a command is answered that it was told to cut at: that answer is lost.</summary>
internal sealed class CutConnection : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly Task _accepting;
    private byte[]? _command;

    internal CutConnection(NpgsqlConnectionStringBuilder server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal string Through(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
        }.ConnectionString;

    /// <summary>Once. The NUL ends a query's text on the wire: READ COMMITTED is no COMMIT.</summary>
    internal void Cut(string command) => Volatile.Write(ref _command, Encoding.ASCII.GetBytes(command + '\0'));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var wires = new List<Task>();
        try
        {
            while (true)
            {
                wires.Add(PassAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(wires);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(_server.Host!, _server.Port, _end.Token);
        var isCut = false;
        var there = CopyAsync(
            near.GetStream(),
            far.GetStream(),
            bytes =>
            {
                isCut |= Volatile.Read(ref _command) is { } command && bytes.IndexOf(command) >= 0;
                return false;
            }
        );
        var back = CopyAsync(far.GetStream(), near.GetStream(), _ => isCut);
        await Task.WhenAny(there, back);
        if (isCut)
        {
            Volatile.Write(ref _command, null);
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, ReadTest endsAt)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _end.Token) is > 0 and var length && !endsAt(buffer.AsSpan(0, length)))
            {
                await to.WriteAsync(buffer.AsMemory(0, length), _end.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The other side has ended.
        }
    }

    private delegate bool ReadTest(ReadOnlySpan<byte> bytes);
}

using System.Net.WebSockets;
using System.Text.Json;
using Archon.Bots.Core.Connections;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Discord.Gateway;

/// <summary>One connection to the gateway, from its hello to its end. Source: Discord, gateway, connection lifecycle.</summary>
internal sealed class GatewayConnection : IAsyncDisposable
{
    /// <summary>Unit: bytes of one frame. An estimate: a server with thousands of channels comes in one.</summary>
    private const int LongestFrame = 32 * 1024 * 1024;

    /// <summary>How many dispatches are worked on at a time.</summary>
    private const int AtOnce = 64;

    /// <summary>Any code but 1000 and 1001, which would end the session. Source: Discord, gateway, disconnecting.</summary>
    private const int ComesBack = 4000;

    private static readonly TimeSpan _pingInterval = TimeSpan.FromSeconds(20);

    /// <summary>An estimate: hello comes at once, and a session of many servers within seconds.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>A dead connection does not keep us: it is broken off.</summary>
    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(1);

    private readonly TextSocket _socket;
    private readonly IGatewaySink _sink;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Heartbeat _heartbeat;
    private readonly Lanes _lanes = new();
    private readonly SemaphoreSlim _room = new(AtOnce, AtOnce);
    private readonly TaskCompletionSource<GatewayEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<Task> _working = [];

    /// <summary>What is gone on with, or has begun; null: neither.</summary>
    private GatewayLife? _life;

    private bool _stands;

    private GatewayConnection(TextSocket socket, IGatewaySink sink, TimeProvider time, ILogger logger)
    {
        _socket = socket;
        _sink = sink;
        _time = time;
        _logger = logger;
        _heartbeat = new Heartbeat(time);
    }

    /// <summary>Called with the session when it has begun, or goes on.</summary>
    public required Action<GatewayLife> Stands { get; init; }

    /// <summary>Called when something has come.</summary>
    public required Action Proven { get; init; }

    /// <param name="address">Without its query.</param>
    /// <exception cref="WebSocketException">It cannot be reached.</exception>
    public static async Task<GatewayConnection> OpenAsync(
        string address,
        IGatewaySink sink,
        (Action<GatewayLife> Stands, Action Proven) calls,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        var query = new Uri(address.TrimEnd('/') + "/?v=10&encoding=json");
        var socket = await TextSocket.ConnectAsync(query, _pingInterval, LongestFrame, cancellationToken);
        return new GatewayConnection(socket, sink, time, logger) { Stands = calls.Stands, Proven = calls.Proven };
    }

    /// <summary>Hands over what comes until the connection ends.</summary>
    /// <param name="greeting">What is sent after the hello: Identify or Resume.</param>
    /// <param name="life">What is gone on with; null: a session is to begin.</param>
    /// <param name="shard">As the sink is told.</param>
    public async Task<GatewayEnd> RunAsync(string greeting, GatewayLife? life, int shard, CancellationToken cancellationToken)
    {
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _life = life;
        var reading = ReadAsync(greeting, shard, running.Token);
        var watching = WatchAsync(running.Token);
        try
        {
            var end = await await Task.WhenAny(reading, _ended.Task);
            cancellationToken.ThrowIfCancellationRequested();
            return end;
        }
        finally
        {
            await CloseAsync();
            await running.CancelAsync();
            await Task.WhenAll([reading, watching, .. _working]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _socket.DisposeAsync();
        _room.Dispose();
    }

    private async Task<GatewayEnd> ReadAsync(string greeting, int shard, CancellationToken cancellationToken)
    {
        try
        {
            while (await _socket.ReceiveAsync(cancellationToken) is { } text)
            {
                if (GatewayFrame.Parse(text) is not { } frame)
                {
                    _logger.FrameNotRead(text.Length);
                }
                else if (frame is { Op: GatewayOp.Hello } && frame.D.Deserialize(GatewayJson.Default.GatewayHello) is { } hello)
                {
                    _ = BeatAsync(TimeSpan.FromMilliseconds(hello.HeartbeatInterval), cancellationToken);
                    await _socket.SendAsync(greeting, cancellationToken);
                }
                else if (frame.Op == GatewayOp.Dispatch)
                {
                    await DispatchAsync(frame, shard, cancellationToken);
                }
                else if (await AnswerAsync(frame, cancellationToken) is { } end)
                {
                    return end;
                }

                Proven();
            }

            return GatewayEnd.Of(_socket.CloseCode);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException)
        {
            return new GatewayEnd.Resume($"it broke off: {exception.Message}");
        }
    }

    /// <returns>Not null: the connection is over.</returns>
    private async Task<GatewayEnd?> AnswerAsync(GatewayFrame frame, CancellationToken cancellationToken)
    {
        switch (frame.Op)
        {
            case GatewayOp.HeartbeatAcknowledged:
                _heartbeat.Answer();
                return null;
            case GatewayOp.Heartbeat:
                await BeatOnceAsync(cancellationToken);
                return null;
            case GatewayOp.Reconnect:
                return new GatewayEnd.Resume("Discord wants a fresh connection");
            case GatewayOp.InvalidSession:
                return frame.D.ValueKind == JsonValueKind.True
                    ? new GatewayEnd.Resume("Discord wants the session to be resumed")
                    : new GatewayEnd.Identify("Discord does not know the session any more");
            default:
                _logger.OpLeft(frame.Op);
                return null;
        }
    }

    private async Task DispatchAsync(GatewayFrame frame, int shard, CancellationToken cancellationToken)
    {
        if (frame.T == "READY")
        {
            var ready = frame.D.Deserialize(GatewayJson.Default.GatewayReady)!;
            _life = new GatewayLife(ready.SessionId ?? "", ready.ResumeGatewayUrl ?? "", new GatewayProgress(frame.S));
            _sink.Begun(shard, ready);
            Stand(_life);
            return;
        }

        if (_life is not { Progress: { } progress } life || frame.S is not { } sequence)
        {
            return;
        }

        progress.Begin(sequence);
        if (frame.T == "RESUMED")
        {
            Stand(life);
        }

        if (GatewayLane.Of(frame) is not { } lane)
        {
            _sink.Know(frame);
            progress.End(sequence);
            return;
        }

        await _room.WaitAsync(cancellationToken);
        _working =
        [
            .. _working.Where(task => !task.IsCompleted),
            _lanes.AddAsync(lane, () => TakeAsync(frame, progress, sequence, cancellationToken)),
        ];
    }

    private async Task TakeAsync(GatewayFrame frame, GatewayProgress progress, long sequence, CancellationToken cancellationToken)
    {
        try
        {
            if (!_ended.Task.IsCompleted)
            {
                await _sink.ReceiveAsync(frame, cancellationToken);
                progress.End(sequence);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // There is no acknowledgement: to go on with the session from here has Discord send it again, and the inbox knows what it has.
            _logger.DispatchNotTaken(frame.T ?? "", exception);
            _ended.TrySetResult(new GatewayEnd.Resume("what came could not be stored"));
        }
        catch (OperationCanceledException)
        {
            // The connection ends; it is sent again.
        }
        finally
        {
            _room.Release();
        }
    }

    private void Stand(GatewayLife life)
    {
        _stands = true;
        Stands(life);
    }

    private async Task BeatAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        try
        {
            await _heartbeat.RunAsync(interval, () => BeatOnceAsync(cancellationToken), cancellationToken);
            _ended.TrySetResult(new GatewayEnd.Resume("a heartbeat was not answered"));
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Whoever reads learns of it, too.
        }
    }

    private Task BeatOnceAsync(CancellationToken cancellationToken) =>
        _socket.SendAsync(GatewayFrame.Heartbeat(_life?.Progress.Received), cancellationToken);

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(_patience, _time, cancellationToken);
        if (!_stands)
        {
            _ended.TrySetResult(new GatewayEnd.Resume("no session stood in time"));
        }
    }

    /// <summary>So that the session can be gone on with, whatever ended the connection.</summary>
    private async Task CloseAsync()
    {
        using var limit = new CancellationTokenSource(_farewell, _time);
        try
        {
            await _socket.CloseAsync(ComesBack, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody is there.
        }

        _socket.Abort();
    }
}

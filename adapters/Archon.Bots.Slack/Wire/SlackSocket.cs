using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Core.Connections;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Slack.Wire;

/// <summary>One connection of Socket Mode, from its hello to its end. Source: Slack, "Using Socket Mode".</summary>
internal sealed class SlackSocket : IAsyncDisposable
{
    /// <summary>Unit: bytes of one frame. An estimate: a message of 40,000 characters with its blocks stays far below.</summary>
    private const int LongestFrame = 4 * 1024 * 1024;

    /// <summary>Source: RFC 6455, section 7.4.1.</summary>
    private const int NormalClosure = 1000;

    /// <summary>How many envelopes are worked on at a time.</summary>
    private const int AtOnce = 64;

    private readonly TextSocket _socket;
    private readonly ILogger _logger;
    private readonly Lanes _lanes = new();
    private readonly SemaphoreSlim _room = new(AtOnce, AtOnce);
    private readonly TaskCompletionSource _wantsNext = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SlackSocket(TextSocket socket, ILogger logger)
    {
        _socket = socket;
        _logger = logger;
    }

    public required SlackHello Hello { get; init; }

    public bool IsOpen => _socket.IsOpen;

    /// <summary>Done when a fresh connection is wanted: Slack has announced the end of this one, or it has come.</summary>
    public Task WantsNext => _wantsNext.Task;

    /// <summary>Whether it ended because Socket Mode is switched off for the app.</summary>
    public bool IsDisabled { get; private set; }

    /// <returns>A socket whose hello has come.</returns>
    /// <exception cref="WebSocketException">It cannot be reached, or says no hello.</exception>
    public static async Task<SlackSocket> OpenAsync(Uri address, TimeSpan pingInterval, ILogger logger, CancellationToken cancellationToken)
    {
        var socket = await TextSocket.ConnectAsync(address, pingInterval, LongestFrame, cancellationToken);
        try
        {
            while (await socket.ReceiveAsync(cancellationToken) is { } frame)
            {
                if (Parse(frame) is { } json && TypeOf(json) == "hello")
                {
                    return new SlackSocket(socket, logger) { Hello = json.Deserialize(SlackJson.Default.SlackHello)! };
                }
            }

            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, "It was closed before its hello.");
        }
        catch
        {
            await socket.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands over what comes, and acknowledges what was taken, until the connection ends.</summary>
    /// <param name="proven">Something has come.</param>
    public async Task ServeAsync(ISlackSink sink, Action proven, CancellationToken cancellationToken)
    {
        var working = new List<Task>();
        try
        {
            while (await _socket.ReceiveAsync(cancellationToken) is { } frame)
            {
                proven();
                if (Parse(frame) is not { } json)
                {
                    _logger.FrameNotRead(frame.Length);
                    continue;
                }

                if (ReadEnvelope(json) is not { } envelope)
                {
                    continue;
                }

                await _room.WaitAsync(cancellationToken);
                working.RemoveAll(task => task.IsCompleted);
                working.Add(_lanes.AddAsync(LaneOf(envelope), () => TakeAsync(sink, envelope, cancellationToken)));
            }
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException)
        {
            _logger.SocketBroke(exception.Message);
        }
        finally
        {
            _wantsNext.TrySetResult();
            await Task.WhenAll(working);
        }
    }

    /// <summary>A successor is up: what still comes is read until Slack closes too.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => _socket.CloseAsync(NormalClosure, cancellationToken);

    /// <summary>A fresh connection is wanted for a reason of our own.</summary>
    public void AskForNext() => _wantsNext.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _socket.DisposeAsync();
        _room.Dispose();
    }

    /// <returns>Null: it is none, and was dealt with.</returns>
    private SlackEnvelope? ReadEnvelope(JsonElement json)
    {
        var envelope = json.Deserialize(SlackJson.Default.SlackEnvelope)!;
        if (envelope.Type == "disconnect")
        {
            IsDisabled |= envelope.Reason == "link_disabled";
            _logger.EndAnnounced(envelope.Reason ?? "no reason");
            _wantsNext.TrySetResult();
            return null;
        }

        return envelope.EnvelopeId is null ? null : envelope;
    }

    private async Task TakeAsync(ISlackSink sink, SlackEnvelope envelope, CancellationToken cancellationToken)
    {
        try
        {
            await sink.ReceiveAsync(envelope, cancellationToken);
            await _socket.SendAsync(new JsonObject { ["envelope_id"] = envelope.EnvelopeId }.ToJsonString(), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Not acknowledged: Slack delivers it again, and the inbox knows what it has.
            _logger.EnvelopeNotTaken(envelope.Type ?? "", exception.GetType().Name, exception);
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>The channel that it is of, wherever its type of payload tells that.</summary>
    private static string LaneOf(SlackEnvelope envelope)
    {
        var payload = envelope.Payload;
        return Text(payload, "event", "channel")
            ?? Text(payload, "channel_id")
            ?? Text(payload, "channel", "id")
            ?? Text(payload, "container", "channel_id")
            ?? "";
    }

    private static string? Text(JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
            {
                return null;
            }
        }

        return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
    }

    private static string? TypeOf(JsonElement json) => Text(json, "type");

    private static JsonElement? Parse(string frame)
    {
        try
        {
            using var document = JsonDocument.Parse(frame);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

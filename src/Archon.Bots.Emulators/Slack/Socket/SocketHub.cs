using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.World;
using Archon.Bots.Emulators.Sockets;

namespace Archon.Bots.Emulators.Slack.Socket;

/// <summary>Socket Mode: each delivery goes to one of the open connections, waits for one while there is none, and comes again unacknowledged.</summary>
internal sealed class SocketHub(SlackWorld world, SlackJournal journal, CancellationToken stopToken)
{
    /// <summary>Source: Slack, Socket Mode: up to 10 connections.</summary>
    private const int MostConnections = 10;

    private readonly Lock _gate = new();
    private readonly SocketTrouble _trouble = new(world, journal, stopToken);
    private readonly HashSet<string> _tickets = [];
    private readonly List<ServerSocket> _open = [];
    private readonly List<Delivery> _deliveries = [];
    private readonly Queue<Delivery> _waiting = [];
    private int _numbers;

    public ChangeSignal Changed { get; } = new();

    public int Connections
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    public string MakeTicket()
    {
        lock (_gate)
        {
            var ticket = Guid.NewGuid().ToString("N");
            _tickets.Add(ticket);
            return ticket;
        }
    }

    public async Task ServeAsync(HttpContext context)
    {
        if (await _trouble.RefusesAsync(context))
        {
            return;
        }

        lock (_gate)
        {
            if (!_tickets.Remove(context.Request.Query["ticket"].ToString()))
            {
                context.Response.StatusCode = StatusCodes.Status408RequestTimeout;
                return;
            }
        }

        using var connection = await ServerSocket.OpenAsync(context, world.Options.PingInterval);
        if (connection is null)
        {
            return;
        }

        if (Connections >= MostConnections)
        {
            await connection.SendAsync(SocketFrames.Farewell("too_many_websockets"), stopToken);
            return;
        }

        await connection.SendAsync(SocketFrames.Hello(Connections + 1, Interlocked.Increment(ref _numbers), world.Options), stopToken);
        List<Delivery> waiting;
        lock (_gate)
        {
            _open.Add(connection);
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        Changed.Pulse();
        waiting.ForEach(Send);
        try
        {
            while (await connection.ReceiveAsync(stopToken) is { } frame)
            {
                Acknowledge(connection, frame);
            }
        }
        catch (OperationCanceledException)
        {
            // The emulator ends.
        }
        finally
        {
            lock (_gate)
            {
                _open.Remove(connection);
            }

            Changed.Pulse();
        }
    }

    public Delivery Deliver(string type, JsonObject payload, string about)
    {
        var delivery = new Delivery(type, payload, about);
        lock (_gate)
        {
            _deliveries.Add(delivery);
        }

        Send(delivery);
        return delivery;
    }

    /// <summary>The same once more, under a new envelope.</summary>
    /// <returns>How many were about it.</returns>
    public int Redeliver(string id, int attempt, string reason)
    {
        List<Delivery> found;
        lock (_gate)
        {
            found =
            [
                .. _deliveries
                    .Where(known => known.About == id || known.EnvelopeId == id || known.Payload["event_id"]?.ToString() == id)
                    .DistinctBy(known => known.Payload["event_id"]?.ToString()),
            ];
        }

        foreach (var known in found)
        {
            var again = new Delivery(known.Type, (JsonObject)known.Payload.DeepClone(), known.About) { Attempt = attempt, Reason = reason };
            lock (_gate)
            {
                _deliveries.Add(again);
            }

            Send(again);
        }

        return found.Count;
    }

    public async Task DisconnectAsync(string mode)
    {
        ServerSocket[] open;
        lock (_gate)
        {
            open = [.. _open];
        }

        foreach (var connection in open)
        {
            await _trouble.StrikeAsync(connection, mode);
        }
    }

    public JsonArray ToJson()
    {
        lock (_gate)
        {
            return [.. _deliveries.Select(delivery => delivery.ToJson())];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _deliveries.Clear();
            _waiting.Clear();
        }
    }

    private void Send(Delivery delivery)
    {
        ServerSocket connection;
        lock (_gate)
        {
            var open = _open.Where(one => !one.IsLeaving).ToList();
            if (open.Count == 0 && _open.Count == 0)
            {
                _waiting.Enqueue(delivery);
                return;
            }

            var choice = open.Count > 0 ? open : _open;
            connection = choice[Random.Shared.Next(choice.Count)];
            delivery.EnvelopeId = Guid.NewGuid().ToString();
            delivery.SentOn = connection;
            delivery.Send(world.Time);
        }

        _ = SendAsync(connection, delivery, delivery.EnvelopeId);
    }

    private async Task SendAsync(ServerSocket connection, Delivery delivery, string envelope)
    {
        await connection.SendAsync(SocketFrames.Envelope(delivery, envelope), stopToken);
        try
        {
            await delivery.Acknowledged.WaitAsync(world.Options.AckWindow, world.Time, stopToken);
        }
        catch (TimeoutException)
        {
            await RetryAsync(delivery);
        }
        catch (OperationCanceledException)
        {
            // The emulator ends.
        }
    }

    private async Task RetryAsync(Delivery delivery)
    {
        journal.Violate("warn", "not_acked", $"{delivery.Type} {delivery.About} within {world.Options.AckWindow}");
        if (delivery.Type != "events_api" || delivery.Attempt >= world.Options.RetrySchedule.Count)
        {
            return;
        }

        var wait = world.Options.AckWindow * world.Options.RetrySchedule[delivery.Attempt];
        delivery.Attempt++;
        await Task.Delay(wait, world.Time, stopToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stopToken.IsCancellationRequested)
        {
            Send(delivery);
        }
    }

    private void Acknowledge(ServerSocket connection, JsonObject frame)
    {
        lock (_gate)
        {
            var id = frame["envelope_id"]?.ToString();
            if (_deliveries.FindLast(delivery => delivery.EnvelopeId == id) is { } delivery)
            {
                if (delivery.SentOn != connection)
                {
                    journal.Violate("warn", "acked_elsewhere", $"{delivery.Type} {delivery.About} came on another connection");
                }

                delivery.Acknowledge(frame, world.Time);
            }
        }

        Changed.Pulse();
    }
}

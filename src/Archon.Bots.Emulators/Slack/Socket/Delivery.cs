using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Sockets;

namespace Archon.Bots.Emulators.Slack.Socket;

/// <summary>Something that the app is to get, and to acknowledge.</summary>
internal sealed class Delivery(string type, JsonObject payload, string about)
{
    private readonly TaskCompletionSource<JsonObject> _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _sent;

    /// <summary>events_api, interactive or slash_commands.</summary>
    public string Type => type;

    public JsonObject Payload => payload;

    /// <summary>The ts of the message that it is about.</summary>
    public string About => about;

    public string EnvelopeId { get; set; } = "";

    public int Attempt { get; set; }

    public ServerSocket? SentOn { get; set; }

    /// <summary>Why it comes again; empty: it was not acknowledged in time.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Unit: milliseconds since the epoch. Null: it was not sent yet.</summary>
    public long? SentAt { get; private set; }

    public long? AckAt { get; private set; }

    /// <summary>From the first sending to the acknowledgement. Unit: milliseconds, with fractions. Null: it was not acknowledged yet.</summary>
    public double? AckMs { get; private set; }

    public Task<JsonObject> Acknowledged => _acknowledged.Task;

    public void Send(TimeProvider time)
    {
        SentAt ??= time.GetUtcNow().ToUnixTimeMilliseconds();
        _sent ??= time.GetTimestamp();
    }

    public void Acknowledge(JsonObject answer, TimeProvider time)
    {
        AckAt ??= time.GetUtcNow().ToUnixTimeMilliseconds();
        AckMs ??= _sent is { } sent ? time.GetElapsedTime(sent).TotalMilliseconds : null;
        _acknowledged.TrySetResult(answer);
    }

    public JsonObject ToJson() =>
        new()
        {
            ["envelope_id"] = EnvelopeId,
            ["type"] = type,
            ["event"] = payload["event"]?["type"]?.ToString(),
            ["event_id"] = payload["event_id"]?.ToString(),
            ["about"] = about,
            ["attempt"] = Attempt,
            ["sentAt"] = SentAt,
            ["ackAt"] = AckAt,
            ["ackMs"] = AckMs,
        };
}

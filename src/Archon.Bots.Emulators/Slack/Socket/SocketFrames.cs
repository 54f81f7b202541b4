using System.Globalization;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Socket;

/// <summary>What Slack says on a connection.</summary>
internal static class SocketFrames
{
    /// <param name="number">Names the host.</param>
    public static JsonObject Hello(int connections, int number, SlackEmulatorOptions options) =>
        new()
        {
            ["type"] = "hello",
            ["num_connections"] = connections,
            ["connection_info"] = new JsonObject { ["app_id"] = SlackWorld.App },
            ["debug_info"] = new JsonObject
            {
                ["host"] = string.Create(CultureInfo.InvariantCulture, $"applink-{number}"),
                ["approximate_connection_time"] = options.ConnectionLifetime,
            },
        };

    public static JsonObject Envelope(Delivery delivery, string envelope) =>
        new()
        {
            ["envelope_id"] = envelope,
            ["payload"] = delivery.Payload.DeepClone(),
            ["type"] = delivery.Type,
            ["accepts_response_payload"] = delivery.Type != "events_api",
            ["retry_attempt"] = delivery.Attempt,
            ["retry_reason"] =
                delivery.Attempt == 0 ? ""
                : delivery.Reason.Length > 0 ? delivery.Reason
                : "timeout",
        };

    public static JsonObject Farewell(string reason) =>
        new()
        {
            ["type"] = "disconnect",
            ["reason"] = reason,
            ["debug_info"] = new JsonObject { ["host"] = "applink" },
        };
}

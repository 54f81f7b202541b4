using System.Text.Json;
using System.Text.Json.Nodes;

namespace Archon.Bots.Discord.Gateway;

/// <summary>What stands in one message of the gateway. Source: Discord, gateway events, payload structure.</summary>
/// <param name="Op">See <see cref="Op"/>.</param>
/// <param name="S">Number of a dispatch within its session; null: it is none.</param>
/// <param name="T">A dispatch's event.</param>
internal sealed record GatewayFrame(int Op, JsonElement D, long? S, string? T)
{
    /// <returns>Null: it is none.</returns>
    public static GatewayFrame? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, GatewayJson.Default.GatewayFrame);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Heartbeat(long? sequence) => Write(GatewayOp.Heartbeat, sequence);

    /// <summary>Begins a session.</summary>
    public static string Identify(string token, int intents, int shard, int shards) =>
        Write(
            GatewayOp.Identify,
            new JsonObject
            {
                ["token"] = token,
                ["intents"] = intents,
                ["properties"] = new JsonObject
                {
                    ["os"] = "linux",
                    ["browser"] = "archon-bots",
                    ["device"] = "archon-bots",
                },
                ["shard"] = new JsonArray(shard, shards),
            }
        );

    /// <summary>Goes on with one.</summary>
    public static string Resume(string token, GatewayLife life) =>
        Write(
            GatewayOp.Resume,
            new JsonObject
            {
                ["token"] = token,
                ["session_id"] = life.Id,
                ["seq"] = life.Progress.Done,
            }
        );

    private static string Write(int op, JsonNode? data) => new JsonObject { ["op"] = op, ["d"] = data }.ToJsonString();
}

/// <summary>Source: Discord, "Opcodes and Status Codes", gateway opcodes.</summary>
internal static class GatewayOp
{
    public const int Dispatch = 0;
    public const int Heartbeat = 1;
    public const int Identify = 2;
    public const int Resume = 6;
    public const int Reconnect = 7;
    public const int InvalidSession = 9;
    public const int Hello = 10;
    public const int HeartbeatAcknowledged = 11;
}

using System.Text.Json;

namespace Archon.Bots.Discord.Gateway;

/// <summary>What is worked on in order of arrival. Pure.</summary>
internal static class GatewayLane
{
    /// <summary>The channel that something was said or done in; null: it tells of places, and is to be known at once.</summary>
    public static string? Of(GatewayFrame dispatch) =>
        dispatch.T is { } type
        && (type.StartsWith("MESSAGE_", StringComparison.Ordinal) || type.StartsWith("INTERACTION_", StringComparison.Ordinal))
        && dispatch.D.ValueKind == JsonValueKind.Object
        && dispatch.D.TryGetProperty("channel_id", out var channel)
            ? channel.ToString()
            : null;
}

using System.Text.Json.Serialization;

namespace Archon.Bots.Discord.Gateway;

/// <param name="HeartbeatInterval">Unit: milliseconds.</param>
internal sealed record GatewayHello(double HeartbeatInterval);

/// <summary>The first dispatch of a session.</summary>
/// <param name="Guilds">Each follows with a GUILD_CREATE of its own.</param>
internal sealed record GatewayReady(string? SessionId, string? ResumeGatewayUrl, IReadOnlyList<GatewayGuild>? Guilds);

internal sealed record GatewayGuild(string? Id, bool Unavailable);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(GatewayFrame))]
[JsonSerializable(typeof(GatewayHello))]
[JsonSerializable(typeof(GatewayReady))]
[JsonSerializable(typeof(GatewaySession))]
internal sealed partial class GatewayJson : JsonSerializerContext;

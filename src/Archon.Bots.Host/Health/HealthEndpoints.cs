using System.Text.Json.Serialization;
using Archon.Bots.Core.Health;

namespace Archon.Bots.Host.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: every part that it stands on works.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", (HealthParts health) => Ready(health.All));
    }

    private static IResult Ready(IReadOnlyList<HealthPart> parts)
    {
        var ready = parts.All(part => part.IsUp);
        var body = new ReadyBody(
            ready ? "ready" : "not_ready",
            [.. parts.Select(part => new ReadyPart(part.Name, part.IsUp ? "up" : "down", part.Reason))]
        );
        return Results.Json(body, HealthJson.Default.ReadyBody, statusCode: ready ? 200 : 503);
    }
}

internal sealed record ReadyBody(string Status, IReadOnlyList<ReadyPart> Parts);

internal sealed record ReadyPart(string Name, string State, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReadyBody))]
internal sealed partial class HealthJson : JsonSerializerContext;

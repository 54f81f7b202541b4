using Archon.Bots.Core;
using Archon.Bots.Core.Telemetry;
using Archon.Bots.Host.Settings;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Archon.Bots.Host.Telemetry;

/// <summary>
/// <c>/metrics</c> for whoever reads it. Nothing is sent anywhere, and no span is made, unless the operator names a collector by
/// OpenTelemetry's own variables.
/// </summary>
internal static class TelemetryExport
{
    /// <summary>Of the .NET runtime itself: memory, collections, threads.</summary>
    private const string RuntimeMeter = "System.Runtime";

    public static void AddBotTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var isPushed = configuration.IsSet("OTEL_EXPORTER_OTLP_ENDPOINT");
        services.AddBotGauges();
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                if (!configuration.IsSet("OTEL_SERVICE_NAME"))
                {
                    resource.AddService("archon-bots");
                }
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(TelemetrySource.Name, RuntimeMeter).AddPrometheusExporter();
                if (isPushed)
                {
                    metrics.AddOtlpExporter();
                }
            });
        if (isPushed)
        {
            telemetry.WithTracing(traces => traces.AddSource(TelemetrySource.Name).AddOtlpExporter());
        }
    }

    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics");
}

using System.Collections.Concurrent;
using System.Net;
using Archon.Bots.EndToEnd.Bot;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Archon.Bots.EndToEnd.Telemetry;

/// <summary>A span as it came over the wire.</summary>
internal sealed record ReceivedSpan(string TraceId, string ParentId, string Name, IReadOnlyDictionary<string, string> Attributes);

/// <summary>What an operator would name in <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>: takes OTLP as protobuf over HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = [];
    private readonly ConcurrentQueue<string> _bodies = [];

    private Collector(WebApplication app) => _app = app;

    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    /// <summary>All that came, traces and metrics, as far as it is text.</summary>
    public string Everything => string.Join('\n', _bodies);

    public static async Task<Collector> StartAsync(BotWorld world, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var collector = new Collector(builder.Build());
        collector._app.Run(collector.TakeAsync);
        await collector._app.StartAsync(cancellationToken);
        world.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector._app.Urls.First();
        world.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        world.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "50";
        world.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
        return collector;
    }

    public Task HasAsync(Func<ReceivedSpan, bool> wanted, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(() => _spans.Any(wanted), "The span did not come", () => string.Join('\n', _spans), cancellationToken);

    public Task HasMetricAsync(string name, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(
            () => Everything.Contains(name, StringComparison.Ordinal),
            $"{name} did not come",
            () => Everything,
            cancellationToken
        );

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var message = new ProtoMessage(body.ToArray());
        _bodies.Enqueue(message.Text);
        if (context.Request.Path == "/v1/traces")
        {
            foreach (var span in message.All(1).SelectMany(resource => resource.All(2)).SelectMany(scope => scope.All(2)))
            {
                _spans.Enqueue(Read(span));
            }
        }

        context.Response.ContentType = "application/x-protobuf";
    }

    /// <summary>Field numbers. Source: opentelemetry-proto, trace/v1/trace.proto and common/v1/common.proto.</summary>
    private static ReceivedSpan Read(ProtoMessage span) =>
        new(
            span.One(1).Hex,
            span.One(4).Hex,
            span.One(5).Text,
            span.All(9).ToDictionary(attribute => attribute.One(1).Text, attribute => ValueOf(attribute.One(2)), StringComparer.Ordinal)
        );

    private static string ValueOf(ProtoMessage value) => (value.Number(2) ?? value.Number(3))?.ToString() ?? value.One(1).Text;
}

using System.Globalization;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Telemetry;

/// <summary><c>/metrics</c> as Prometheus reads it.</summary>
internal sealed class MetricsPage(string text)
{
    public string Text => text;

    public IEnumerable<string> Families =>
        text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]);

    public static async Task<MetricsPage> ReadAsync(BotProcess bot, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        return new MetricsPage(await http.GetStringAsync(new Uri(bot.Pages, "/metrics"), cancellationToken));
    }

    /// <summary>Waits until a metric shows that: what the server does last is seen last.</summary>
    public static Task ShowsAsync(
        BotProcess bot,
        string metric,
        double value,
        CancellationToken cancellationToken,
        params string[] labels
    ) => BecomesAsync(bot, metric, shown => shown == value, cancellationToken, labels);

    public static Task BecomesAsync(
        BotProcess bot,
        string metric,
        Func<double?, bool> isRight,
        CancellationToken cancellationToken,
        params string[] labels
    )
    {
        var page = new MetricsPage("");
        return Eventually.TrueAsync(
            async () =>
            {
                page = await ReadAsync(bot, cancellationToken);
                return isRight(page.Sum(metric, labels));
            },
            $"{metric} did not become what it should",
            () => page.Text,
            cancellationToken
        );
    }

    /// <summary>Of all series under these labels, each given as <c>key="value"</c>; null: there is none.</summary>
    public double? Sum(string metric, params string[] labels)
    {
        var values = text.Split('\n')
            .Where(line =>
                line.StartsWith(metric + "{", StringComparison.Ordinal) || line.StartsWith(metric + " ", StringComparison.Ordinal)
            )
            .Where(line => Array.TrueForAll(labels, label => line.Contains(label, StringComparison.Ordinal)))
            .Select(line => double.Parse(ValueOf(line), CultureInfo.InvariantCulture))
            .ToList();
        return values.Count == 0 ? null : values.Sum();
    }

    /// <summary>A time may follow the value.</summary>
    private static string ValueOf(string line) => line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
}

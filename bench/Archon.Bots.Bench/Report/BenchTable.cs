using System.Text;
using System.Text.Json;

namespace Archon.Bots.Bench.Report;

/// <summary>The rows for people, as a table of Markdown, and for programs, as JSON.</summary>
internal static class BenchTable
{
    private static readonly JsonWriterOptions _indented = new() { Indented = true };

    public static string ToMarkdown(IEnumerable<BenchRow> rows)
    {
        var text = new StringBuilder("| what | goal | figure | bare bot | ratio | met |\n|---|---|---|---|---|---|\n");
        foreach (var row in rows)
        {
            text.Append("| ").Append(row.Name).Append(" | ").Append(row.Goal).Append(" | ").Append(row.Figure).Append(" | ");
            text.Append(row.Bare).Append(" | ").Append(row.Ratio is { } ratio ? $"{ratio}x" : "").Append(" | ");
            text.Append(Verdict(row.IsMet)).Append(" |\n");
        }

        return text.ToString();
    }

    public static async Task WriteJsonAsync(string path, string machine, IEnumerable<BenchRow> rows)
    {
        await using var file = File.Create(path);
        await using var json = new Utf8JsonWriter(file, _indented);
        json.WriteStartObject();
        json.WriteString("machine", machine);
        json.WriteStartArray("rows");
        foreach (var row in rows)
        {
            Write(json, row);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BenchRow row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteString("goal", row.Goal);
        json.WriteString("met", Verdict(row.IsMet));
        foreach (var (name, value) in row.Values)
        {
            json.WriteNumber(name, Math.Round(value, 4));
        }

        if (row.Ratio is { } ratio)
        {
            json.WriteNumber("ratio_median", Math.Round(ratio.Median, 4));
            json.WriteNumber("ratio_least", Math.Round(ratio.Least, 4));
            json.WriteNumber("ratio_most", Math.Round(ratio.Most, 4));
        }

        json.WriteEndObject();
    }

    private static string Verdict(bool? isMet) =>
        isMet switch
        {
            true => "yes",
            false => "no",
            null => "",
        };
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Archon.Bots.Host.Logging;

/// <summary>One JSON object a line, with the event's name, which the framework's own JSON formatter drops.</summary>
internal sealed class EventJsonFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "event-json";
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // The start's error reaches the operator in one line of its own (StartError); here it would show values.
        if (logEntry.EventId.Name == "HostedServiceStartupFaulted")
        {
            return;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, _options))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow());
            json.WriteString("level", logEntry.LogLevel.ToString());
            json.WriteString("event", logEntry.EventId.Name ?? logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            scopeProvider?.ForEachScope(WriteScope, json);
            WriteValues(logEntry.State as IEnumerable<KeyValuePair<string, object?>>, json);
            if (logEntry.Exception is { } exception)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteEndObject();
        }

        textWriter.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    private static void WriteScope(object? scope, Utf8JsonWriter json) =>
        WriteValues(scope as IEnumerable<KeyValuePair<string, object>>, json);

    private static void WriteValues<TValue>(IEnumerable<KeyValuePair<string, TValue>>? values, Utf8JsonWriter json)
    {
        foreach (var (name, value) in values ?? [])
        {
            if (name != "{OriginalFormat}")
            {
                json.WriteString(name, value?.ToString());
            }
        }
    }
}

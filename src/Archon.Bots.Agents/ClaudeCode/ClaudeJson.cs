using System.Buffers;
using System.Text.Json;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>Looks into claude's lines without trusting their shape, and writes the lines that it takes.</summary>
internal static class ClaudeJson
{
    /// <summary>An object, or an undefined element where there is none.</summary>
    public static JsonElement Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static bool Flag(this JsonElement element, string name) => element.Child(name).ValueKind == JsonValueKind.True;

    /// <summary>The older CLI writes whole numbers with decimals.</summary>
    public static double? Number(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];

    public static ReadOnlyMemory<byte> UserLine(AgentPrompt prompt) =>
        Line(writer =>
        {
            writer.WriteString("type", "user");
            writer.WriteString("session_id", "");
            writer.WriteStartObject("message");
            writer.WriteString("role", "user");
            writer.WriteStartArray("content");
            writer.WriteStartObject();
            writer.WriteString("type", "text");
            writer.WriteString("text", prompt.Text);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteNull("parent_tool_use_id");
            writer.WriteString("uuid", prompt.Id);
        });

    public static ReadOnlyMemory<byte> Request(string requestId, string subtype) =>
        Line(writer =>
        {
            writer.WriteString("type", "control_request");
            writer.WriteString("request_id", requestId);
            writer.WriteStartObject("request");
            writer.WriteString("subtype", subtype);
            writer.WriteEndObject();
        });

    /// <param name="input">What it is to be used with: it may be another than was asked for.</param>
    public static ReadOnlyMemory<byte> Allow(string requestId, JsonElement input) =>
        Response(
            requestId,
            "success",
            writer =>
            {
                writer.WriteStartObject("response");
                writer.WriteString("behavior", "allow");
                writer.WritePropertyName("updatedInput");
                if (input.ValueKind == JsonValueKind.Object)
                {
                    input.WriteTo(writer);
                }
                else
                {
                    writer.WriteStartObject();
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            }
        );

    public static ReadOnlyMemory<byte> Deny(string requestId, string message) =>
        Response(
            requestId,
            "success",
            writer =>
            {
                writer.WriteStartObject("response");
                writer.WriteString("behavior", "deny");
                writer.WriteString("message", message);
                writer.WriteEndObject();
            }
        );

    public static ReadOnlyMemory<byte> Refuse(string requestId, string error) =>
        Response(requestId, "error", writer => writer.WriteString("error", error));

    private static ReadOnlyMemory<byte> Response(string requestId, string subtype, Action<Utf8JsonWriter> write) =>
        Line(writer =>
        {
            writer.WriteString("type", "control_response");
            writer.WriteStartObject("response");
            writer.WriteString("subtype", subtype);
            writer.WriteString("request_id", requestId);
            write(writer);
            writer.WriteEndObject();
        });

    private static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}

using System.Text.Json;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>The lines that claude takes.</summary>
internal static class ClaudeJson
{
    public static ReadOnlyMemory<byte> UserLine(AgentPrompt prompt) =>
        JsonLine.Of(writer =>
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
        JsonLine.Of(writer =>
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
        JsonLine.Of(writer =>
        {
            writer.WriteString("type", "control_response");
            writer.WriteStartObject("response");
            writer.WriteString("subtype", subtype);
            writer.WriteString("request_id", requestId);
            write(writer);
            writer.WriteEndObject();
        });
}

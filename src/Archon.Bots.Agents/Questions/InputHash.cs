using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Archon.Bots.Agents.Questions;

/// <summary>What an answer counts for: a tool and its input, however the JSON was written.</summary>
internal static class InputHash
{
    /// <param name="but">A member of the input that changes nothing of what is done; null: there is none.</param>
    public static string Of(string tool, JsonElement input, string? but = null)
    {
        var canonical = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(canonical))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(tool);
            Write(writer, input, but);
            writer.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(canonical.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, string? but)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (
                    var member in value
                        .EnumerateObject()
                        .Where(member => member.Name != but)
                        .OrderBy(member => member.Name, StringComparer.Ordinal)
                )
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, but: null);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item, but: null);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archon.Bots.Emulators.Models;

internal static class EmulatorJson
{
    // A misspelt member of a script would otherwise be a reply that silently does something else.
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal static string ToLine<T>(T value) => JsonSerializer.Serialize(value, Options);
}

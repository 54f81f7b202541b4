using System.Text.Encodings.Web;
using System.Text.Json;

namespace Archon.Bots.Emulators.Telegram.Api;

internal static class JsonText
{
    /// <summary>Texts stay readable in the log; nothing here ends up in a page.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

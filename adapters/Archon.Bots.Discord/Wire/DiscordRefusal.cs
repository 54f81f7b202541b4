using System.Text.Json;

namespace Archon.Bots.Discord.Wire;

/// <summary>The body of an answer that refuses. Source: Discord, API reference, "Error Messages", and "Rate Limits".</summary>
/// <param name="RetryAfter">Unit: seconds.</param>
/// <param name="Errors">By field, nested; each with a list <c>_errors</c> at its end.</param>
internal sealed record DiscordRefusal(int Code, string? Message, double? RetryAfter, bool Global, JsonElement Errors)
{
    public TimeSpan? Pause => RetryAfter is { } seconds and >= 0 ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>The message, and the first field that is at fault.</summary>
    public string Reason => FirstFault(Errors, "") is { } fault ? $"{Message}: {fault}" : Message ?? "";

    /// <returns>Null: it is no JSON of Discord's own.</returns>
    public static async Task<DiscordRefusal?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(
                await response.Content.ReadAsStreamAsync(cancellationToken),
                DiscordJson.Default.DiscordRefusal,
                cancellationToken
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? FirstFault(JsonElement errors, string path)
    {
        if (errors.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var field in errors.EnumerateObject())
        {
            if (field.Name == "_errors")
            {
                return
                    field.Value.ValueKind == JsonValueKind.Array
                    && field.Value.GetArrayLength() > 0
                    && field.Value[0].TryGetProperty("message", out var message)
                    ? $"{path} {message}".Trim()
                    : null;
            }

            if (FirstFault(field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}") is { } fault)
            {
                return fault;
            }
        }

        return null;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>A call as it came.</summary>
internal sealed class RestCall
{
    public required string Method { get; init; }

    /// <summary>Below the API's root, with a slash before it.</summary>
    public required string Path { get; init; }

    public required string[] Segments { get; init; }

    public required IQueryCollection Query { get; init; }

    /// <summary>Empty: it has none.</summary>
    public JsonNode? Body { get; init; }

    public IReadOnlyDictionary<string, (string Name, string Type, byte[] Bytes)> Files { get; init; } =
        new Dictionary<string, (string, string, byte[])>();

    public string Name => $"{Method} {Path}";

    /// <summary>The path without its ids.</summary>
    public string Template =>
        Segments[0] == "webhooks"
            ? "webhooks"
            : string.Join(
                '/',
                Segments.Where((segment, at) => !IsId(segment) && segment != "@me" && !(at == 5 && Segments[4] == "reactions"))
            );

    public string Major => Segments is ["channels" or "guilds" or "webhooks", var id, ..] ? id : "";

    /// <summary>Interactions and what follows them are bound by no global limit.</summary>
    public bool IsFree => Segments[0] is "interactions" or "webhooks";

    public JsonObject Fields => Body as JsonObject ?? [];

    public string? Text(string name) => Fields[name]?.ToString();

    public bool Flag(string name) => Fields[name]?.GetValueKind() == JsonValueKind.True;

    public long? Whole(string name) =>
        long.TryParse(
            Query.TryGetValue(name, out var value) ? value.ToString() : Text(name),
            NumberStyles.Integer,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    public static async Task<RestCall> ReadAsync(HttpRequest request, string path, CancellationToken cancellationToken)
    {
        JsonNode? body = null;
        var files = new Dictionary<string, (string, string, byte[])>(StringComparer.Ordinal);
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(cancellationToken);
            body = form.TryGetValue("payload_json", out var payload) ? Parse(payload.ToString()) : null;
            foreach (var file in form.Files)
            {
                using var bytes = new MemoryStream();
                await file.CopyToAsync(bytes, cancellationToken);
                var number = file.Name.Replace("files[", "", StringComparison.Ordinal).TrimEnd(']');
                files[number] = (file.FileName, file.ContentType ?? "application/octet-stream", bytes.ToArray());
            }
        }
        else if (request.ContentLength is not 0)
        {
            using var reader = new StreamReader(request.Body);
            body = Parse(await reader.ReadToEndAsync(cancellationToken));
        }

        return new RestCall
        {
            Method = request.Method,
            Path = path,
            Segments = [.. path.Trim('/').Split('/').Select(Uri.UnescapeDataString)],
            Query = request.Query,
            Body = body,
            Files = files,
        };
    }

    private static bool IsId(string segment) => segment.Length > 14 && segment.All(char.IsAsciiDigit);

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new DiscordRefusalException(400, 50109, "The request body contains invalid JSON.");
        }
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Slack.Api;

/// <summary>What a method was given, by query, form or JSON.</summary>
internal sealed class SlackArguments(JsonObject values, bool isJson)
{
    public bool IsJson => isJson;

    public JsonObject Values => values;

    public static SlackArguments None { get; } = new([], isJson: false);

    /// <summary>What stands in the address alone.</summary>
    public static SlackArguments ReadQuery(HttpRequest request)
    {
        var values = new JsonObject();
        foreach (var (name, value) in request.Query)
        {
            values[name] = value.ToString();
        }

        return new SlackArguments(values, isJson: false);
    }

    public static async Task<SlackArguments> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var values = ReadQuery(request).Values;
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true)
        {
            foreach (var (name, value) in await ReadJsonAsync(request.Body, cancellationToken))
            {
                values[name] = value?.DeepClone();
            }

            return new SlackArguments(values, isJson: true);
        }

        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync(cancellationToken))
            {
                values[name] = value.ToString();
            }
        }

        // A token in the arguments counts in a form alone.
        return new SlackArguments(values, isJson: false);
    }

    public string Text(string name) => values[name]?.ToString() ?? "";

    public string? TextOrNull(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <exception cref="SlackApiException">It is missing.</exception>
    public string Required(string name) => TextOrNull(name) ?? throw new SlackApiException("invalid_arguments");

    public int Whole(string name, int otherwise) =>
        int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public bool Flag(string name) => Text(name).ToLowerInvariant() is "true" or "1";

    /// <summary>A structure: itself in JSON, its text in a form.</summary>
    public JsonNode? Node(string name) =>
        values[name] is JsonValue text && text.TryGetValue<string>(out var json) ? Parse(json) : values[name];

    /// <summary>What is no object says nothing, as what cannot be read.</summary>
    private static async Task<JsonObject> ReadJsonAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonNode.ParseAsync(body, cancellationToken: cancellationToken) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static JsonNode? Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            throw new SlackApiException("invalid_arguments");
        }
    }
}

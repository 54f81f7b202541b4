using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Slack.Api;

/// <summary>What a method was given, by query, form or JSON.</summary>
internal sealed class SlackArguments(JsonObject values, bool isJson)
{
    public bool IsJson => isJson;

    public JsonObject Values => values;

    public static async Task<SlackArguments> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var values = new JsonObject();
        foreach (var (name, value) in request.Query)
        {
            values[name] = value.ToString();
        }

        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true)
        {
            var body = await JsonNode.ParseAsync(request.Body, cancellationToken: cancellationToken);
            foreach (var (name, value) in body as JsonObject ?? [])
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

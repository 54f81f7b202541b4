using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Control;

/// <summary>What a control call says, from its JSON body or its query.</summary>
internal sealed class ControlBody(JsonObject values)
{
    public static async Task<ControlBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var values = new JsonObject();
        foreach (var (name, value) in request.Query)
        {
            values[name] = value.ToString();
        }

        if (HttpMethods.IsPost(request.Method) && request.ContentLength is not 0)
        {
            try
            {
                var body = await JsonNode.ParseAsync(request.Body, cancellationToken: cancellationToken);
                foreach (var (name, value) in body as JsonObject ?? [])
                {
                    values[name] = value?.DeepClone();
                }
            }
            catch (JsonException)
            {
                throw new ControlException("the body is not JSON");
            }
        }

        return new ControlBody(values);
    }

    public bool Has(string name) => values[name] is not null;

    public JsonNode? Node(string name) => values[name];

    /// <summary>Empty when it is missing.</summary>
    public string Text(string name) => values[name]?.ToString() ?? "";

    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw new ControlException($"'{name}' is missing");

    public long? Whole(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (long)number : null;

    public bool Flag(string name) => Text(name).ToLowerInvariant() is "true" or "1";
}

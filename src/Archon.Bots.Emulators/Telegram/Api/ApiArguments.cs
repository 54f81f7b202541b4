using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Telegram.Api;

/// <summary>The arguments of a call, whichever way they came: query, form, multipart or JSON. To the server all of them are texts.</summary>
internal sealed class ApiArguments
{
    private readonly Dictionary<string, JsonNode> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UploadedFile> _files = new(StringComparer.Ordinal);

    public static async Task<ApiArguments> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var arguments = new ApiArguments();
        foreach (var (name, value) in request.Query)
        {
            arguments._values[name] = value.ToString();
        }

        if (MultipartBody.IsMultipart(request))
        {
            await MultipartBody.ReadAsync(
                request,
                (name, text) => arguments._values[name] = text,
                (name, file) => arguments._files[name] = file,
                cancellationToken
            );
        }
        else if (request.HasFormContentType)
        {
            await arguments.ReadFormAsync(request, cancellationToken);
        }
        else if (request.HasJsonContentType())
        {
            await arguments.ReadJsonAsync(request, cancellationToken);
        }

        return arguments;
    }

    /// <summary>The answer to a webhook call may be a call itself.</summary>
    public static ApiArguments Of(JsonObject values)
    {
        var arguments = new ApiArguments();
        arguments.Add(values);
        return arguments;
    }

    /// <summary>Empty when it is missing.</summary>
    public string Text(string name) =>
        _values.GetValueOrDefault(name) switch
        {
            null => "",
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            var node => node.ToJsonString(),
        };

    public long? Whole(string name) =>
        long.TryParse(Text(name).Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public bool Flag(string name) => Text(name).Trim().ToLowerInvariant() is "true" or "yes" or "1";

    /// <summary>An object or a list; null when it is missing.</summary>
    /// <exception cref="BotApiException">It is not JSON.</exception>
    public JsonNode? Json(string name, string error)
    {
        if (_values.GetValueOrDefault(name) is JsonObject or JsonArray)
        {
            return _values[name];
        }

        var text = Text(name);
        if (text.Length == 0)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw BotApiException.BadRequest($"{char.ToLowerInvariant(error[0])}{error[1..]}");
        }
    }

    /// <summary>A file sent under the argument's own name, or under another one that the argument names with attach://.</summary>
    public UploadedFile? File(string name) => Attached(Text(name)) ?? _files.GetValueOrDefault(name);

    /// <summary>The file that a text names with attach://.</summary>
    public UploadedFile? Attached(string text)
    {
        const string attach = "attach://";
        return text.StartsWith(attach, StringComparison.Ordinal) ? _files.GetValueOrDefault(text[attach.Length..]) : null;
    }

    /// <summary>For the log: texts and numbers as they came, of files the name and the size.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject(_values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.DeepClone())));
        if (json.ContainsKey("secret_token"))
        {
            json["secret_token"] = "[secret]";
        }

        foreach (var (name, file) in _files)
        {
            json[name] = new JsonObject { ["file"] = file.Name, ["size"] = file.Bytes.Length };
        }

        return json;
    }

    private void Add(JsonObject values)
    {
        foreach (var (name, value) in values)
        {
            if (value is not null)
            {
                _values[name] = value;
            }
        }
    }

    private async Task ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        foreach (var (name, value) in form)
        {
            _values[name] = value.ToString();
        }
    }

    private async Task ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            if (await JsonNode.ParseAsync(request.Body, cancellationToken: cancellationToken) is JsonObject values)
            {
                Add(values);
            }
        }
        catch (JsonException)
        {
            throw BotApiException.BadRequest("can't parse request JSON object");
        }
    }
}

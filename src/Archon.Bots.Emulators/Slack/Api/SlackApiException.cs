using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Slack.Api;

/// <summary>A method's refusal: ok false, and a word.</summary>
internal sealed class SlackApiException(string error, JsonObject? more = null) : Exception(error)
{
    /// <summary>It is answered with 429. Unit: seconds.</summary>
    public int? RetryAfter { get; init; }

    public static SlackApiException InvalidArguments(string why) =>
        new(
            "invalid_arguments",
            new JsonObject { ["response_metadata"] = new JsonObject { ["messages"] = new JsonArray($"[ERROR] {why}") } }
        );

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["ok"] = false, ["error"] = Message };
        foreach (var (name, value) in more ?? [])
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }
}

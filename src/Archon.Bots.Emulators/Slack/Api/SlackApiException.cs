using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Slack.Api;

/// <summary>A method's refusal: ok false, and a word.</summary>
internal sealed class SlackApiException(string error, JsonObject? more = null) : Exception(error)
{
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

using System.Text.Json.Nodes;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Acp;

/// <summary>A prompt as ACP agents take it: its text, and links to the files that came with it, which all of them take. Pure.</summary>
internal static class AcpInput
{
    public static JsonArray Of(AgentPrompt prompt)
    {
        var input = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = prompt.Text });
        foreach (var file in prompt.Files)
        {
            input.Add(
                (JsonNode)
                    new JsonObject
                    {
                        ["type"] = "resource_link",
                        ["uri"] = new Uri(file).AbsoluteUri,
                        ["name"] = Path.GetFileName(file),
                    }
            );
        }

        return input;
    }
}

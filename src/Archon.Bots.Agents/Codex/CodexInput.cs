using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Codex;

/// <summary>A prompt as codex takes it: text, and the pictures that came with it. Pure.</summary>
internal static class CodexInput
{
    private static readonly ImmutableHashSet<string> _pictures = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp"
    );

    public static JsonArray Of(AgentPrompt prompt)
    {
        var input = Of(prompt.Text);
        foreach (var file in prompt.Files.Where(file => _pictures.Contains(Path.GetExtension(file))))
        {
            input.Add((JsonNode)new JsonObject { ["type"] = "localImage", ["path"] = file });
        }

        return input;
    }

    public static JsonArray Of(string text) =>
        [
            new JsonObject
            {
                ["type"] = "text",
                ["text"] = text,
                ["text_elements"] = new JsonArray(),
            },
        ];
}

using System.Text.Json;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.OpenAi;

/// <summary>Reads the body of a responses request. Source: OpenAI, API reference, Responses, input items.</summary>
internal static class ResponsesPrompt
{
    /// <summary>What Codex says of itself and of the place in the user's name.</summary>
    private static readonly string[] _codexsOwn =
    [
        "<environment_context>",
        "<user_instructions>",
        "# AGENTS.md instructions",
        "<permissions",
    ];

    internal static PromptView Of(JsonElement body)
    {
        var blocks = Items(body, "input")
            .SelectMany(BlocksOf)
            .Where(block => block.Text.Length > 0 || block.Kind == BlockKind.ToolResult)
            .ToList();
        return new PromptView(
            [.. blocks.Where(block => block.Kind == BlockKind.Text).Select(block => block.Text)],
            blocks.Cast<PromptBlock?>().LastOrDefault(),
            Items(body, "tools").Any(),
            IsCompaction: false,
            body.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("stream", out var stream)
                && stream.ValueKind == JsonValueKind.True
        );
    }

    internal static string? StringOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    internal static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : [];

    private static IEnumerable<PromptBlock> BlocksOf(JsonElement item) =>
        StringOf(item, "type") switch
        {
            "function_call_output" or "custom_tool_call_output" => [new PromptBlock(BlockKind.ToolResult, OutputOf(item))],
            "message" or null when StringOf(item, "role") == "user" => Items(item, "content")
                .Select(part => StringOf(part, "text") ?? "")
                .Where(text => !_codexsOwn.Any(own => text.StartsWith(own, StringComparison.Ordinal)))
                .Select(text => new PromptBlock(BlockKind.Text, text.Trim())),
            _ => [],
        };

    private static string OutputOf(JsonElement item) =>
        StringOf(item, "output") ?? string.Join('\n', Items(item, "output").Select(part => StringOf(part, "text") ?? ""));
}

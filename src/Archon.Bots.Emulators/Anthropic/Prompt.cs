using System.Text.Json;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.Anthropic;

/// <summary>Reads the body of a messages request the way its author meant it: without what claude adds on its own.</summary>
internal static partial class Prompt
{
    internal static PromptView View(JsonElement body)
    {
        var blocks = UserBlocks(body).ToList();
        var subject = blocks.Cast<PromptBlock?>().LastOrDefault();
        return new PromptView(
            [.. blocks.Where(block => block.Kind == BlockKind.Text).Select(block => block.Text)],
            subject,
            HasTools(body),
            IsCompaction(subject?.Text ?? ""),
            WantsStream(body)
        );
    }

    private static bool HasTools(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object
        && body.TryGetProperty("tools", out var tools)
        && tools.ValueKind == JsonValueKind.Array
        && tools.GetArrayLength() > 0;

    private static bool IsCompaction(string subject) => subject.StartsWith("CRITICAL: Respond with TEXT ONLY", StringComparison.Ordinal);

    internal static bool WantsStream(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;

    internal static IEnumerable<JsonElement> Messages(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object
        && body.TryGetProperty("messages", out var messages)
        && messages.ValueKind == JsonValueKind.Array
            ? messages.EnumerateArray().Where(message => message.ValueKind == JsonValueKind.Object)
            : [];

    internal static IEnumerable<JsonElement> Blocks(JsonElement message) =>
        message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array
            ? content.EnumerateArray().Where(block => block.ValueKind == JsonValueKind.Object)
            : [];

    internal static string? StringOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static IEnumerable<PromptBlock> UserBlocks(JsonElement body) =>
        Messages(body)
            .Where(message => StringOf(message, "role") == "user")
            .SelectMany(BlocksOfUser)
            .Where(block => block.Text.Length > 0 || block.Kind == BlockKind.ToolResult);

    private static IEnumerable<PromptBlock> BlocksOfUser(JsonElement message)
    {
        if (StringOf(message, "content") is { } whole)
        {
            return [new PromptBlock(BlockKind.Text, WithoutReminders(whole))];
        }

        return Blocks(message)
            .Select(block =>
                StringOf(block, "type") switch
                {
                    "text" => new PromptBlock(BlockKind.Text, WithoutReminders(StringOf(block, "text") ?? "")),
                    "tool_result" => new PromptBlock(BlockKind.ToolResult, WithoutReminders(TextOfResult(block))),
                    _ => new PromptBlock(BlockKind.Other, ""),
                }
            )
            .Where(block => block.Kind != BlockKind.Other);
    }

    private static string TextOfResult(JsonElement block) =>
        StringOf(block, "content") ?? string.Join('\n', Blocks(block).Select(part => StringOf(part, "text") ?? ""));

    private static string WithoutReminders(string text) => ClaudesOwn().Replace(text, "").Trim();

    // Claude puts its reminders beside or into the user's block, names the file that it made of an attached picture,
    // and tells of the slash commands that it ran itself.
    [GeneratedRegex(
        @"<(?<tag>system-reminder|local-command-[a-z]+|command-name|command-message|command-args)>.*?</\k<tag>>|^\[Image: source: [^\]]*\]$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ClaudesOwn();
}

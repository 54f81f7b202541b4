using System.Text.Json;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.Anthropic;

/// <summary>The checks of the real API that a client can run into: the key, required members, and tool calls without results.</summary>
internal static class RequestRules
{
    /// <summary>Unit: bytes. Source: Anthropic, request size limits, Messages API, 32 MB.</summary>
    internal const int LargestBody = 32 * 1024 * 1024;

    internal static ScriptedError? CheckHeaders(IHeaderDictionary headers)
    {
        var key = headers["x-api-key"] is [{ Length: > 0 } given, ..] ? given : headers.Authorization.ToString();
        if (key.Length == 0)
        {
            return new ScriptedError(401, Message: "x-api-key header is required");
        }

        if (key.Contains("invalid", StringComparison.OrdinalIgnoreCase))
        {
            return new ScriptedError(401);
        }

        return headers.ContainsKey("anthropic-version") ? null : new ScriptedError(400, Message: "anthropic-version: header is required");
    }

    internal static ScriptedError? CheckBody(JsonElement body, bool counts)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return new ScriptedError(400, Message: "The request body is not valid JSON");
        }

        string[] required = counts ? ["model", "messages"] : ["model", "max_tokens", "messages"];
        if (required.FirstOrDefault(name => !body.TryGetProperty(name, out _)) is { } missing)
        {
            return new ScriptedError(400, Message: $"{missing}: Field required");
        }

        // Newer clients put messages of the role "system" between the two sides' own; they part no call from its result.
        var messages = Prompt.Messages(body).Where(message => Prompt.StringOf(message, "role") is "user" or "assistant").ToList();
        return messages.Count == 0
            ? new ScriptedError(400, Message: "messages: at least one message is required")
            : messages.Select((message, index) => CheckTools(messages, message, index)).FirstOrDefault(error => error is not null);
    }

    private static ScriptedError? CheckTools(List<JsonElement> messages, JsonElement message, int index)
    {
        var uses = Ids(message, "assistant", "tool_use", "id");
        var results = index + 1 < messages.Count ? Ids(messages[index + 1], "user", "tool_result", "tool_use_id") : [];
        var open = uses.Except(results).ToList();
        if (open.Count > 0)
        {
            var ids = string.Join(", ", open);
            return new ScriptedError(
                400,
                Message: $"messages.{index}: `tool_use` ids were found without `tool_result` blocks immediately after: {ids}. "
                    + "Each `tool_use` block must have a corresponding `tool_result` block in the next message."
            );
        }

        var earlier = index > 0 ? Ids(messages[index - 1], "assistant", "tool_use", "id") : [];
        return Ids(message, "user", "tool_result", "tool_use_id").Except(earlier).FirstOrDefault() is { } stray
            ? new ScriptedError(
                400,
                Message: $"messages.{index}.content.0: unexpected `tool_use_id` found in `tool_result` blocks: {stray}. "
                    + "Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
            )
            : null;
    }

    private static List<string> Ids(JsonElement message, string role, string type, string member) =>
        Prompt.StringOf(message, "role") != role
            ? []
            :
            [
                .. Prompt
                    .Blocks(message)
                    .Where(block => Prompt.StringOf(block, "type") == type)
                    .Select(block => Prompt.StringOf(block, member) ?? ""),
            ];
}

using System.Collections.Immutable;

namespace Archon.Bots.Emulators.Models;

/// <summary>A request as its author meant it: without what an agent adds on its own.</summary>
/// <param name="UserTexts">The texts of the user's messages, history included, in order.</param>
/// <param name="Subject">What the model has to react to: the last text of the user, or the tool result that came after it. Null: neither.</param>
/// <param name="HasTools">Whether it offers any.</param>
/// <param name="IsCompaction">Whether it has the conversation summed up.</param>
/// <param name="IsStream">Whether the answer is to be streamed.</param>
internal sealed record PromptView(ImmutableArray<string> UserTexts, PromptBlock? Subject, bool HasTools, bool IsCompaction, bool IsStream)
{
    /// <summary>A step of the agent's main loop.</summary>
    public bool IsMain => HasTools && !IsCompaction;
}

internal enum BlockKind
{
    Text,
    ToolResult,
    Other,
}

/// <summary>One block of what the user, or a tool, said.</summary>
internal readonly record struct PromptBlock(BlockKind Kind, string Text);

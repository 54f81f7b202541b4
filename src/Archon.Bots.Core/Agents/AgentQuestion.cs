namespace Archon.Bots.Core.Agents;

/// <summary>An agent asks whether it may use a tool.</summary>
/// <param name="Id">The agent's own id of the question; it counts only while this agent runs.</param>
/// <param name="ToolUseId">The id of the <see cref="AgentEvent.ToolStarted"/> that it is about; null: the agent does not tell.</param>
/// <param name="Line">One line for the reader and the record, as of <see cref="AgentEvent.ToolStarted"/>.</param>
/// <param name="Input">What would be run or changed, as a person reads it.</param>
/// <param name="InputHash">SHA-256 of tool and input, hexadecimal: an answer counts for this tool and input alone.</param>
public sealed record AgentQuestion(string Id, string? ToolUseId, string Tool, string Line, ToolInput Input, string InputHash);

/// <summary>A tool's input for a reader's eyes.</summary>
/// <param name="Language">Of a code block: <c>sh</c>, <c>diff</c>, <c>json</c>; empty: plain text.</param>
public sealed record ToolInput(string Language, string Text);

/// <summary>What a person said to an <see cref="AgentQuestion"/>. A closed union.</summary>
public abstract record AgentAnswer
{
    private AgentAnswer() { }

    /// <summary>This use of the tool, and no other.</summary>
    public sealed record Allow : AgentAnswer;

    /// <param name="Message">What the agent is told.</param>
    public sealed record Deny(string Message) : AgentAnswer;
}

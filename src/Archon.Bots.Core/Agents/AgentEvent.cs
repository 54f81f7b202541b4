namespace Archon.Bots.Core.Agents;

/// <summary>What an agent says while it runs a prompt. A closed union; ends with exactly one <see cref="Completed"/> or <see cref="Failed"/>.</summary>
public abstract record AgentEvent
{
    private AgentEvent() { }

    /// <summary>The agent answers under this session id: it can be resumed from now on.</summary>
    public sealed record SessionBound(string SessionId) : AgentEvent;

    /// <summary>A preview of a block's text, to be appended; a <see cref="TextFinal"/> replaces it.</summary>
    public sealed record TextDelta(string Block, string Text) : AgentEvent;

    /// <summary>The authoritative text of a block. Earlier blocks that never became final are void.</summary>
    public sealed record TextFinal(string Block, string Text) : AgentEvent;

    public sealed record Thinking(string Text) : AgentEvent;

    /// <param name="Line">One line for the reader and the record: the tool and what it is used on.</param>
    public sealed record ToolStarted(string Id, string Name, string Line) : AgentEvent;

    public sealed record ToolFinished(string Id, ToolEnd End) : AgentEvent
    {
        /// <summary>The line of the settings that would have allowed a denied tool.</summary>
        public string? AllowRule { get; init; }
    }

    /// <summary>The agent wants to know whether it may; it waits for <see cref="IAgentSession.AnswerAsync"/>. Several may be open at once.</summary>
    public sealed record Asked(AgentQuestion Question) : AgentEvent;

    /// <summary>The agent does not wait for that answer any more: it has got it, or asks no longer.</summary>
    public sealed record Unasked(string QuestionId) : AgentEvent;

    /// <param name="Attempt">From 1; 0 where the kind does not count.</param>
    public sealed record Status(AgentStatus Kind, int Attempt = 0, int Of = 0) : AgentEvent;

    /// <param name="SessionId">The id to resume next time.</param>
    public sealed record Completed(AgentUsage Usage, string SessionId) : AgentEvent;

    /// <param name="Usage">Null: the agent did not tell.</param>
    public sealed record Failed(AgentFailure Failure, AgentUsage? Usage = null) : AgentEvent;
}

public enum ToolEnd
{
    Done,
    Failed,
    Denied,
}

public enum AgentStatus
{
    Retrying,
    Compacting,
    WaitingForNetwork,
}

/// <param name="CostUsd">Unit: US dollars, of this prompt alone. Null: the agent does not tell.</param>
public sealed record AgentUsage(long InputTokens, long OutputTokens, long CacheReadTokens, long CacheWriteTokens, decimal? CostUsd);

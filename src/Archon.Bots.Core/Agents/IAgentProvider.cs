using System.Collections.Immutable;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Agents;

/// <summary>A coding agent: Claude Code, Codex, the demo.</summary>
public interface IAgentProvider
{
    /// <summary>Lower case: <c>claude</c>, <c>codex</c>, <c>acp</c>, <c>demo</c>. The value of <c>DEFAULT_AI_ASSISTANT</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Opens a session and returns when it is ready for a prompt. A session that was asked for as new but is known already is resumed
    /// (<see cref="IAgentSession.Resumed"/> tells).
    /// </summary>
    /// <exception cref="AgentUnavailableException">It cannot be opened; <see cref="AgentFailureKind.SessionLost"/>: the id to resume is unknown.</exception>
    Task<IAgentSession> OpenAsync(AgentSessionRequest request, CancellationToken cancellationToken);
}

/// <param name="SessionId">The provider's id to resume, or the one to open the session under.</param>
/// <param name="Resume">Whether the provider is to know the id.</param>
/// <param name="Model">Null: the agent's own default.</param>
public sealed record AgentSessionRequest(string Provider, string SessionId, bool Resume, string WorkingDirectory, string? Model)
{
    /// <summary>A folder that the agent may read without asking, beside its directory; null: none.</summary>
    public string? Files { get; init; }
}

/// <param name="Id">Goes to the agent with the text, so that <see cref="IAgentSession.Remembers"/> can find it in the session's record.</param>
public sealed record AgentPrompt(Guid Id, string Text)
{
    /// <summary>Paths of the files that came with it; the text names them.</summary>
    public ImmutableArray<string> Files { get; init; } = [];
}

/// <summary>An open session of an agent. One owner, one prompt at a time.</summary>
public interface IAgentSession : IAsyncDisposable
{
    /// <summary>The provider's id; may differ from the one asked for, and may change with a result.</summary>
    string SessionId { get; }

    /// <summary>Whether the provider knew the session when it was opened.</summary>
    bool Resumed { get; }

    /// <summary>Whether it can take another prompt.</summary>
    bool IsUsable { get; }

    /// <summary>Null: the agent runs in no process of its own.</summary>
    AgentProcess? Process { get; }

    /// <summary>Unit: bytes of memory that it holds now; 0: none of its own.</summary>
    long MemoryBytes { get; }

    /// <summary>Commands that the agent takes as a prompt, without the slash.</summary>
    ImmutableHashSet<string> Commands { get; }

    /// <summary>Whether the session's own record surely holds that prompt; false where it cannot be told.</summary>
    bool Remembers(Guid prompt);

    /// <summary>Runs one prompt. The events end with one <see cref="AgentEvent.Completed"/> or <see cref="AgentEvent.Failed"/>, whatever happens.</summary>
    IAsyncEnumerable<AgentEvent> RunAsync(AgentPrompt prompt, CancellationToken killToken);

    /// <summary>Answers a question of the running prompt; one that is open no more is left alone.</summary>
    Task AnswerAsync(string questionId, AgentAnswer answer, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the running prompt: within two seconds its events have ended and no process that it started lives any more. An agent that
    /// obeyed stays usable.
    /// </summary>
    Task InterruptAsync(CancellationToken cancellationToken);
}
